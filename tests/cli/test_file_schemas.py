"""The JSON Schemas for editors: all shipped files fit, slips do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.running import ROOT

from schemeengine.diagnostics import Problems
from schemeengine.model.grammar import HEADS
from schemeengine.source import Source
from schemeengine.syntax import keywords
from schemeengine.syntax.files import read_text
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import read_yaml

FILES = sorted((*(ROOT / "schemes").rglob("*.yaml"), *(ROOT / "examples").glob("*/dossier.yaml")))
KINDS = ("scheme", "vocabulary", "catalogue", "dossier")
CHECKERS = {
    kind: jsonschema.Draft7Validator(
        json.loads((ROOT / "docs" / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))
    )
    for kind in KINDS
}


def plain(node: Node) -> Any:
    """A tree as an editor's YAML parser would hand it over: every scalar as its text."""
    match node:
        case Scalar():
            return node.text
        case ListNode():
            return [plain(item) for item in node.items]
        case MapNode():
            return {entry.key.text: plain(entry.value) for entry in node.entries}


def japanese(data: Any) -> Any:
    """The same with every key of the language in Japanese."""
    if isinstance(data, dict):
        return {keywords.TO_JAPANESE.get(k, k): japanese(v) for k, v in data.items()}
    return [japanese(v) for v in data] if isinstance(data, list) else data


def read(path: Path) -> Any:
    problems = Problems()
    source = read_text(str(path), problems)
    assert source is not None
    tree = read_yaml(source, problems)
    assert tree is not None
    return plain(tree)


def kind_of(data: dict[str, Any]) -> str:
    return next(k for k in KINDS if k in data or keywords.TO_JAPANESE[k] in data)


def mistakes(kind: str, data: Any) -> list[str]:
    return [f"{list(e.path)}: {e.message[:200]}" for e in CHECKERS[kind].iter_errors(data)]


@pytest.mark.parametrize("path", FILES, ids=[str(p.relative_to(ROOT)) for p in FILES])
def test_all_shipped_files_fit(path: Path) -> None:
    data = read(path)
    assert mistakes(kind_of(data), data) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_schemas(kind: str) -> None:
    jsonschema.Draft7Validator.check_schema(CHECKERS[kind].schema)


def test_japanese_keys_fit_as_well() -> None:
    data = read(ROOT / "schemes" / "vocabulary" / "company.yaml")
    shown = {keywords.TO_JAPANESE[k]: v for k, v in data.items()}
    assert shown.keys() != data.keys()
    assert mistakes("vocabulary", shown) == []


def test_every_head_has_its_place() -> None:
    definitions = CHECKERS["scheme"].schema["$defs"]
    for name in HEADS:
        assert name in definitions[f"head_{name}"]["properties"]


def scheme(node: str) -> Any:
    text = f"schemeengine: 1\nscheme: x\ntitle: x\nprovisions:\n  p:\n{node}"
    problems = Problems()
    tree = read_yaml(Source("x", text), problems)
    assert tree is not None, [d.message("en") for d in problems.items]
    return plain(tree)


@pytest.mark.parametrize(
    "node",
    [
        "    that: a = b\n    effect: exclude\n",
        "    all: [a, {any: [b, c]}]\n    cite: [第1条, 第2条]\n",
        "    すべて: {一: a, 二: {申告: 申請者, 本文: x}}\n    効果: 除外\n",
        "    judged_by: 区長\n    power: appraisal\n    text: x\n",
        "    count: goal in goals\n    where: goal.ok\n    at_least: 3\n",
        "    reading: r\n    one: a\n    two: {all: [b]}\n",
        "    case: form\n    of: {company / other: a}\n    otherwise: b\n",
        "    provisions: {q: {that: a}}\n    cite: 第1条\n",
    ],
)
def test_good_nodes_fit(node: str) -> None:
    assert mistakes("scheme", scheme(node)) == []


@pytest.mark.parametrize(
    "node",
    [
        "    all: [a]\n    any: [b]\n",  # two heads
        "    text: only a gist\n",  # none
        "    all: [a]\n    at_least: 3\n",  # a parameter of another head
        "    count: goal in goals\n    where: goal.ok\n",  # no comparator
        "    judged_by: 区長\n    text: x\n",  # no power
        "    asked_of: nobody\n    text: x\n",  # not a word
        "    that: a\n    efect: exclude\n",  # a slip
        "    all: [{that: a, effect: exclude}]\n",  # effect inside
        "    reading: r\n    one: a\n    all: [b]\n",  # a head as a branch
    ],
)
def test_wrong_nodes_do_not_fit(node: str) -> None:
    assert mistakes("scheme", scheme(node)) != []


def test_a_missing_or_unknown_key_does_not_fit() -> None:
    good = {"schemeengine": "1", "dossier": "d"}
    assert mistakes("dossier", good) == []
    assert mistakes("dossier", {"言語版": 1, "申請書": "d"}) == []
    assert mistakes("dossier", {"schemeengine": "1"}) != []
    assert mistakes("dossier", {**good, "fact": {}}) != []
    assert mistakes("dossier", {**good, "schemeengine": "2"}) != []
