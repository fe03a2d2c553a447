"""Every sample of the manual of life cycles does what the page says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from ruamel.yaml import YAML
from tests.documentation.fences import ROOT, Fence
from tests.documentation.samples import page
from tests.lifecycle.said import said

from schemeengine import Evaluator, dossier_from_text, status
from schemeengine.diagnostics import Problems
from schemeengine.source import Source, Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal

PAGES = ("docs/life-cycle.md", "docs/life-cycle.ja.md")


def fences(*words: str) -> list[Fence]:
    return [f for name in PAGES for f in page(name).kind(*words)]


@pytest.mark.parametrize("fence", fences("scheme"), ids=str)
def test_the_programme_loads_and_its_examples_hold(fence: Fence) -> None:
    loaded = page(fence.page).load(fence)
    assert [d.code.id for d in loaded.diagnostics] == []
    results, diagnostics = page(fence.page).examples(fence)
    assert diagnostics == ()
    assert len(results) >= 4
    assert [(r.name, d.en) for r in results for d in r.differences] == []


def plain(value: object) -> object:
    """What the page says, in the words of the engine: days as ISO, words in English."""
    if isinstance(value, list):
        return sorted(str(v) for v in value)
    text = str(value)
    found = read_literal(text, Span(Source("page", text), 0, len(text)), Problems())
    if found is not None and found.kind == "date":
        return str(found.value)
    return keywords.word(text)


@pytest.mark.parametrize("fence", fences("status"), ids=str)
def test_a_status_is_what_the_page_says(fence: Fence) -> None:
    its_page = page(fence.page)
    dossier = its_page.dossier(fence.words["status"])
    found = said(status(Evaluator(its_page.named(fence.words["of"])), dossier_from_text(dossier.text)))
    wanted: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load(fence.text)
    for cycle, expected in wanted.items():
        for key, value in expected.items():
            english = {"から": "since"}.get(key, keywords.key(key))
            assert found[cycle][english] == plain(value), f"{cycle}.{key}"


@pytest.mark.parametrize("fence", fences("verdict"), ids=str)
def test_a_verdict_is_what_the_page_says(fence: Fence) -> None:
    its_page = page(fence.page)
    (verdict,) = its_page.judge(its_page.dossier(fence.words["verdict"]), fence.words["of"])
    found = {p.id: (p.from_.value, p.until.value) for p in verdict.periods}
    ((_, said),) = YAML(typ="safe", pure=True).load(fence.text).items()
    wanted = {name: (plain(p["first"]), plain(p["last"])) for name, p in said.items()}
    assert wanted
    assert {name: found[name] for name in wanted} == wanted


def test_both_pages_have_the_same_samples() -> None:
    english, japanese = (page(name).fences for name in PAGES)
    assert [f.words for f in english] == [f.words for f in japanese]


@pytest.mark.parametrize("fence", fences("scheme", "dossier"), ids=str)
def test_an_editor_does_not_underline_the_samples(fence: Fence) -> None:
    kind = "scheme" if "scheme" in fence.words else "dossier"
    schema = json.loads(Path(ROOT / f"docs/schema/{kind}.schema.json").read_text(encoding="utf-8"))
    tree = json.loads(json.dumps(YAML(typ="safe", pure=True).load(fence.text), default=str))
    errors = [f"{list(e.path)}: {e.message[:200]}" for e in Draft7Validator(schema).iter_errors(tree)]
    assert errors == []
