"""The library inside another program: typed results, no hidden state, mistakes as data."""

from __future__ import annotations

import copy
import dataclasses
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from schemeengine import (
    BadInput,
    Evaluator,
    Verdict,
    dossier_from_text,
    evaluate,
    load_dossier,
    load_schemes,
    scheme_from_text,
)
from schemeengine.diagnostics import Problems
from schemeengine.source import Source

ROOT = Path(__file__).parents[2]
KITA = str(ROOT / "schemes/kita_ku.yaml")
DOSSIER = str(ROOT / "examples/kita_exactly_70/dossier.yaml")

BAKERY = """
schemeengine: 1
scheme: bakery
title: パン屋の補助
readings:
  few:
    cite: 第1条
    question: ちょうど5人は少ないか
    choices: {below: 少なくない, up_to: 少ない}
    adopted: below
outline:
  第1条: {title: 対象, encoded: yes}
facts:
  staff: {type: count, unit: 人, label: 従業員数}
  arrears: {type: yes_no, label: 滞納がある}
provisions:
  small:
    cite: 第1条
    reading: few
    below: staff < 5人
    up_to: staff <= 5人
  paid: {cite: 第1条, that: not(arrears)}
"""
FIVE = """
schemeengine: 1
dossier: five
as_of: 令和6年6月1日
facts: {staff: 5人, arrears: no}
"""


def outcome(evaluator: Evaluator, text: str = FIVE, **options: object) -> str:
    return evaluator.evaluate(dossier_from_text(text), **options).verdicts[0].outcome  # type: ignore[arg-type]


# ------------------------------------------------------------------ no hidden state
def test_two_evaluators_side_by_side() -> None:
    """Two of one name but different rules: neither sees anything of the other."""
    first = Evaluator([scheme_from_text(BAKERY)])
    second = Evaluator([scheme_from_text(BAKERY.replace("adopted: below", "adopted: up_to"))])
    for _ in range(3):
        assert outcome(first) == "ineligible"
        assert outcome(second) == "eligible"


def test_readings_chosen_for_one_evaluation_do_not_stay() -> None:
    one = Evaluator([scheme_from_text(BAKERY)])
    assert outcome(one) == "ineligible"
    assert outcome(one, readings={"few": "up_to"}) == "eligible"
    assert outcome(one, readings={"bakery.few": "up_to"}) == "eligible"
    assert outcome(one) == "ineligible"


def test_a_refused_dossier_leaves_nothing_behind() -> None:
    one = Evaluator([scheme_from_text(BAKERY)])
    with pytest.raises(BadInput):
        one.evaluate(dossier_from_text(FIVE.replace("5人", "5社")))
    assert outcome(one, FIVE.replace("5人", "4人")) == "eligible"


def test_what_is_handed_in_is_not_changed() -> None:
    schemes, dossier = load_schemes([KITA]), load_dossier(DOSSIER)
    before = copy.deepcopy(dossier.doc.model_dump())
    first = evaluate(schemes, dossier).verdicts
    assert dossier.doc.model_dump() == before
    assert evaluate(schemes, dossier).verdicts == first


def test_importing_does_nothing() -> None:
    """No output, no command line, no template engine, and the holidays only when asked for."""
    script = (
        "import sys, schemeengine;"
        "print(*[m for m in ('typer','rich','jinja2','durable','holidays','hypothesis') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_no_file_is_read_but_those_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts come from the embedding program; the folder it runs in does not matter."""
    monkeypatch.chdir(tmp_path)
    vocabulary = "schemeengine: 1\nvocabulary: firm\ntitle: 会社\nfacts:\n  age: {type: count, label: 年数}\n"
    scheme = (
        "schemeengine: 1\nscheme: old\ntitle: 老舗\nuses: [firm]\nprovisions:\n  long_standing: age >= 50\n"
    )
    texts = {"old.yaml": scheme, "firm.yaml": vocabulary}
    asked: list[str] = []

    def read(path: str, problems: Problems) -> Source | None:
        asked.append(path)
        return Source(path, texts[path])

    schemes = load_schemes(["old.yaml"], read=read)
    assert asked == ["old.yaml", "firm.yaml"]
    assert outcome(
        Evaluator(schemes), "schemeengine: 1\ndossier: d\nas_of: 2024-06-01\nfacts: {age: 50}"
    ) == ("eligible")


# ------------------------------------------------------------------ typed results
def inner(value: object) -> Iterator[object]:
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from inner(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from inner(item)


def test_results_are_plain_and_frozen() -> None:
    found = evaluate(load_schemes([KITA]), load_dossier(DOSSIER))
    verdict = found.verdicts[0]
    assert isinstance(verdict, Verdict)
    for value in inner(verdict):
        assert not hasattr(value, "model_dump"), "no pydantic outside the reading of files"
        assert not isinstance(value, float | list | set)
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict.outcome = "eligible"  # type: ignore[misc]


def test_a_verdict_survives_a_journey() -> None:
    """Copied, or sent to another process, it stays equal."""
    verdict = evaluate(load_schemes([KITA]), load_dossier(DOSSIER)).verdicts[0]
    assert copy.deepcopy(verdict) == verdict
    assert pickle.loads(pickle.dumps(verdict)) == verdict


def test_several_programmes_give_one_verdict_each() -> None:
    paths = [str(p) for p in sorted(ROOT.glob("schemes/*.yaml"))]
    schemes = load_schemes(paths)
    found = evaluate(schemes, load_dossier(DOSSIER))
    assert [v.scheme for v in found.verdicts] == [s.id for s in schemes]
    apart = evaluate([s for s in schemes if s.id == "kita_ku"], load_dossier(DOSSIER)).verdicts[0]
    together = next(v for v in found.verdicts if v.scheme == "kita_ku")
    assert together == apart


# ------------------------------------------------------------------ the day in question
def test_the_engine_has_no_clock() -> None:
    one, undated = Evaluator([scheme_from_text(BAKERY)]), FIVE.replace("as_of: 令和6年6月1日\n", "")
    with pytest.raises(BadInput) as refused:
        one.evaluate(dossier_from_text(undated))
    assert [d.code.id for d in refused.value.diagnostics] == ["D026"]
    found = one.evaluate(dossier_from_text(undated), today=date(2030, 1, 2))
    assert found.verdicts[0].as_of == date(2030, 1, 2)
    assert found.verdicts[0].receipt.as_of_assumed
    assert [d.code.id for d in found.diagnostics] == ["D022"]


def test_the_day_handed_in_wins() -> None:
    one = Evaluator([scheme_from_text(BAKERY)])
    found = one.evaluate(dossier_from_text(FIVE), as_of=date(2030, 1, 2), today=date(2031, 1, 2)).verdicts[0]
    assert found.as_of == date(2030, 1, 2)
    assert not found.receipt.as_of_assumed


# ------------------------------------------------------------------ mistakes are data
def test_bad_input_carries_its_diagnostics() -> None:
    text = FIVE.replace("5人", "5社").replace("arrears: no", "arrears: maybe, nothing: 1")
    with pytest.raises(BadInput) as refused:
        evaluate([scheme_from_text(BAKERY)], dossier_from_text(text, "five.yaml"))
    found = refused.value.diagnostics
    assert sorted(d.code.id for d in found) == ["D001", "D003", "D005"]
    for one in found:
        assert one.span is not None
        assert str(one.span).startswith("five.yaml:5:")
        assert one.message("ja")
        assert one.help("en")
        assert one.message("ja") != one.message("en")
        assert "{" not in one.message("ja") + one.message("en") + one.help("ja") + one.help("en")


def test_bad_schemes_are_told_all_at_once() -> None:
    text = BAKERY.replace("staff < 5人", "staf < 5人").replace("not(arrears)", "arrears + 1円")
    with pytest.raises(BadInput) as refused:
        scheme_from_text(text, "bakery.yaml")
    assert len(refused.value.diagnostics) >= 2
    assert all(d.span is not None for d in refused.value.diagnostics)


@pytest.mark.parametrize(
    "text", ["", "[", "- a", "schemeengine: 1\n", "schemeengine: 2\ndossier: x\n", "\x00"]
)
def test_whatever_the_text_the_exception_is_bad_input(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        dossier_from_text(text)
    assert refused.value.diagnostics


def test_an_unknown_reading_is_refused() -> None:
    one = Evaluator([scheme_from_text(BAKERY)])
    for readings in ({"few": "many"}, {"feww": "below"}, {"cafe.few": "below"}):
        with pytest.raises(BadInput) as refused:
            one.evaluate(dossier_from_text(FIVE), readings=readings)
        assert {d.code.id for d in refused.value.diagnostics} == {"D018"}
