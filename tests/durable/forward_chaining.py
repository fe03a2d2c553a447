"""Runs a ruleset in durable-rules' JSON form without the library, as plainly as it can be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemeengine.execute.durable.ruleset import ANSWER, BEGIN, asserted, fact, opening

_Fact = Mapping[str, Any]


def run(rules: Mapping[str, Any], given: Mapping[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    """All signals, and those answered. Fails if a signal is said twice: rows exclude each other."""
    # A signal has one fact at most, so a part of a rule need only look at the one it names.
    facts: dict[int | None, _Fact] = {n: fact(n, said) for n, said in given.items()}
    facts[None] = opening()
    known = dict(given)
    answered: dict[int, str] = {}
    waiting = dict(rules)
    while True:
        ready = {
            name: rule for name, rule in waiting.items() if all(_met(part, facts) for part in rule["all"])
        }
        if not ready:
            return known, answered
        for name, rule in ready.items():
            del waiting[name]
            if rule["run"] == ANSWER:
                number = _signal(*rule["all"][0].values())
                assert number is not None
                answered[number] = known[number]
            elif rule["run"] != BEGIN:
                number, said = asserted(rule["run"])
                assert number not in known, f"{name}: signal {number} said twice"
                known[number] = said
                facts[number] = fact(number, said)


def _met(part: Mapping[str, Any], facts: Mapping[int | None, _Fact]) -> bool:
    (condition,) = part.values()
    found = facts.get(_signal(condition))
    return found is not None and matches(condition, found)


def _signal(condition: Mapping[str, Any]) -> int | None:
    named = [c["n"] for c in condition.get("$and", ()) if "n" in c]
    return named[0] if named else None


def matches(condition: Mapping[str, Any], given: _Fact) -> bool:
    """Whether a fact matches a condition: equality, ``$neq`` and ``$and`` are all there is."""
    ((key, value),) = condition.items()
    if key == "$and":
        return all(matches(c, given) for c in value)
    if key == "$neq":
        return set(value) <= set(given) and not matches(value, given)
    return key in given and bool(given[key] == value)
