"""A rule that cannot be read is always told: never dropped in silence, never an internal failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemeengine import BadInput, load_schemes, scheme_from_text

BASE = """
schemeengine: 1
scheme: oven
title: Oven
editions:
  r5: {from: 令和5年4月1日}
edition_by: applied
facts:
  applied: {type: event, label: applied}
  staff: {type: count, unit: 人, label: staff}
provisions:
  size: staff >= 2人
  faulty: stuff
"""
AMENDMENT = """
schemeengine: 1
scheme: oven
amends: r5
editions:
  r8: {from: 令和8年4月1日}
provisions:
  size: staff >= 3人
"""
PRIORITY = """
schemeengine: 1
scheme: fares
title: Fares
facts:
  age: {type: count, unit: 歳, label: age}
definitions:
  best:
    table: |
      | age   | → kind |
      | >= 10 | a      |
      | >= 20 | b      |
    when_several: priority
    choices: {kind: [b, {table: a}]}
    if_none: a
provisions:
  good: best = "a"
"""


def test_a_fault_that_an_amendment_takes_over_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "oven.r5.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "oven.r8.yaml").write_text(AMENDMENT, encoding="utf-8")
    with pytest.raises(BadInput) as bad:
        load_schemes([str(tmp_path / "oven.r8.yaml")])
    assert [d.code.id for d in bad.value.diagnostics] == ["M001"]


def test_a_block_in_the_order_of_results_is_refused_with_its_place() -> None:
    with pytest.raises(BadInput) as bad:
        scheme_from_text(PRIORITY)
    assert [d.code.id for d in bad.value.diagnostics] == ["S010"]
