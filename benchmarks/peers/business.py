"""business-rules: variables are Python methods, conditions are JSON over them."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.peer import Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import CLAUSES, Facts, flat

NUMBERS = (
    "employees", "pay_margin", "offices_in_ward", "recent_penalties", "excluded_trades",
    "checklist_margin", "valid_goals", "community_goals", "distinct_sdgs",
)  # fmt: skip
TRUTHS = (
    "lawful", "system", "social_insurance", "tax_returns_filed", "corporate_tax_arrears",
    "individual_tax_arrears",
)  # fmt: skip


def _is(name: str, operator: str, value: object = True) -> dict[str, Any]:
    return {"name": name, "operator": operator, "value": value}


def _form(*codes: str) -> dict[str, Any]:
    return {"any": [_is("form", "equal_to", c) for c in codes]}


def conditions() -> dict[str, dict[str, Any]]:
    nobody = _is("employees", "less_than", 1)
    several = ("company", "shinkin_bank", "law_firm", "state", "local_government", "other")
    return {
        "not_annexed": _is("excluded_trades", "less_than", 1),
        "in_ward": _is("offices_in_ward", "greater_than", 0),
        "entity": _form("company", "sole_proprietor", "shinkin_bank", "law_firm"),
        "not_public_body": _form(*several[:3], "sole_proprietor", "other"),
        "lawful": _is("lawful", "is_true"),
        "no_recent_penalty": _is("recent_penalties", "less_than", 1),
        "taxes": {
            "any": [
                {"all": [_form("sole_proprietor"), _is("individual_tax_arrears", "is_false")]},
                {"all": [_form(*several), _is("corporate_tax_arrears", "is_false")]},
            ]
        },
        "tax_return": _is("tax_returns_filed", "is_true"),
        "pay": {"any": [nobody, _is("pay_margin", "greater_than", 0)]},
        "insurance": {"any": [nobody, _is("social_insurance", "is_true")]},
        "checklist_70": _is("checklist_margin", "greater_than_or_equal_to", 0),
        "enough_goals": _is("valid_goals", "greater_than_or_equal_to", 3),
        "community_goal": _is("community_goals", "greater_than_or_equal_to", 1),
        "several_sdgs": _is("distinct_sdgs", "greater_than_or_equal_to", 2),
        "system": _is("system", "is_true"),
    }


def build() -> Peer:
    number = installed_version("business-rules")
    from business_rules.engine import check_conditions_recursively as check
    from business_rules.variables import (
        BaseVariables,
        boolean_rule_variable,
        numeric_rule_variable,
        string_rule_variable,
    )

    def method(name: str, wrap: Any) -> Any:
        def read(self: Any) -> Any:
            return self.facts[name]

        return wrap(label=name)(read)

    body: dict[str, Any] = {n: method(n, numeric_rule_variable) for n in NUMBERS}
    body |= {n: method(n, boolean_rule_variable) for n in TRUTHS}
    body["form"] = method("form", string_rule_variable)
    variables = type("Variables", (BaseVariables,), body)

    def prepare(facts: Facts) -> object:
        found: dict[str, Any] = dict(flat(facts))
        found["pay_margin"] = found["lowest_pay"] - found["minimum_wage"]
        found["checklist_margin"] = found["items_met"] * 10 - found["items_counted"] * 7
        # it has no arithmetic, so the amount is handed through
        half = found["costs_total"] // 2_000 * 1_000
        rest = max(50_000_000 - found["prior_grants"], 0) if found["renewal"] else 30_000_000
        found["grant"] = min(half, 30_000_000, rest)
        holder = variables()
        holder.facts = found
        return holder

    written = conditions()
    whole = {"all": [written[c] for c in CLAUSES[:-1]]}

    def explain(holder: Any) -> list[Any]:
        return [*(check(written[c], holder) for c in CLAUSES[:-1]), holder.facts["grant"]]

    def answer(found: Any) -> Answer:
        *truths, grant = found
        return (*truths, all(truths), grant)

    return Peer(
        "business-rules", number, prepare=prepare, decide=lambda h: check(whole, h),
        explain=explain, answer=answer,
        note="all counts over lists, differences and the amount are precomputed; no trace",
    )  # fmt: skip
