"""The exported ruleset: complete, told in words, and giving the same answers in other hands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.durable import forward_chaining, shipped

from schemeengine.execute.durable.export import export_ruleset
from schemeengine.execute.durable.rows import AS_IT_STANDS, WORDS, word
from schemeengine.execute.durable.unavailable import EngineUnavailable
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network

IDS = [scheme.id for scheme in shipped.schemes()]
PAGES = [shipped.ROOT / "docs" / name for name in ("durable-rules.md", "durable-rules.ja.md")]


def scheme_of(id_: str) -> Scheme:
    return next(s for s in shipped.schemes() if s.id == id_)


def exported(id_: str) -> dict[str, Any]:
    """The export as another system reads it."""
    found: dict[str, Any] = json.loads(json.dumps(export_ruleset(scheme_of(id_))))
    return found


def facts_for(export: dict[str, Any], network: Network, case: Any) -> dict[int, str]:
    """What a system asserts that follows the list of inputs."""
    values = ReferenceExecutor().evaluate(network, case).values
    facts = {}
    for entry in export["inputs"]:
        number = entry["fact"]["n"]
        match entry["kind"]:
            case "condition":
                facts[number] = word(values[entry["node"]])
                assert facts[number] == entry.get("always", facts[number])
            case "reading":
                facts[number] = entry["usual"]
            case _:
                body = network.nodes[entry["node"]].args[0].number
                tried, plain = values[entry["node"]], values[body]
                facts[number] = entry["usual"] if tried == plain else word(tried)
    return facts


@pytest.mark.parametrize("id_", IDS)
def test_by_plain_chaining_each_provision_is_answered(id_: str) -> None:
    export = exported(id_)
    network = Network.build([scheme_of(id_)])
    for name, case in shipped.cases().items():
        case = type(case)(case.values)  # the adopted readings
        values = ReferenceExecutor().evaluate(network, case).values
        _, answered = forward_chaining.run(export["rulesets"][id_], facts_for(export, network, case))
        for output in export["outputs"]:
            number = output["fact"]["n"]
            assert answered[number] == word(values[number]), (name, output["provision"])


@pytest.mark.parametrize("id_", IDS)
def test_every_input_and_output_is_told(id_: str) -> None:
    export = exported(id_)
    assert set(export["words"]) == WORDS
    assert all(w["ja"] and w["en"] and w["fact"]["v"] == v for v, w in export["words"].items())
    assert [o["provision"] for o in export["outputs"]] == list(scheme_of(id_).provisions)
    for entry in export["inputs"]:
        assert entry["clauses"], entry
        told = [c["gist"]["ja"] or c["label"]["ja"] or c["written"] for c in entry["clauses"]]
        assert any(told) or entry.get("reads") or entry["kind"] != "condition", entry
        assert all(c["clause"].startswith(f"{id_}.") for c in entry["clauses"])
        assert any(c["cite"] for c in entry["clauses"]), entry
        if entry["kind"] == "reading":
            assert entry["usual"] in entry["choices"]
            assert entry["question"]["ja"]
        if entry["kind"] == "by_cases":
            assert entry["usual"] == AS_IT_STANDS
    numbers = [entry["fact"]["n"] for entry in export["inputs"]]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("id_", IDS)
def test_the_rules_read_nothing_that_is_not_listed(id_: str) -> None:
    export = exported(id_)
    rules = export["rulesets"][id_]
    read = {int(n) for n in re.findall(r'"n": (\d+)', json.dumps(rules))}
    said = {int(r["run"].split(":")[0]) for r in rules.values() if ":" in r["run"]}
    inputs = {entry["fact"]["n"] for entry in export["inputs"]}
    assert read - said == inputs
    assert {o["fact"]["n"] for o in export["outputs"]} <= read


def test_a_condition_told_by_its_negation_says_so() -> None:
    through = [e["through"] for e in exported("kita_ku")["inputs"] if "through" in e]
    assert ["not"] in through


def test_the_same_scheme_exports_the_same_bytes() -> None:
    once, again = (json.dumps(export_ruleset(scheme_of("kitakyushu"))) for _ in range(2))
    assert once == again


def test_a_scheme_with_too_many_rules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemeengine.execute.durable.export.ROWS", 50)
    with pytest.raises(EngineUnavailable) as caught:
        export_ruleset(scheme_of("kita_ku"))
    assert "50" in caught.value.message("ja")
    assert "50" in caught.value.message("en")


@pytest.mark.parametrize("page", PAGES, ids=[p.name for p in PAGES])
def test_the_programme_in_the_documentation_works(page: Path, tmp_path: Path) -> None:
    pytest.importorskip("durable.engine", reason="durable-rules missing", exc_type=ImportError)
    id_ = "kita_ku"
    export = exported(id_)
    network = Network.build([scheme_of(id_)])
    (tmp_path / "rules.json").write_text(json.dumps(export), encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    room: dict[str, Any] = {}
    exec(code.replace('"rules.json"', repr(str(tmp_path / "rules.json"))), room)
    for case in shipped.cases().values():
        case = type(case)(case.values)
        values = ReferenceExecutor().evaluate(network, case).values
        answers = room["judge"](facts_for(export, network, case))
        wanted = {o["provision"]: word(values[o["node"]]) for o in export["outputs"]}
        assert answers == wanted
