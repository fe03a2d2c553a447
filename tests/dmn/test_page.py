"""The pages on DMN show what really comes out, and the command says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from tests.cli.running import run
from tests.documentation.fences import Fence, fences

from schemeengine.diagnostics import Problems
from schemeengine.dmn.importing import import_dmn
from schemeengine.source import Source

PAGES: tuple[tuple[str, Literal["ja", "en"]], ...] = (("docs/dmn.md", "en"), ("docs/dmn.ja.md", "ja"))


def block(page: str, word: str) -> str:
    found: list[Fence] = [f for f in fences(page) if word in f.words]
    assert len(found) == 1
    return found[0].text


@pytest.mark.parametrize(("page", "lang"), PAGES)
def test_the_page_shows_what_is_imported_and_what_is_told(page: str, lang: Literal["ja", "en"]) -> None:
    problems = Problems()
    found = import_dmn(Source("fare.dmn", block(page, "dmn")), problems)
    assert found is not None
    assert found.text == block(page, "imported")
    told = [f"{d.span.line}:{d.span.column} {d.code.id} {d.message(lang)}" for d in problems.items if d.span]
    assert told == block(page, "told").splitlines()


def test_the_command_writes_a_programme_that_can_be_checked(tmp_path: Path) -> None:
    model, made = tmp_path / "fare.dmn", tmp_path / "fare.yaml"
    model.write_text(block("docs/dmn.md", "dmn"), encoding="utf-8")
    done = run("import", "dmn", str(model), "--output", str(made), "--name", "bus", "--lang", "en")
    assert done.code == 0
    assert "2 of 3 decisions were taken over (programme bus)" in done.err
    assert run("check", str(made), "--lang", "en").code == 0


def test_the_command_writes_nothing_for_what_is_not_dmn(tmp_path: Path) -> None:
    (tmp_path / "x.dmn").write_text("scheme: x", encoding="utf-8")
    done = run("import", "dmn", str(tmp_path / "x.dmn"), "--output", str(tmp_path / "x.yaml"))
    assert done.code == 2
    assert "F001" in done.err
    assert not (tmp_path / "x.yaml").exists()
