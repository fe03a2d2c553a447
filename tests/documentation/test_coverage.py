"""What the page of constructs promises: for each a sample in both languages, and cases with facts missing."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.documentation.fences import ROOT, fences

PAGES = {"en": "docs/language-coverage.md", "ja": "docs/language-coverage.ja.md"}
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Row:
    """A construct: its words, the sample (name, page, anchor), and where its cases stand."""

    text: str
    sample: str
    page: str
    anchor: str
    cases: tuple[str, ...]


def rows(lang: str) -> list[Row]:
    """The rows of the page's tables that name a sample and cases."""
    found = []
    for line in (ROOT / PAGES[lang]).read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 4 or not _LINK.search(cells[2]):
            continue
        name, target = _LINK.findall(cells[2])[0]
        page, _, anchor = target.partition("#")
        cases = tuple(path for _, path in _LINK.findall(cells[3]))
        found.append(Row(cells[0], name, f"docs/{page}" if page else PAGES[lang], anchor, cases))
    return found


ROWS = {lang: rows(lang) for lang in PAGES}
TOPICS = sorted({c for r in ROWS["en"] for c in r.cases if c.endswith(".yaml")})


def test_both_pages_list_the_same_constructs() -> None:
    assert len(ROWS["en"]) > 70
    english = [(r.sample, r.cases) for r in ROWS["en"] if r.anchor]
    assert english == [(r.sample, r.cases) for r in ROWS["ja"] if r.anchor]
    assert [r.cases for r in ROWS["en"]] == [r.cases for r in ROWS["ja"]]


@pytest.mark.parametrize(
    "row", [r for lang in PAGES for r in ROWS[lang]], ids=lambda r: f"{r.page}:{r.text[:30]}"
)
def test_each_construct_has_a_sample_and_cases(row: Row) -> None:
    here = [f for f in fences(row.page) if f.language == "yaml"]
    if row.anchor:
        named = [f for f in here if row.sample in (f.words.get("part"), f.words.get("scheme"))]
        assert len(named) == 1, f"no sample {row.sample} on {row.page}"
        assert anchor_above(row.page, named[0].line) == row.anchor
        assert "bad" not in named[0].words
    assert here
    assert row.cases
    assert all((ROOT / "docs" / path).exists() for path in row.cases)


def anchor_above(page: str, line: int) -> str:
    """The anchor of the heading under which a sample stands."""
    inside, heading = False, ""
    for text in (ROOT / page).read_text(encoding="utf-8").splitlines()[: line - 1]:
        if text.startswith("```"):
            inside = not inside
        elif not inside and re.match(r"#+ ", text):
            heading = re.sub(r"^#+ ", "", text)
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@cache
def expectations(topic: str) -> tuple[Any, ...]:
    text = (ROOT / "docs" / topic).read_text(encoding="utf-8")
    return tuple(case["expect"] for case in YAML(typ="safe", pure=True).load(text)["cases"])


@pytest.mark.parametrize("topic", TOPICS, ids=lambda t: Path(t).stem)
def test_the_cases_decide_differently_and_leave_something_open(topic: str) -> None:
    """On both sides of a boundary the answers differ, and with facts missing something stays open."""
    found = [json.dumps(e, default=str, sort_keys=True) for e in expectations(topic)]
    still_open = [e for e in found if _OPEN.search(e)]
    assert still_open, "no case with a fact missing"
    assert len(set(found) - set(still_open)) >= 2, "no two cases that are decided differently"


_OPEN = re.compile(
    r'"(unknown|undetermined|needs_judgment|at_least|at_most|earliest|latest)"|"pending": \[[^\]]'
)
