"""Citations: steps, ranges, and the closed set of places an outline declares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemeengine.citations import (
    CitablePlaces,
    Citation,
    Known,
    StepKind,
    Unknown,
    expand_places,
    narrow,
    whole_number,
)
from schemeengine.diagnostics import Diagnostic


def labels(text: str) -> list[str]:
    return [step.label for step in Citation.parse(text).steps]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("第3条第1項第2号ア", ["第3条", "第1項", "第2号", "ア"]),
        ("第三条第１項第二号", ["第3条", "第1項", "第2号"]),
        ("第 22 条 の 2 第 3 項", ["第22条の2", "第3項"]),
        ("第二十二条の二", ["第22条の2"]),
        ("第1号の2イ(ア)a", ["第1号の2", "イ", "(ア)", "a"]),
        ("第5号ただし書", ["第5号", "ただし書"]),
        ("第5号但書", ["第5号", "ただし書"]),
        ("第5号アただし書", ["第5号", "ア", "ただし書"]),
        ("第1項後段", ["第1項", "後段"]),
        ("柱書", ["柱書"]),
        ("別表第4号", ["別表", "第4号"]),
        ("別表第12号", ["別表", "第12号"]),
        ("別表第一第２号", ["別表第1", "第2号"]),
        ("附則第2項", ["付則", "第2項"]),
        ("改正附則", ["改正付則"]),
        ("改正付則2第1項", ["改正付則2", "第1項"]),
        ("付則（令和６年３月）", ["付則(令和6年3月)"]),
        ("別記第5号様式", ["様式第5号"]),
        ("概要1（２）注2(1)", ["概要", "1", "(2)", "注2", "(1)"]),
        ("概要5の10", ["概要", "5", "の10"]),
        ("第一段階自己診断1", ["第一段階自己診断", "1"]),
        ("第二段階モニタリング", ["第二段階モニタリング"]),
        ("アンケート2", ["アンケート", "2"]),
        ("受注2", ["受注", "2"]),
        ("①", ["①"]),
    ],
)
def test_a_citation_is_cut_into_steps(text: str, steps: list[str]) -> None:
    assert labels(text) == steps


def test_kinds_of_steps() -> None:
    kinds = [step.kind for step in Citation.parse("別表第1第2号イ(1)注1").steps]
    expected = [StepKind.ANNEX, StepKind.ITEM, StepKind.LETTER, StepKind.PAREN, StepKind.NOTE]
    assert kinds == expected


@given(st.text(max_size=60))
def test_any_text_is_read_and_reads_the_same_again(text: str) -> None:
    canonical = Citation.parse(text).canonical
    assert Citation.parse(canonical).canonical == canonical


@given(st.text(max_size=60))
def test_narrowing_keeps_offsets(text: str) -> None:
    assert len(narrow(text)) == len(text)


@given(st.integers(1, 9999))
def test_kanji_numbers(number: int) -> None:
    signs = "〇一二三四五六七八九"
    plain = "".join(signs[int(d)] for d in str(number))
    spoken = "".join(
        ("" if d == "1" and unit else signs[int(d)]) + unit
        for d, unit in zip(f"{number:04}", ("千", "百", "十", ""), strict=True)
        if d != "0"
    )
    assert whole_number(plain) == whole_number(spoken) == number


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("第1号ア〜セ", "第1号ア", "第1号セ", 14),
        ("第5号イ～ニ", "第5号イ", "第5号ニ", 4),
        ("ロ〜ニ", "ロ", "ニ", 3),
        ("カ〜コ", "カ", "コ", 5),
        ("イ〜エ", "イ", "エ", 3),
        ("第1号〜第6号", "第1号", "第6号", 6),
        ("第1号から第6号まで", "第1号", "第6号", 6),
        ("第1号から第6号", "第1号", "第6号", 6),
        ("第1〜6号", "第1号", "第6号", 6),
        ("第１項第１号〜第７号", "第1項第1号", "第1項第7号", 7),
        ("第1項第1号〜第1項第7号", "第1項第1号", "第1項第7号", 7),
        ("第22条の2〜第22条の4", "第22条の2", "第22条の4", 3),
        ("(1)〜(5)", "(1)", "(5)", 5),
        ("(1)1〜8", "(1)1", "(1)8", 8),
        ("注2(1)〜(5)", "注2(1)", "注2(5)", 5),
        ("1〜8", "1", "8", 8),
        ("の1〜の10", "の1", "の10", 10),
        ("①〜⑤", "①", "⑤", 5),
        ("a〜f", "a", "f", 6),
        ("要件1〜要件3", "要件1", "要件3", 3),
        ("柱書", "柱書", "柱書", 1),
        ("公募から採択まで", "公募から採択まで", "公募から採択まで", 1),
    ],
)
def test_a_range_is_written_out(text: str, first: str, last: str, count: int) -> None:
    places = expand_places(text)
    assert isinstance(places, tuple)
    assert (places[0], places[-1], len(places), len(set(places))) == (first, last, count, count)


@pytest.mark.parametrize(
    "text",
    [
        "第6号〜第1号",
        "ア〜第3号",
        "〜第3号",
        "第1号〜",
        "1〜2〜3",
        "1〜999999",
        "第1項第1号〜第2項第3号",
        "第1号〜第3項",
        "公募〜採択",
        "①〜5",
    ],
)
def test_a_malformed_range_is_a_diagnostic(text: str) -> None:
    found = expand_places(text)
    assert isinstance(found, Diagnostic)
    assert found.code.id == "I001"
    assert text in found.message("ja")
    assert "{" not in found.message("en")


@given(st.text("第条項号の〜ア〜セイロ(1)23注から まで①⑳a・", max_size=24))
def test_no_range_raises_or_floods(text: str) -> None:
    found = expand_places(text)
    assert isinstance(found, Diagnostic) or len(found) <= 500


OUTLINE = {
    "第3条": ["第1号", "第1号ア", "第5号", "第5号ただし書"],
    "第16条": ["第1項", "第1項第1号", "第2項"],
    "第22条": [],
    "第22条の2": ["第1項"],
    "第30条": ["第2項", "第1号"],
    "第31条": ["第2項第1号ア"],
    "概要1": ["柱書", "(2)ア", "(2)注2"],
    "概要10": ["本文"],
    "概要5": ["の1", "の10"],
    "第一段階": ["自己診断1"],
    "別表": ["第4号"],
    "付則": [],
}
PLACES = CitablePlaces.of(OUTLINE)


@pytest.mark.parametrize(
    ("cite", "article", "place"),
    [
        ("第3条", "第3条", ""),
        ("第三条第５号ただし書", "第3条", "第5号ただし書"),
        ("第3条第1項第1号ア", "第3条", "第1号ア"),
        ("第3条第1項", "第3条", ""),
        ("第16条第1項第1号", "第16条", "第1項第1号"),
        ("第22条の2第1項", "第22条の2", "第1項"),
        ("第22条", "第22条", ""),
        ("第30条第1項", "第30条", "第1項"),
        ("概要1(2)", "概要1", "(2)"),
        ("第31条第2項", "第31条", "第2項"),
        ("第31条第2項第1号", "第31条", "第2項第1号"),
        ("第30条第1項第1号", "第30条", "第1号"),
        ("概要1(2)注2", "概要1", "(2)注2"),
        ("概要10本文", "概要10", "本文"),
        ("概要10", "概要10", ""),
        ("概要5の10", "概要5", "の10"),
        ("第一段階自己診断1", "第一段階", "自己診断1"),
        ("別表第4号", "別表", "第4号"),
        ("附則", "付則", ""),
    ],
)
def test_a_declared_place_is_known(cite: str, article: str, place: str) -> None:
    assert PLACES.resolve(cite) == Known(article, place)


@pytest.mark.parametrize(
    ("cite", "candidate"),
    [
        ("第3条第6号ただし書", "第3条第5号ただし書"),
        ("第16条第1号", "第16条第1項第1号"),
        ("概要1本文", "概要1柱書"),
        ("別表第5号", "別表第4号"),
        ("第22条の3", "第22条の2"),
    ],
)
def test_an_undeclared_place_is_unknown_with_near_ones(cite: str, candidate: str) -> None:
    found = PLACES.resolve(cite)
    assert isinstance(found, Unknown)
    assert candidate in found.candidates


def test_a_second_paragraph_cannot_be_left_out() -> None:
    assert isinstance(PLACES.resolve("第16条第1項第1項"), Unknown)
    assert isinstance(PLACES.resolve("第22条の2第1号"), Unknown)
    assert PLACES.resolve("") == Unknown(())
