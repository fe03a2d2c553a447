"""A programme in several files, by the commands: judged, explained and replayed by the edition that governs."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemeengine.cli.app import run

BASE = """schemeengine: 1
scheme: oven
title: Oven
editions:
  r5: {from: 令和5年4月1日}
edition_by: applied
facts:
  applied: {type: event, label: applied}
  staff: {type: count, unit: 人, label: staff}
provisions:
  size: {that: staff >= 2人}
"""
AMENDMENT = """schemeengine: 1
scheme: oven
amends: r5
editions:
  r8: {from: 令和8年4月1日}
provisions:
  size: {that: staff >= 3人}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "oven.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "oven.r8.yaml").write_text(AMENDMENT, encoding="utf-8")
    for name, day in (("old", "令和8年3月31日"), ("new", "令和8年4月1日")):
        text = (
            f"schemeengine: 1\ndossier: {name}\nas_of: 令和8年6月1日\nfacts: {{applied: {day}, staff: 1人}}\n"
        )
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCHEMEENGINE_CACHE", "off")
    return tmp_path


@pytest.mark.parametrize("engine", ["compiled", "reference"])
@pytest.mark.parametrize("asked", ["oven.yaml", "oven.r8.yaml"])
@pytest.mark.parametrize(("dossier", "edition"), [("old", "r5"), ("new", "r8")])
def test_evaluate(
    here: Path, capsys: pytest.CaptureFixture[str], dossier: str, edition: str, asked: str, engine: str
) -> None:
    arguments = ["evaluate", f"{dossier}.yaml", "-s", asked, "--lang", "en", "--engine", engine]
    assert run(arguments) == 0
    assert f"Edition: {edition}: in force on" in capsys.readouterr().out


@pytest.mark.parametrize(("dossier", "enough"), [("old", "2 people"), ("new", "3 people")])
def test_what_would_change_it(
    here: Path, capsys: pytest.CaptureFixture[str], dossier: str, enough: str
) -> None:
    assert run(["what-if", f"{dossier}.yaml", "-s", "oven.yaml", "--lang", "en"]) == 0
    assert f"→ {enough}" in capsys.readouterr().out


@pytest.mark.parametrize("dossier", ["old", "new"])
def test_why(here: Path, capsys: pytest.CaptureFixture[str], dossier: str) -> None:
    assert run(["why", f"{dossier}.yaml", "-s", "oven.yaml", "--lang", "en"]) == 0
    assert "staff" in capsys.readouterr().out


@pytest.mark.parametrize("dossier", ["old", "new"])
def test_replay_finds_the_same(here: Path, capsys: pytest.CaptureFixture[str], dossier: str) -> None:
    assert run(["evaluate", f"{dossier}.yaml", "-s", "oven.yaml", "-f", "json", "-o", "v.json"]) == 0
    assert run(["replay", "v.json", "--lang", "en"]) == 0
    assert "same" in capsys.readouterr().out


def test_the_page_is_about_the_edition_in_force(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "oven.yaml", "--lang", "en"]) == 0
    page = capsys.readouterr().out
    assert "edition in force from 2026-04-01" in page
    assert "only if other answers" not in page
