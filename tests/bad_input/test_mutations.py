"""The shipped files with slips in them: they load, or are refused with a place. Nothing else.

Never another exception, never a hang, never a refusal that gives no reason, never a message with
a hole in it.
"""

from __future__ import annotations

import signal
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.bad_input.mutations import SLIPS, Slip, applied

from schemeengine import BadInput, Diagnostic, dossier_from_text, evaluate, load_schemes
from schemeengine.diagnostics import Problems, Severity
from schemeengine.ir.scheme import Scheme
from schemeengine.source import Source
from schemeengine.syntax.files import read_text

ROOT = Path(__file__).resolve().parents[2]
SCHEMES = tuple(sorted(f"schemes/{p.name}" for p in (ROOT / "schemes").glob("*.yaml")))
SHARED = tuple(sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "schemes").glob("*/*.yaml")))
DOSSIERS = tuple(sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "examples").glob("*/dossier.yaml")))
#: An empty file has no place that could be shown.
WITHOUT_A_PLACE = {"Y006"}
LONGEST = 60  # seconds for one file, a hundred times what it takes

few = settings(
    max_examples=max(15, settings.default.max_examples // 3),  # type: ignore[union-attr]
    suppress_health_check=[HealthCheck.too_slow],
)


@contextmanager
def in_time() -> Iterator[None]:
    """Fails what takes longer than LONGEST, where the system can interrupt."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def reader(name: str, text: str) -> Callable[[str, Problems], Source | None]:
    """Reads the repository's files, one of them in the changed form."""

    def read(path: str, problems: Problems) -> Source | None:
        if path == name:
            return Source(path, text)
        found = read_text(str(ROOT / path), problems)
        return None if found is None else Source(path, found.text)

    return read


@cache
def shipped() -> tuple[Scheme, ...]:
    return load_schemes(SCHEMES, read=reader("", ""))


def accepted_or_refused(act: Callable[[], object]) -> None:
    with in_time():
        try:
            act()
        except BadInput as refused:
            check(refused.diagnostics)


def check(found: tuple[Diagnostic, ...]) -> None:
    assert any(d.severity is Severity.ERROR for d in found)
    assert [d.sort_key for d in found] == sorted(d.sort_key for d in found)
    for diagnostic in found:
        if diagnostic.span is None:
            assert diagnostic.code.id in WITHOUT_A_PLACE
        else:
            span = diagnostic.span
            assert 0 <= span.start <= span.end <= len(span.source.text)
            assert 1 <= span.line <= span.source.line_count
        assert_filled(diagnostic)


def assert_filled(diagnostic: Diagnostic) -> None:
    """Every place of the templates has an argument, its own or that of the language."""
    code = diagnostic.code
    for lang, templates in (("ja", (code.ja, code.help_ja)), ("en", (code.en, code.help_en))):
        for template in templates:
            names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
            missing = {n for n in names if n not in diagnostic.args and f"{n}_{lang}" not in diagnostic.args}
            assert missing == set(), (code.id, lang)


def a_scheme(name: str, slips: list[Slip]) -> None:
    read = reader(name, applied(text_of(name), slips))
    accepted_or_refused(lambda: load_schemes([name], read=read))


def a_shared_file(name: str, scheme: str, slips: list[Slip]) -> None:
    read = reader(name, applied(text_of(name), slips))
    accepted_or_refused(lambda: load_schemes([scheme], read=read))


def a_dossier(name: str, slips: list[Slip]) -> None:
    text = applied(text_of(name), slips)
    accepted_or_refused(lambda: evaluate(shipped(), dossier_from_text(text, name), today=date(2024, 7, 1)))


@few
@given(st.sampled_from(SCHEMES), SLIPS)
def test_a_scheme_with_slips(name: str, slips: list[Slip]) -> None:
    a_scheme(name, slips)


@few
@given(st.sampled_from(SHARED), st.sampled_from(SCHEMES), SLIPS)
def test_a_shared_file_with_slips(name: str, scheme: str, slips: list[Slip]) -> None:
    a_shared_file(name, scheme, slips)


@few
@given(st.sampled_from(DOSSIERS), SLIPS)
def test_a_dossier_with_slips(name: str, slips: list[Slip]) -> None:
    a_dossier(name, slips)


@pytest.mark.deep
@given(st.sampled_from(SCHEMES), SLIPS)
def test_many_schemes_with_slips(name: str, slips: list[Slip]) -> None:
    a_scheme(name, slips)


@pytest.mark.deep
@given(st.sampled_from(SHARED), st.sampled_from(SCHEMES), SLIPS)
def test_many_shared_files_with_slips(name: str, scheme: str, slips: list[Slip]) -> None:
    a_shared_file(name, scheme, slips)


@pytest.mark.deep
@given(st.sampled_from(DOSSIERS), SLIPS)
def test_many_dossiers_with_slips(name: str, slips: list[Slip]) -> None:
    a_dossier(name, slips)


@given(st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_text_at_all(text: str) -> None:
    accepted_or_refused(lambda: load_schemes(["a.yaml"], read=reader("a.yaml", text)))
    accepted_or_refused(lambda: evaluate(shipped(), dossier_from_text(text), today=date(2024, 7, 1)))
