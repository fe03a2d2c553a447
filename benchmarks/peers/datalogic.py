"""datalogic-py: JSONLogic in Rust, from its own parsed handles and from JSON text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.peer import Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import ANSWERS, CLAUSES, Facts, plain

Rule = Any  # JSONLogic is JSON


def var(name: str) -> Rule:
    return {"var": name}


def rules() -> dict[str, Rule]:
    """One JSONLogic rule a clause; ``eligible`` is all of them."""
    valid = {"filter": [var("goals"), {"and": [var("reasonable"), var("creates_value"), var("sdgs")]}]}
    pooled = {"reduce": [valid, {"merge": [var("accumulator"), var("current.sdgs")]}, []]}
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
    """From handles: each dossier is parsed once, before anything is timed."""
    found, engine = _compiled()
    from datalogic_py import DataHandle

    session = engine.session()
    return Peer(
        "datalogic-py", found.version,
        prepare=lambda f: (DataHandle(text := _text(f)), text),
        decide=lambda p: session.evaluate_bool(found.decision, p[0]),
        explain=lambda p: session.evaluate_data(found.each, p[0]),
        trace=lambda p: engine.evaluate_with_trace(found.as_text, p[1]),
        answer=_answer,
        note="dossiers parsed beforehand; whether a penalty is recent is precomputed (no outer "
        "scope inside a list); its trace carries neither citations nor wording",
    )  # fmt: skip


def build_from_text() -> Peer:
    """The same rules from JSON text."""
    found, _ = _compiled()
    return Peer(
        "datalogic-py (JSON text)", found.version, prepare=_text,
        decide=lambda t: found.decision.evaluate(t), explain=lambda t: found.each.evaluate(t),
        answer=_answer, note="the same rules, each dossier handed over as JSON text",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Compiled:
    version: str
    decision: Any
    each: Any
    as_text: str


def _compiled() -> tuple[_Compiled, Any]:
    number = installed_version("datalogic-py")
    from datalogic_py import Engine

    engine = Engine()
    written = rules()
    listed = {**written, "grant": grant()}
    each = engine.compile_template({k: v for k, v in listed.items() if k != "eligible"})
    as_text = json.dumps([*(written[c] for c in CLAUSES[:-1]), grant()])
    return _Compiled(number, engine.compile(written["eligible"]), each, as_text), engine


def _text(facts: Facts) -> str:
    return json.dumps(data(facts), ensure_ascii=False)


def _answer(found: Any) -> Answer:
    truths = [bool(found[c]) for c in CLAUSES[:-1]]
    return (*truths, all(truths), int(found["grant"]))  # type: ignore[return-value]
