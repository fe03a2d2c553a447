"""Whose points are left out as the highest and the lowest is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

_SCHEME = """\
schemeengine: 1
scheme: jury
title: Jury
facts:
  sound: {{type: yes_no, label: sound}}
provisions:
  is_sound: sound
scorings:
  exam:
    label: exam
    scored_by: jury
    jurors: 4
    combined_as: {0}
    criteria:
      a: {{label: novelty, points: 10点}}
      b: {{label: effect, points: 10点}}
"""
_SHEETS = "{by: A, a: 5, b: 9}, {by: B, a: 7, b: 1}, {by: C, a: 8, b: 8}"


def _shown(tmp_path: Path, how: str, sheets: str) -> str:
    scheme, dossier = tmp_path / "jury.yaml", tmp_path / "case.yaml"
    scheme.write_text(_SCHEME.format(how), "utf-8")
    heading = "schemeengine: 1\ndossier: case\nas_of: 2025-06-01\nfacts: {sound: yes}\n"
    dossier.write_text(f"{heading}scores: {{exam: [{sheets}]}}\n", "utf-8")
    return run("evaluate", str(dossier), "-s", str(scheme), "--lang", "en", "--trace", "full").out


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("average_without_extremes", "the highest, D 9 points, and the lowest, A 5 points"),
        ("average_of_totals_without_extremes", "the highest, C 16 points, and the lowest, B 8 points"),
    ],
)
def test_who_is_left_out(tmp_path: Path, how: str, said: str) -> None:
    assert said in _shown(tmp_path, how, f"{_SHEETS}, {{by: D, a: 9, b: 3}}")


def test_nobody_is_left_out_while_a_sheet_is_to_come(tmp_path: Path) -> None:
    shown = _shown(tmp_path, "average_without_extremes", _SHEETS)
    assert "left out" not in shown
    assert "3 of 4 jurors" in shown.partition("What is missing")[2].partition("■")[0]
