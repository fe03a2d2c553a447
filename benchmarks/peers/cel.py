"""common-expression-language: CEL in Rust, one compiled program for the decision and one for all."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.peer import Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import ANSWERS, CLAUSES, Facts, plain

VALID = "goals.filter(g, g.reasonable && g.creates_value && size(g.sdgs) > 0)"

RULES = {
    "not_annexed": f"!({' || '.join(f'annexed.{a}' for a in ANSWERS)})",
    "in_ward": "offices.exists(o, o.municipality == '東京都北区' && o.operating)",
    "entity": "form in ['company', 'sole_proprietor', 'shinkin_bank', 'law_firm']",
    "not_public_body": "!(form in ['state', 'local_government'])",
    "lawful": "lawful",
    "no_recent_penalty": "!penalties.exists(p, p.business && window_from <= p.imposed_on "
    "&& p.imposed_on <= window_until)",
    "taxes": "form == 'sole_proprietor' ? !individual_tax_arrears : !corporate_tax_arrears",
    "tax_return": "tax_returns_filed",
    "pay": "employees == 0 || lowest_pay > minimum_wage",
    "insurance": "employees == 0 || social_insurance",
    "checklist_70": "size(checklist.filter(a, a == 'yes')) * 10 >= "
    "(size(checklist) - size(checklist.filter(a, a == 'not_applicable'))) * 7",
    "enough_goals": f"size({VALID}) >= 3",
    "community_goal": f"{VALID}.exists(g, g.community)",
    "several_sdgs": f"{VALID}.exists(g, {VALID}.exists(h, h.sdgs.exists(s, s != g.sdgs[0])))",
    "system": "system",
}


def data(facts: Facts) -> dict[str, Any]:
    found: dict[str, Any] = plain(facts)
    found["total"] = sum(c.amount for c in facts.costs if c.kind != "outside")
    return found


#: CEL has no sum over a list and no minimum; the total is precomputed.
GRANT = (
    "[total / 2000 * 1000, 30000000, renewal ? "
    "(50000000 - prior_grants > 0 ? 50000000 - prior_grants : 0) : 30000000]"
)


def build() -> Peer:
    number = installed_version("common-expression-language")
    import cel

    decision = cel.compile(" && ".join(f"({RULES[c]})" for c in CLAUSES[:-1]))
    parts = ", ".join(f"'{name}': {text}" for name, text in {**RULES, "grant": GRANT}.items())
    each = cel.compile(f"{{{parts}}}")

    def answer(found: Any) -> Answer:
        truths = [bool(found[c]) for c in CLAUSES[:-1]]
        return (*truths, all(truths), min(found["grant"]))

    return Peer(
        "common-expression-language", number, prepare=data, decide=decision.execute,
        explain=each.execute, answer=answer,
        note="the total of the costs is precomputed and the least of three amounts taken outside "
        "(CEL has neither sum nor minimum); it has no trace",
    )  # fmt: skip
