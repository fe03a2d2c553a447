"""business-rules: variables are Python methods, conditions are JSON."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.peer import Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import CLAUSES, Facts, flat


def _is(name: str, operator: str, value: object) -> dict[str, Any]:
    return {"name": name, "operator": operator, "value": value}


def conditions() -> dict[str, dict[str, Any]]:
    def true(name: str) -> dict[str, Any]:
        return _is(name, "is_true", True)

    nobody = _is("employees", "equal_to", 0)
    sole = _is("form_code", "equal_to", 1)
    kinds = ("company", "sole_proprietor", "shinkin_bank", "law_firm")
    single = _is("form", "equal_to", "sole_proprietor")
    del sole
    return {
        "not_annexed": _is("excluded_trades", "equal_to", 0),
        "in_ward": _is("offices_in_ward", "greater_than", 0),
        "entity": {"any": [_is("form", "equal_to", k) for k in kinds]},
        "not_public_body": {
            "all": [_is("public_forms", "equal_to", 0)]
        },
        "lawful": true("lawful"),
        "no_recent_penalty": _is("recent_penalties", "equal_to", 0),
        "taxes": {
            "any": [
                {"all": [single, _is("individual_tax_arrears", "is_false", True)]},
                {"all": [_is("other_forms", "equal_to", 1),
                         _is("corporate_tax_arrears", "is_false", True)]},
            ]
        },
        "tax_return": true("tax_returns_filed"),
        "pay": {"any": [nobody, _is("pay_margin", "greater_than", 0)]},
        "insurance": {"any": [nobody, true("social_insurance")]},
        "checklist_70": _is("checklist_margin", "greater_than_or_equal_to", 0),
        "enough_goals": _is("valid_goals", "greater_than_or_equal_to", 3),
        "community_goal": _is("community_goals", "greater_than_or_equal_to", 1),
        "several_sdgs": _is("distinct_sdgs", "greater_than_or_equal_to", 2),
        "system": true("system"),
    }  # fmt: skip
