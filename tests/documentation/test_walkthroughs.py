"""The tutorial: each file can be written, each command prints what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documentation.fences import fences
from tests.documentation.walkthroughs import walk

PAGES = {"docs/authoring.md": "en", "docs/authoring.ja.md": "ja"}
ACTIONS = {"file", "append", "change", "run"}


@pytest.mark.parametrize(("name", "lang"), PAGES.items())
def test_whoever_follows_the_page_sees_what_it_shows(name: str, lang: str, tmp_path: Path) -> None:
    commands = 0
    for command in walk(name, tmp_path, lang):
        commands += 1
        assert command.agrees, f"{command.fence} {command.line} prints\n{command.printed}"
    assert commands > 5


@pytest.mark.parametrize("name", PAGES)
def test_every_block_is_a_step(name: str) -> None:
    for fence in fences(name):
        assert set(fence.words) & ACTIONS or fence.language == "text", str(fence)


def test_both_languages_go_the_same_way() -> None:
    english, japanese = ([(f.language, *f.words) for f in fences(name)] for name in PAGES)
    assert english == japanese
