"""zen-engine: a decision graph with an expression a clause, and its bare expression language."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.peer import Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import ANSWERS, CLAUSES, Facts, plain

VALID = "filter(goals, #.reasonable and #.creates_value and len(#.sdgs) > 0)"
POOLED = f"flatMap({VALID}, #.sdgs)"

RULES = {
    "not_annexed": f"not ({' or '.join(f'annexed.{a}' for a in ANSWERS)})",
    "in_ward": "some(offices, #.municipality == '東京都北区' and #.operating)",
    "entity": "form in ['company', 'sole_proprietor', 'shinkin_bank', 'law_firm']",
    "not_public_body": "form not in ['state', 'local_government']",
    "lawful": "lawful",
    "no_recent_penalty": "none(penalties, #.business and #.recent)",
    "taxes": "form == 'sole_proprietor' ? not individual_tax_arrears : not corporate_tax_arrears",
    "tax_return": "tax_returns_filed",
    "pay": "employees == 0 or lowest_pay > minimum_wage",
    "insurance": "employees == 0 or social_insurance",
    "checklist_70": "count(checklist, # == 'yes') * 10 >= "
    "(len(checklist) - count(checklist, # == 'not_applicable')) * 7",
    "enough_goals": f"len({VALID}) >= 3",
    "community_goal": f"some({VALID}, #.community)",
    "several_sdgs": f"len({POOLED}) > 0 ? min({POOLED}) != max({POOLED}) : false",
    "system": "system",
}
ELIGIBLE = " and ".join(f"({RULES[c]})" for c in CLAUSES[:-1])
TOTAL = "sum(map(filter(costs, #.kind != 'outside'), #.amount))"
GRANT = (
    f"min([floor({TOTAL} / 2000) * 1000, 30000000, renewal ? max([50000000 - prior_grants, 0]) : 30000000])"
)


def graph(rules: dict[str, str]) -> dict[str, Any]:
    """The decision as zen's own JSON document: input, expressions, output."""
    rows = [{"id": name, "key": f"result.{name}", "value": text} for name, text in rules.items()]
    content = {"expressions": rows, "passThrough": False}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": content,
         "position": {"x": 1, "y": 0}},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]  # fmt: skip
    edges = [
        {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"}
        for a, b in (("in", "rules"), ("rules", "out"))
    ]
    return {"nodes": nodes, "edges": edges}


def data(facts: Facts) -> dict[str, Any]:
    found: dict[str, Any] = plain(facts)
    for p in found["penalties"]:
        p["recent"] = found["window_from"] <= p["imposed_on"] <= found["window_until"]
    return found


def _answer(found: Any) -> Answer:
    result = found["result"]["result"]
    truths = [bool(result[c]) for c in CLAUSES[:-1]]
    return (*truths, all(truths), int(result["grant"]))  # type: ignore[return-value]


def build() -> Peer:
    """As it is meant to be used: a decision graph. Its decision has one expression."""
    number = installed_version("zen-engine")
    import zen

    engine = zen.ZenEngine()
    decision = engine.create_decision(json.dumps(graph({"eligible": ELIGIBLE})))
    each = engine.create_decision(json.dumps(graph({**RULES, "grant": GRANT})))
    return Peer(
        "zen-engine", number, prepare=data,
        decide=lambda p: decision.evaluate(p)["result"]["result"]["eligible"],
        explain=each.evaluate, trace=lambda p: each.evaluate(p, {"trace": True}), answer=_answer,
        note="as a decision graph; whether a penalty is recent is precomputed",
    )  # fmt: skip


def build_expression() -> Peer:
    """The decision as one compiled expression without any graph around it."""
    number = installed_version("zen-engine")
    import zen

    decision = zen.compile_expression(ELIGIBLE)
    each = {n: zen.compile_expression(t) for n, t in {**RULES, "grant": GRANT}.items()}

    def explain(found: Any) -> Any:
        return {"result": {"result": {n: e.evaluate(found) for n, e in each.items()}}}

    return Peer(
        "zen-engine (bare expression)", number, prepare=data, decide=decision.evaluate,
        explain=explain, answer=_answer, note="its expression language alone, without its graph",
    )  # fmt: skip
