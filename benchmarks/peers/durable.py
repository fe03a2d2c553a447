"""durable-rules alone: sixteen hand-written rules over one flat fact, a session for each dossier."""

from __future__ import annotations

from itertools import count
from typing import Any

from benchmarks.peers.peer import NotInstalled, Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import CLAUSES, Facts, flat

#: The rule that fires in every session.
OPENED = "opened"


def build() -> Peer:
    number = installed_version("durable-rules")
    try:
        from durable import engine
    except ImportError as reason:  # it builds on newer interpreters, and then fails to import
        raise NotInstalled(f"durable-rules ({reason})") from None

    failed: list[str] = []

    def note(name: str) -> Any:
        def run(_: Any) -> None:
            failed.append(name)

        return run

    def when(name: str, condition: dict[str, Any]) -> dict[str, Any]:
        return {"all": [{"m": condition}], "run": note(name)}

    def every(*conditions: dict[str, Any]) -> dict[str, Any]:
        return {"$and": list(conditions)}

    def either(*conditions: dict[str, Any]) -> dict[str, Any]:
        return {"$or": list(conditions)}

    entities = ("company", "sole_proprietor", "shinkin_bank", "law_firm")
    employed = {"$gt": {"employees": 0}}
    rules: dict[str, dict[str, Any]] = {
        "not_annexed": {"$gt": {"excluded_trades": 0}},
        "in_ward": {"offices_in_ward": 0},
        "entity": every(*({"$neq": {"form": c}} for c in entities)),
        "not_public_body": either({"form": "state"}, {"form": "local_government"}),
        "lawful": {"lawful": False},
        "no_recent_penalty": {"$gt": {"recent_penalties": 0}},
        "taxes": either(
            every({"form": "sole_proprietor"}, {"individual_tax_arrears": True}),
            every({"$neq": {"form": "sole_proprietor"}}, {"corporate_tax_arrears": True}),
        ),
        "tax_return": {"tax_returns_filed": False},
        "pay": every(employed, {"$lte": {"pay_margin": 0}}),
        "insurance": every(employed, {"social_insurance": False}),
        "checklist_70": {"$lt": {"checklist_margin": 0}},
        "enough_goals": {"$lt": {"valid_goals": 3}},
        "community_goal": {"$lt": {"community_goals": 1}},
        "several_sdgs": {"$lt": {"distinct_sdgs": 2}},
        "system": {"system": False},
    }
    # A session in which no rule has fired must not be deleted (the library crashes), and all must
    # be (it has room for 1,024): so one more rule always fires.
    written = {name: when(name, rules[name]) for name in CLAUSES[:-1]}
    written[OPENED] = when(OPENED, {"$gte": {"employees": 0}})
    # Without its host, whose threads would take the actions of our sessions.
    library = engine.Ruleset("bench", None, written)
    sessions = count()

    def prepare(facts: Facts) -> object:
        found: dict[str, Any] = dict(flat(facts))
        found["pay_margin"] = found["lowest_pay"] - found["minimum_wage"]
        found["checklist_margin"] = found["items_met"] * 10 - found["items_counted"] * 7
        half = found["costs_total"] // 2_000 * 1_000
        rest = max(50_000_000 - found["prior_grants"], 0) if found["renewal"] else 30_000_000
        return found, min(half, 30_000_000, rest)

    def run(fact: dict[str, Any]) -> None:
        session = f"s{next(sessions)}"
        failed.clear()
        state = library.assert_fact({**fact, "sid": session})
        library.do_actions(state, _raise)
        library.delete_state(session)

    def decide(prepared: Any) -> bool:
        run(prepared[0])
        return failed == [OPENED]

    def explain(prepared: Any) -> list[Any]:
        run(prepared[0])
        return [*(c not in failed for c in CLAUSES[:-1]), prepared[1]]

    def answer(found: Any) -> Answer:
        *truths, grant = found
        return (*truths, all(truths), grant)

    return Peer(
        "durable-rules", number, prepare=prepare, decide=decide, explain=explain, answer=answer,
        note="one rule a clause that fires when it fails; counts, differences and the amount are "
        "precomputed; a missing field would count as met; no trace",
    )  # fmt: skip


def _raise(error: object, _: object) -> None:
    if error:
        raise RuntimeError(f"durable-rules: {error}")
