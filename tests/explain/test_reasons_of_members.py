"""Of a member that fails, the comparison that fails is the reason: not the words that choose the members."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

_SCHEME = """\
schemeengine: 1
scheme: fleet
title: Fleet
types:
  car:
    label: car
    key: id
    fields:
      id: {type: text, label: id}
      kind: {type: code, label: kind, choices: {ev: EV, fcv: FCV}}
      range: {type: quantity, unit: km, label: range}
      ok: {type: yes_no, label: inspected}
facts:
  cars: {type: list of car, label: cars}
  big: {type: yes_no, label: big}
provisions:
"""
_DOSSIER = """\
schemeengine: 1
dossier: case
as_of: 2025-06-01
facts: {big: no, cars: [{id: A, kind: ev, range: 299km, ok: yes}, {id: B, kind: fcv, range: 80km, ok: no}]}
"""
_TOO_SHORT = "cars A, range 299 km, not 300 km or more"
_SHORT = "cars A, range 299 km ＜ 300 km"


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("every: c in cars, where: c.kind = 'ev', satisfies: c.range >= 300km", _TOO_SHORT),
        ("none: c in cars, where: c.kind = 'ev', satisfies: c.range < 300km", _SHORT),
        ("effect: exclude, some: c in cars, where: c.kind = 'ev', satisfies: c.range < 300km", _SHORT),
        ("any: [big, {none: c in cars, where: c.kind = 'ev', satisfies: c.range < 300km}]", _SHORT),
        (
            "all: [{every: c in cars, where: c.kind = 'ev', satisfies: c.ok},"
            " {every: c in cars, where: c.kind = 'ev', satisfies: c.range >= 300km}]",
            _TOO_SHORT,
        ),
        (
            "applies_when: {some: c in cars, where: c.kind = 'ev', satisfies: c.ok},"
            " every: c in cars, where: c.kind = 'ev', satisfies: c.range >= 300km",
            _TOO_SHORT,
        ),
    ],
)
def test_the_failing_comparison_is_the_reason(tmp_path: Path, clause: str, said: str) -> None:
    scheme, dossier = tmp_path / "fleet.yaml", tmp_path / "case.yaml"
    scheme.write_text(f"{_SCHEME}  far: {{text: far enough, {clause.replace(chr(39), chr(34))}}}\n", "utf-8")
    dossier.write_text(_DOSSIER, "utf-8")
    shown = run("evaluate", str(dossier), "--scheme", str(scheme), "--lang", "en").out
    reason = shown.partition("not fulfilled")[2].partition("■")[0]
    assert said in reason
    assert "EV" not in reason
    assert "inspected" not in reason
