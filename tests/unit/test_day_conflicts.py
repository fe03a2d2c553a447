"""Requirements whose days contradict one another are found, and nothing else is."""

from __future__ import annotations

import pytest

from schemeengine.diagnostics import Problems
from schemeengine.loading import Library
from schemeengine.source import Source

HEAD = """schemeengine: 1
scheme: x
title: x
facts:
  applied: {type: event, label: applied}
  done: {type: event, label: done}
  small: {type: yes_no, label: small}
periods:
  window: {starts: 令和6年4月1日, ends: 令和6年4月30日 17時}
provisions:
"""


def found(provisions: str) -> list[str]:
    problems = Problems()
    Library(lambda path, into: None, lambda path: ()).scheme_of(Source("x.yaml", HEAD + provisions), problems)
    return [d.code.id for d in problems.items]


@pytest.mark.parametrize(
    "provisions",
    [
        "  a: applied in window\n  b: applied <= 令和6年3月31日\n",
        "  a: applied in window\n  b: done >= applied\n  c: done <= 令和6年3月31日\n",
        "  a: {all: [applied in window, done > applied, done < 令和6年4月2日]}\n",
        "  a: applied < done\n  b: done < applied\n",
        "  a: applied = 令和6年4月1日\n  b: applied = 令和6年4月2日\n",
    ],
)
def test_a_contradiction_is_found(provisions: str) -> None:
    assert found(provisions) == ["M080"]


@pytest.mark.parametrize(
    "provisions",
    [
        "  a: applied in window\n  b: applied <= 令和6年4月1日\n",
        "  a: applied in window\n  b: done >= applied\n  c: done <= 令和6年4月1日\n",
        "  a: applied <= done\n  b: done <= applied\n",
        "  a: applied in window\n  b: {applies_when: small, that: applied <= 令和6年3月31日}\n",
        "  a: applied in window\n  b: {any: [applied <= 令和6年3月31日, small]}\n",
        "  a: applied in window\n  b: {effect: exclude, that: applied <= 令和6年3月31日}\n",
        "  a: small\n  b: applied in window\n",
    ],
)
def test_what_some_day_fulfils_is_left_alone(provisions: str) -> None:
    assert found(provisions) == []
