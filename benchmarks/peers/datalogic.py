"""datalogic-py: JSONLogic in Rust. Dossiers are parsed beforehand into its own handles."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.peer import Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import ANSWERS, CLAUSES, Facts, plain

Rule = Any  # JSONLogic is JSON


def var(name: str) -> Rule:
    return {"var": name}


def rules() -> dict[str, Rule]:
    """One JSONLogic rule a clause; ``eligible`` is all of them."""
    valid = {
        "filter": [var("goals"), {"and": [var("reasonable"), var("creates_value"), var("sdgs")]}]
    }
    pooled = {
        "reduce": [valid, {"merge": [var("accumulator"), var("current.sdgs")]}, []]
    }
    met, out = (
        {"length": [{"filter": [var("checklist"), {"==": [var(""), word]}]}]}
        for word in ("yes", "not_applicable")
    )
    nobody = {"==": [var("employees"), 0]}
    found: dict[str, Rule] = {
        "not_annexed": {"!": [{"or": [var(f"annexed.{a}") for a in ANSWERS]}]},
        "in_ward": {
            "some": [
                var("offices"),
                {"and": [{"==": [var("municipality"), "東京都北区"]}, var("operating")]},
            ]
        },
        "entity": {"in": [var("form"), ["company", "sole_proprietor", "shinkin_bank", "law_firm"]]},
        "not_public_body": {"!": [{"in": [var("form"), ["state", "local_government"]]}]},
        "lawful": var("lawful"),
        "no_recent_penalty": {
            "!": [
                {
                    "reduce": [
                        var("penalties"),
                        {"or": [var("accumulator"), {"and": [
                            var("current.business"), var("current.recent"),
                        ]}]},
                        False,
                    ]
                }
            ]
        },
        "taxes": {
            "if": [
                {"==": [var("form"), "sole_proprietor"]},
                {"!": [var("individual_tax_arrears")]},
                {"!": [var("corporate_tax_arrears")]},
            ]
        },
        "tax_return": var("tax_returns_filed"),
        "pay": {"or": [nobody, {">": [var("lowest_pay"), var("minimum_wage")]}]},
        "insurance": {"or": [nobody, var("social_insurance")]},
        "checklist_70": {
            ">=": [
                {"*": [met, 10]}, {"*": [{"-": [{"length": [var("checklist")]}, out]}, 7]},
            ]
        },
        "enough_goals": {">=": [{"length": [valid]}, 3]},
        "community_goal": {"some": [valid, var("community")]},
        "several_sdgs": {"!=": [{"min": pooled}, {"max": pooled}]},
        "system": var("system"),
    }  # fmt: skip
    found["eligible"] = {"and": [found[c] for c in CLAUSES[:-1]]}
    return found


def grant() -> Rule:
    total = {
        "reduce": [
            {"filter": [var("costs"), {"!=": [var("kind"), "outside"]}]},
            {"+": [var("accumulator"), var("current.amount")]},
            0,
        ]
    }
    half = {"-": [{"/": [total, 2]}, {"%": [{"/": [total, 2]}, 1000]}]}
    rest = {"max": [{"-": [50_000_000, var("prior_grants")]}, 0]}
    return {"min": [half, 30_000_000, {"if": [var("renewal"), rest, 30_000_000]}]}


def data(facts: Facts) -> dict[str, Any]:
    """A penalty's day is compared beforehand: inside a list JSONLogic cannot see the dossier."""
    found: dict[str, Any] = plain(facts)
    for p in found["penalties"]:
        p["recent"] = found["window_from"] <= p["imposed_on"] <= found["window_until"]
    return found


def build() -> Peer:
    number = installed_version("datalogic-py")
    from datalogic_py import DataHandle, Engine

    engine = Engine()
    session = engine.session()
    written = rules()
    decision = engine.compile(written["eligible"])
    listed = {**written, "grant": grant()}
    each = engine.compile_template({k: v for k, v in listed.items() if k != "eligible"})
    as_text = json.dumps([*(written[c] for c in CLAUSES[:-1]), grant()])

    def answer(found: Any) -> Answer:
        truths = [bool(found[c]) for c in CLAUSES[:-1]]
        return (*truths, all(truths), int(found["grant"]))  # type: ignore[return-value]

    return Peer(
        "datalogic-py", number,
        prepare=lambda f: (DataHandle(text := json.dumps(data(f), ensure_ascii=False)), text),
        decide=lambda p: session.evaluate_bool(decision, p[0]),  # type: ignore[index]
        explain=lambda p: session.evaluate_data(each, p[0]),  # type: ignore[index]
        trace=lambda p: engine.evaluate_with_trace(as_text, p[1]),  # type: ignore[index]
        answer=answer,
        note="data parsed beforehand; whether a penalty is recent is precomputed (no outer scope "
        "inside a list); its trace carries no citations or wording",
    )  # fmt: skip
