"""The tables of the manual say what the code says, and its samples use every word there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.documentation.fences import ROOT
from tests.documentation.samples import page

from schemeengine.diagnostics import Problems
from schemeengine.elaborate.functions import FUNCTIONS
from schemeengine.ir.types import Kind
from schemeengine.model import documents
from schemeengine.model.grammar import HEADS, MODIFIERS, WORDS
from schemeengine.source import Source, Span
from schemeengine.syntax import keywords
from schemeengine.syntax.keywords import KEY_SYNONYMS, KEYWORDS, WORD_SYNONYMS
from schemeengine.syntax.literals import read_day_pattern, read_literal
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import read_yaml

MANUAL = ("docs/language.md", "docs/language.ja.md")


def section(name: str, number: int) -> str:
    """The text of a numbered section."""
    text = (ROOT / name).read_text(encoding="utf-8")
    start = re.search(rf"^## {number}\. ", text, re.MULTILINE)
    assert start is not None
    end = re.search(r"^## ", text[start.end() :], re.MULTILINE)
    return text[start.start() : start.end() + end.start() if end else len(text)]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table row outside samples."""
    for line in re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL).splitlines():
        if line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize("name", MANUAL)
def test_all_keywords_are_listed_once_in_both_languages(name: str) -> None:
    japanese_first = name.endswith("ja.md")
    found: list[tuple[str, str]] = []
    for cells in rows(section(name, 22)):
        for left, right in zip(cells[::2], cells[1::2], strict=True):
            for a, b in zip(code(left), code(right), strict=True):
                found.append((b, a) if japanese_first else (a, b))
    declared = [pair for _, pairs in KEYWORDS for pair in pairs]
    assert sorted(found) == sorted([*declared, *WORD_SYNONYMS, *KEY_SYNONYMS])


def test_every_word_of_the_language_is_read_by_something() -> None:
    """A word that nothing reads has no place in the language, nor in a manual."""
    code_ = "\n".join(
        p.read_text(encoding="utf-8")
        for p in (ROOT / "src" / "schemeengine").rglob("*.py") if p.name != "keywords.py"
    )  # fmt: skip
    quoted = set(re.findall(r"[\"']([a-z_0-9]+)[\"']", code_)) | set(
        re.findall(r"^    ([a-z_0-9]+?)_?:", code_, re.M)
    )
    quoted |= {w for words in re.findall(r'"([a-z_0-9 ]+)"', code_) for w in words.split()}
    assert {en for _, pairs in KEYWORDS for en, _ in pairs} - quoted == set()


@pytest.mark.parametrize(("name", "lang"), list(zip(MANUAL, ("en", "ja"), strict=True)))
def test_the_functions_are_those_of_the_code(name: str, lang: str) -> None:
    found = {
        code(cells[0])[0]: (len(re.split(r", |、", cells[1])), cells[3])
        for cells in rows(section(name, 14))
        if len(cells) == 4 and code(cells[0]) and code(cells[0])[0] in FUNCTIONS
    }
    said = {n: (len(f.arguments), f.en if lang == "en" else f.ja) for n, f in FUNCTIONS.items()}
    assert found == said


@pytest.mark.parametrize("name", MANUAL)
def test_each_type_is_in_the_table_of_types(name: str) -> None:
    listed = {keywords.word(w) for cells in rows(section(name, 5)) for w in code(" ".join(cells[:2]))}
    assert {k.value for k in Kind if k not in (Kind.RECORD, Kind.LIST)} <= listed
    assert {"list of T", "entry of C", "measure"} <= listed


@pytest.mark.parametrize("name", MANUAL)
def test_each_key_of_a_programme_and_of_a_fact_is_in_a_table(name: str) -> None:
    for number, model, elsewhere in (
        (3, documents.SchemeDoc, set[str]()),
        (5, documents.FactDoc, {"type", "label", "label_en", "note", "cite", "unit_of"}),
    ):
        listed = {keywords.key(w) for cells in rows(section(name, number)) for w in code(" ".join(cells))}
        keys = {f.alias or n for n, f in model.model_fields.items()} - {"place"} - elsewhere
        assert keys <= listed, f"{name}, section {number}"


@pytest.mark.parametrize("name", MANUAL)
def test_values_are_read_as_the_table_says(name: str) -> None:
    kinds = ("yen", "ratio", "count", "quantity", "duration", "date", "datetime", "fiscal_year", "day")
    table = [cells for cells in rows(section(name, 14)) if len(cells) == 3 and not cells[0].startswith("`")]
    assert len(table) == len(kinds) + 1
    for (_, good, bad), kind in zip(table[1:], kinds, strict=True):
        for text in code(good):
            if text in HEADS or keywords.key(text) in HEADS:
                continue
            assert reads_as(text, kind), text
        for text in code(bad):
            assert not reads_as(text, kind), text


def reads_as(text: str, kind: str) -> bool:
    if kind == "day":
        return read_day_pattern(text) is not None
    problems = Problems()
    found = read_literal(text, Span(Source("cell", text), 0, len(text)), problems)
    return found is not None and found.kind == kind and not problems.count


# ------------------------------------------------------------------ the samples
def keys_of(node: Node) -> Iterator[str]:
    match node:
        case MapNode():
            for entry in node.entries:
                yield keywords.key(entry.key.text)
                yield from keys_of(entry.value)
        case ListNode():
            for item in node.items:
                yield from keys_of(item)
        case Scalar():
            pass


@pytest.mark.parametrize("name", MANUAL)
def test_the_samples_use_every_head_parameter_and_modifier(name: str) -> None:
    used: set[str] = set()
    for fence in page(name).kind("scheme", "part", "shared"):
        tree = read_yaml(Source(str(fence), fence.text), Problems()) if "bad" not in fence.words else None
        used |= set(keys_of(tree)) if tree is not None else set()
    words = {*HEADS, *(p for head in HEADS.values() for p in head.params), *MODIFIERS}
    told = {"label_en", "text_en", "round"}  # in the tables of wording and in the words on rounding
    assert words - used - told == set()


@pytest.mark.parametrize("name", MANUAL)
def test_the_page_names_every_closed_word(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    before = text[: text.index("\n## 22. ")]
    said = {keywords.word(keywords.key(w)) for w in re.findall(r"[\w]+", before)}
    assert {w for words in WORDS.values() for w in words} <= said


def test_both_manuals_have_the_same_samples_in_the_same_order() -> None:
    english, japanese = (page(name).fences for name in MANUAL)
    assert [f.words for f in english] == [f.words for f in japanese]
    english, japanese = (page(name).fences for name in ("docs/dossier.md", "docs/dossier.ja.md"))
    assert [f.words for f in english] == [f.words for f in japanese]
    english, japanese = (page(name).fences for name in ("docs/cookbook.md", "docs/cookbook.ja.md"))
    assert [f.words for f in english] == [f.words for f in japanese]
