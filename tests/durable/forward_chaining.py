"""Runs a ruleset in durable-rules' JSON form without the library, as plainly as it can be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from schemeengine.execute.durable_ruleset import ANSWER, BEGIN, asserted, fact, opening


def run(rules: Mapping[str, Any], given: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """All signals, and those answered. Fails if a signal is said twice: rows exclude each other."""
    facts = [opening(), *(fact(number, said) for number, said in given.items())]
    known = dict(given)
    answered: dict[int, str] = {}
    fired: Counter[str] = Counter()
    while True:
        ready = [
            name
            for name, rule in rules.items()
            if not fired[name] and all(_some(part, facts) for part in rule["all"])
        ]
        if not ready:
            return known, answered
        for name in ready:
            fired[name] += 1
            run_ = rules[name]["run"]
            if run_ == BEGIN:
                continue
            if run_ == ANSWER:
                number = int(name.removeprefix("a"))
                answered[number] = known[number]
                continue
            number, said = asserted(run_)
            assert number not in known, f"{name}: signal {number} said twice"
            known[number] = said
            facts.append(fact(number, said))


def _some(part: Mapping[str, Any], facts: list[dict[str, Any]]) -> bool:
    (condition,) = part.values()
    return any(matches(condition, f) for f in facts)


def matches(condition: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether a fact matches a condition: equality, ``$neq`` and ``$and`` are all there is."""
    ((key, value),) = condition.items()
    if key == "$and":
        return all(matches(c, given) for c in value)
    if key == "$neq":
        return set(value) <= set(given) and not matches(value, given)
    return key in given and bool(given[key] == value)
