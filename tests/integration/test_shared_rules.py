"""Rules that each refer twice to the one before: the work follows the rules, not the ways to them.

Twenty-eight levels have 2^28 ways. Steps are counted, so that a slow machine fails nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from tests.cli.running import Run, run

#: One more than any file needs that people read; the language allows about thirty.
LEVELS = 28
STEPS = 12_000_000

FACTS = """schemeengine: 1
scheme: deep
title: 試験
title_en: Test
facts:
  f: {type: yes_no, label: 事実, label_en: Fact}
  g: {type: yes_no, label: 別の事実, label_en: Other fact}
  y: {type: yen, label: 額, label_en: Sum}
"""
CONDITIONS = {
    "any": "any: [{0}, not({0})]",
    "all": "all: [{0}, {0} or g]",
    "expression": 'that: "{0} or not({0})"',
    "guard": "applies_when: '{0}', that: '{0} or g'",
    "count": "count: [{0}, '{0} and g', g], at_least: 2",
}
AMOUNTS = {"sum": "sum: [{0}, {0}]", "least": "lesser_of: [{0}, '{0} + 1円']", "value": 'value: "{0} + {0}"'}


def programme(kind: str) -> str:
    rule = CONDITIONS.get(kind) or AMOUNTS[kind]
    first, section = ("that: f", "definitions") if kind in CONDITIONS else ("value: y", "amounts")
    rows = [f"  d0: {{label: 規則0, label_en: Rule 0, {first}}}"]
    rows += [
        f"  d{n}: {{label: 規則{n}, label_en: Rule {n}, {rule.format(f'd{n - 1}')}}}"
        for n in range(1, LEVELS + 1)
    ]
    asked = f"d{LEVELS}" if kind in CONDITIONS else "f"
    last = ["provisions:", f"  p: {{label: 規定, label_en: Provision, that: {asked}}}", ""]
    return FACTS + "\n".join([f"{section}:", *rows, *last])


def steps(run: Callable[[], Any], most: int) -> int:
    """How many Python functions a run calls; gives up, by an error, where there are too many."""
    called = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal called
        called += 1
        if called > most:
            sys.setprofile(None)
            raise AssertionError(f"more than {most:,} steps")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize("kind", [*CONDITIONS, *AMOUNTS])
@pytest.mark.parametrize("facts", ["{}", "{f: yes, g: no, y: 5円}", "{f: no, g: no}"])
def test_evaluate(kind: str, facts: str, tmp_path: Path) -> None:
    scheme, dossier = tmp_path / "deep.yaml", tmp_path / "dossier.yaml"
    scheme.write_text(programme(kind), encoding="utf-8")
    dossier.write_text(f"schemeengine: 1\ndossier: a\nas_of: 2024-06-03\nfacts: {facts}\n", encoding="utf-8")
    found = counted("evaluate", str(dossier), "--scheme", str(scheme), "--format", "json", "--lang", "en")
    assert [v["scheme"] for v in found.data["verdicts"]] == ["deep"]


@pytest.mark.parametrize("kind", [*CONDITIONS, *AMOUNTS])
@pytest.mark.parametrize("command", ["check", "network", "outline"])
def test_commands_on_the_scheme(kind: str, command: str, tmp_path: Path) -> None:
    scheme = tmp_path / "deep.yaml"
    scheme.write_text(programme(kind), encoding="utf-8")
    counted(command, str(scheme))


def counted(*arguments: str) -> Run:
    """The command, in this process, with its steps counted."""
    found: list[Run] = []
    assert steps(lambda: found.append(run(*arguments)), STEPS) > LEVELS
    assert found[0].code == 0, found[0].err
    return found[0]
