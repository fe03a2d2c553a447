"""The pages on explanations: every command gives what the page shows, every Python sample runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documentation.fences import ROOT, fences

PAGES = ("docs/explain.md", "docs/explain.ja.md")


def laid_out(page: str, folder: Path) -> dict[str, str]:
    """The files of a page in a folder, and the environment to run its commands in."""
    (folder / "schemes").mkdir()
    for fence in fences(page):
        if "scheme" in fence.words:
            (folder / "schemes" / f"{fence.words['scheme']}.yaml").write_text(fence.text, encoding="utf-8")
        elif "dossier" in fence.words:
            (folder / f"{fence.words['dossier']}.yaml").write_text(fence.text, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "SCHEMEENGINE_LANG": "ja"}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_says_what_the_page_shows(page: str, tmp_path: Path) -> None:
    environment = laid_out(page, tmp_path)
    consoles = [f for f in fences(page) if f.language == "console"]
    assert len(consoles) == 6
    for console in consoles:
        command, _, shown = console.text.removeprefix("$ ").partition("\n")
        assert "schemeengine " in command
        run = subprocess.run(
            ["bash", "-c", command.replace("schemeengine ", f"{sys.executable} -m schemeengine ")],
            cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (run.stdout + run.stderr).strip("\n") == shown.strip("\n"), str(console)


def test_the_python_sample_runs(tmp_path: Path) -> None:
    page = PAGES[0]
    environment = laid_out(page, tmp_path)
    sample = next(f for f in fences(page) if f.language == "python")
    subprocess.run([sys.executable, "-c", sample.text], cwd=tmp_path, env=environment, check=True)


def test_both_pages_show_the_same() -> None:
    """The same files, and the same commands but for the language."""
    one, other = (fences(p) for p in PAGES)
    assert [f.text for f in one if f.language == "yaml"] == [f.text for f in other if f.language == "yaml"]
    assert len([f for f in one if f.language == "console"]) == len(
        [f for f in other if f.language == "console"]
    )
