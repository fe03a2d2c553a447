"""The commands on the pages about letters and receipts are run, and print what the pages show."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.cli.running import ROOT, run
from tests.documentation.fences import Fence, fences

PAGES = tuple(f"docs/{n}{s}.md" for n in ("letters", "receipt", "pictures") for s in ("", ".ja"))


def blocks(word: str) -> list[Fence]:
    return [f for name in PAGES for f in fences(name) if word in f.words]


def printed(fence: Fence, folder: Path, patch: pytest.MonkeyPatch) -> str:
    """What the command of a block prints; its template, if any, stands on the same page."""
    patch.chdir(ROOT)
    *before, last = fence.text.replace("verdict.json", str(folder / "verdict.json")).splitlines()
    for line in before:
        assert run(*shlex.split(line)[1:]).code == 0
    words = shlex.split(last)
    assert words[0] == "schemeengine"
    if "template" in fence.words:
        for other in fences(fence.page):
            if "template" in other.words and other.language == "jinja":
                name = f"{other.words['template']}.jinja"
                (folder / name).write_text(other.text, encoding="utf-8")
        words[words.index("my_templates")] = str(folder)
    found = run(*words[1:])
    assert found.code == 0, found.err
    return found.out


@pytest.mark.parametrize("fence", blocks("run"), ids=str)
def test_a_command_prints_what_the_page_shows(
    fence: Fence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = printed(fence, tmp_path, monkeypatch)
    name = fence.words["run"]
    shown = [f for f in fences(fence.page) if name in (f.words.get("output"), f.words.get("part"))]
    assert shown
    for other in shown:
        assert other.text.strip("\n") in out
        if other.words.get("output") == name:
            assert out.startswith(other.text.rstrip("\n").rsplit("\n", 1)[0])
