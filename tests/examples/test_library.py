"""The library of further programmes: each loads, proves itself, is found by name and is listed."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from tests.cli.running import run

from schemeengine import Evaluator, load_dossier, load_schemes
from schemeengine.diagnostics import Problems
from schemeengine.examples import run_examples
from schemeengine.ir.scheme import Scheme

ROOT = Path(__file__).parents[2]
NAMES = sorted(p.stem for p in ROOT.glob("schemes/library/*.yaml"))


@cache
def scheme(name: str) -> Scheme:
    (found,) = load_schemes([str(ROOT / f"schemes/library/{name}.yaml")])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_its_examples_hold_and_check_says_nothing(name: str) -> None:
    problems = Problems()
    results = run_examples([scheme(name)], problems)
    assert not problems.items
    failing = [(r.target, r.name, [d.en for d in r.differences]) for r in results if not r.passed]
    assert failing == []
    assert len(results) > 20
    found = run("check", f"schemes/library/{name}.yaml", "--lang", "en")
    assert (found.code, found.out, found.err) == (0, "No problems found\n", "")


@pytest.mark.parametrize("name", NAMES)
def test_it_says_where_its_rules_come_from(name: str) -> None:
    text = (ROOT / f"schemes/library/{name}.yaml").read_text(encoding="utf-8")
    head = text[: re.search(r"^(目次|outline):", text, re.MULTILINE).start()]  # type: ignore[union-attr]
    assert re.search(r"(出典|source): https?://\S+", head)
    assert re.search(r"(更新日|決裁日|updated|decided): (令和|平成|昭和|20)\S+", head)
    assert scheme(name).readings, "no text is clear everywhere"


@pytest.mark.parametrize("name", NAMES)
def test_it_is_found_by_name_and_shown(name: str) -> None:
    assert run("test", name).code == 0
    assert any(
        json.loads(p.read_text(encoding="utf-8"))["scheme"] == name
        for p in ROOT.glob("examples/*/verdict.json")
    )


def test_nothing_of_the_library_is_judged_unasked() -> None:
    dossier = str(ROOT / "examples/kita_sound_company/dossier.yaml")
    unasked = {v["scheme"] for v in run("evaluate", dossier, "--format", "json").data["verdicts"]}
    assert unasked == {p.stem for p in ROOT.glob("schemes/*.yaml")}
    asked = run("evaluate", dossier, "--scheme", NAMES[0], "--format", "json").data["verdicts"]
    assert [v["scheme"] for v in asked] == [NAMES[0]]


@pytest.mark.parametrize("name", NAMES)
def test_a_dossier_that_names_it_is_judged_by_it(name: str) -> None:
    for path in ROOT.glob("examples/*/dossier.yaml"):
        if re.search(rf"^(対象制度|for): {name}$", path.read_text(encoding="utf-8"), re.MULTILINE):
            found = run("evaluate", str(path), "--format", "json").data["verdicts"]
            assert found[0]["scheme"] == name


def test_the_page_lists_each() -> None:
    text = (ROOT / "docs/library.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"\]\(\.\./schemes/library/(\w+)\.yaml\)", text))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_engines_agree_on_the_example_dossiers(name: str) -> None:
    for folder in ROOT.glob("examples/*/verdict.json"):
        if json.loads(folder.read_text(encoding="utf-8"))["scheme"] != name:
            continue
        dossier = load_dossier(str(folder.parent / "dossier.yaml"))
        reference = Evaluator([scheme(name)], "reference").evaluate(dossier).verdicts
        assert reference == Evaluator([scheme(name)], "compiled").evaluate(dossier).verdicts
