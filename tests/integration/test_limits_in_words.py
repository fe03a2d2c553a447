"""A value held by a cap or a floor says so, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine import Evaluator
from schemeengine.pipeline import dossier_from_text, scheme_from_text
from schemeengine.render.page import Options, page
from schemeengine.render.text import page_lines

_SCHEME = """
schemeengine: 1
scheme: cap
title: Cap
facts:
  costs: {type: yen, label: costs}
  size: {type: code, label: size, choices: {s: small, l: large}}
definitions:
  ceiling:
    table: |
      | size | → ceil |
      | s    | 30万円 |
      | l    | 20万円 |
amounts:
  literal: {label: literal, share: 2分の1, of: costs, round_down: "1,000円", capped_at: 30万円}
  spared: {label: spared, share: 10%, of: costs, capped_at: 30万円}
  fromtable: {label: from table, share: 2分の1, of: costs, capped_at: ceiling}
  worked: {label: worked, value: costs, capped_at: ceiling * 2}
  floor: {label: floor, value: 10万円, less: costs, not_below: 0円}
"""
_DOSSIER = "schemeengine: 1\ndossier: d\nas_of: 2024-06-10\nfor: cap\nfacts: {costs: 100万円, size: s}\n"


def _lines(lang: str) -> Iterator[str]:
    judged = Evaluator([scheme_from_text(_SCHEME)]).evaluate(dossier_from_text(_DOSSIER)).judged[0]
    shown = page(judged.verdict, judged.trace(), Options(lang=lang, zoom="full"))  # type: ignore[arg-type]
    return (line.text.strip() for line in page_lines(shown))


def test_a_cap_and_a_floor_stand_in_the_sum() -> None:
    lines = "\n".join(_lines("en"))
    assert (
        "costs 1,000,000 yen × 50% (rounded down to 1,000 yen, worked out as 500,000 yen, "
        "but at most 300,000 yen)" in lines
    )
    assert "spared: 100,000 yen (costs 1,000,000 yen × 10% (at most 300,000 yen))" in lines
    assert "(worked out as 500,000 yen, but at most ceiling 300,000 yen)" in lines
    assert "ceiling: 300,000 yen (row 1 of the table" in lines
    assert (
        "floor: 0 yen (100,000 yen − 1,000,000 yen (worked out as -900,000 yen, but at least 0 yen))" in lines
    )


def test_a_limit_that_is_worked_out_has_a_line_of_its_own() -> None:
    lines = "\n".join(_lines("ja"))
    assert "worked：600,000円（costs 1,000,000円（計算では 1,000,000円だが上限 600,000円））" in lines
    assert "上限：600,000円（ceiling 300,000円 × 2）" in lines
