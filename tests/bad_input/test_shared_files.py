"""Mistakes in files that several schemes share: said to everyone, never in silence, never for ever."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from schemeengine import BadInput, load_schemes
from schemeengine.diagnostics import Problems
from schemeengine.diagnostics.codes_files import HIDDEN_CHARACTER, TAB
from schemeengine.loading import Library
from schemeengine.source import Source, Span
from schemeengine.syntax.files import read_text


def reader(texts: Mapping[str, str]):  # type: ignore[no-untyped-def]
    def read(path: str, problems: Problems) -> Source | None:
        return Source(path, texts[path]) if path in texts else read_text(path, problems)

    return read


def scheme(name: str, uses: str) -> str:
    return f"schemeengine: 1\nscheme: {name}\ntitle: 例\nuses: [{uses}]\n"


def vocabulary(name: str, rest: str) -> str:
    return f"schemeengine: 1\nvocabulary: {name}\ntitle: 用語\n{rest}"


def codes(texts: Mapping[str, str], *paths: str) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        load_schemes(paths, read=reader(texts))
    return [(str(d.span), d.code.id) for d in refused.value.diagnostics]


def test_vocabularies_may_use_each_other() -> None:
    texts = {
        "a.yaml": scheme("a", "one"),
        "one.yaml": vocabulary("one", "uses: [two]\n"),
        "two.yaml": vocabulary("two", "uses: [one]\nfacts:\n  n: {type: count}\n"),
    }
    (found,) = load_schemes(["a.yaml"], read=reader(texts))
    assert list(found.facts) == ["n"]


def test_a_scheme_is_not_shared() -> None:
    texts = {"a.yaml": scheme("a", "b"), "b.yaml": scheme("b", "")}
    assert codes(texts, "a.yaml") == [("b.yaml:2:1", "S018")]


def test_a_fault_of_a_shared_file_is_reported_once_and_fails_every_scheme() -> None:
    texts = {
        "a.yaml": scheme("a", "words"),
        "b.yaml": scheme("b", "words"),
        "words.yaml": vocabulary("words", "facts:\n  n: {type: cuont}\n"),
    }
    assert codes(texts, "a.yaml", "b.yaml") == [("words.yaml:5:13", "M008")]


def test_every_caller_of_a_library_learns_of_the_fault() -> None:
    texts = {
        "a.yaml": scheme("a", "words"),
        "b.yaml": scheme("b", "words"),
        "words.yaml": vocabulary("words", "facts:\n  n：{type: count}\n"),
    }
    library = Library(reader(texts))
    for path in ("a.yaml", "b.yaml"):
        problems = Problems()
        assert library.scheme(path, problems) is None
        assert [d.code.id for d in problems.items] == ["Y061"]


def test_a_shared_file_in_another_encoding_is_not_called_missing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(scheme("a", "words"), encoding="utf-8")
    (tmp_path / "words.yaml").write_text(vocabulary("words", "# 東京都北区のかた\n"), encoding="cp932")
    with pytest.raises(BadInput) as refused:
        load_schemes([str(tmp_path / "a.yaml")])
    assert [d.code.id for d in refused.value.diagnostics] == ["Y007"]


def test_a_name_whose_declaration_is_wrong_is_not_called_unknown_as_well() -> None:
    rules = "".join(f"  rule{n}: n >= {n}\n" for n in range(20))
    texts = {
        "a.yaml": scheme("a", "words") + "provisions:\n" + rules,
        "words.yaml": vocabulary("words", "facts:\n  n: {type: cuont}\n"),
    }
    assert codes(texts, "a.yaml") == [("words.yaml:5:13", "M008")]


def test_a_name_unknown_everywhere_is_reported_three_times() -> None:
    rules = "".join(f"  rule{n}: n >= {n}\n" for n in range(20))
    texts = {"a.yaml": scheme("a", "") + "provisions:\n" + rules}
    assert codes(texts, "a.yaml") == [(f"a.yaml:{line}:10", "M001") for line in (6, 7, 8)]


def test_a_missing_heading_is_one_mistake() -> None:
    """Two blocks run together; the dozen names they share are not a dozen mistakes."""
    fact = "type: count, label: 数, ask: いくつ"
    lines = "".join(f"    {pair.strip()}\n" for pair in fact.split(","))
    texts = {"a.yaml": scheme("a", "") + "facts:\n  n:\n" + lines + lines}
    assert codes(texts, "a.yaml") == [("a.yaml:10:5", "Y020")]


def test_a_rule_may_not_take_the_name_of_a_fact() -> None:
    texts = {"a.yaml": scheme("a", "") + "facts:\n  n: {type: yes_no}\nprovisions:\n  n: {that: n}\n"}
    assert codes(texts, "a.yaml") == [("a.yaml:8:3", "M013")]


def test_warnings_do_not_crowd_out_errors() -> None:
    source = Source("a.yaml", "x" * 2_000)
    problems = Problems(limit=10)
    for at in range(1_000):
        problems.add(HIDDEN_CHARACTER, Span(source, at, at + 1), what="…")
    problems.add(TAB, Span(source, 1_500, 1_501))
    assert problems.has_errors
    assert len(problems.items) == 11
