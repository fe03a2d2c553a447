"""Goes through a tutorial as its reader would: writes its files, changes them, runs its commands.

Behind the language of a block stands what is done with it: ``file=PATH`` writes the block to a file,
``append=PATH`` adds it at the end, ``change=PATH`` (a diff) replaces lines beginning with ``-`` by
lines beginning with ``+``, and ``run`` runs every line that begins with ``$ schemeengine`` and shows
what it prints. A line ``…`` in what is shown stands for any lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import run
from tests.documentation.fences import Fence, fences

PROMPT = "$ schemeengine "


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a block, what the page shows, and what it really printed."""

    fence: Fence
    line: str
    shown: str
    printed: str

    @property
    def agrees(self) -> bool:
        parts = [re.escape(part) for part in re.split(r"^…\n", self.shown, flags=re.MULTILINE)]
        return re.fullmatch(r"(?:.*\n)*?".join(parts), self.printed) is not None


def walk(page: str, folder: Path, lang: str) -> Iterator[Command]:
    """Do what the page says, in its order, inside an empty folder."""
    for fence in fences(page):
        for action, do in (("file", _write), ("append", _append), ("change", _change)):
            if action in fence.words:
                do(folder / fence.words[action], fence.text)
        if "run" in fence.words:
            yield from _run(fence, folder, lang)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _append(path: Path, text: str) -> None:
    _write(path, path.read_text(encoding="utf-8") + "\n" + text)


def _change(path: Path, text: str) -> None:
    old, new = (
        "".join(f"{line[1:]}\n" for line in text.splitlines() if line.startswith(sign)) for sign in "-+"
    )
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1, f"{path.name} does not hold just once: {old}"
    _write(path, before.replace(old, new))


def _run(fence: Fence, folder: Path, lang: str) -> Iterator[Command]:
    line, shown = "", ""
    for text in (*fence.text.splitlines(), PROMPT):
        if not text.startswith(PROMPT):
            shown += f"{text}\n"
            continue
        if line:
            done = run(*line.split(), cwd=folder, SCHEMEENGINE_LANG=lang)
            printed = "".join(f"{ln.rstrip()}\n" for ln in (done.out + done.err).splitlines())
            yield Command(fence, line, shown.rstrip("\n") + "\n", printed.strip("\n") + "\n")
        line, shown = text.removeprefix(PROMPT), ""
