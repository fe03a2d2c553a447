"""A plan in durable-rules' own JSON form.

A fact is ``{"p": page, "n": number, "v": word}``, and a rule matches up to four of them. Only
numbers and words of our own go in, never a text of a scheme or a dossier. Each rule's ``run`` names
what its action asserts (``"205:TF"``: signal 205 is TF); the action ``answer`` receives the
signals asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from schemeengine.execute.durable_plan import Plan
from schemeengine.execute.durable_rows import WORDS, Word, Words

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"

ANSWER = "answer"
#: Signals a page. The library searches the conditions on one property one by one and has room for
#: 512 of them, so a number is looked up by its page first.
PAGE = 64


def place(number: int) -> dict[str, Json]:
    """The part of a fact that says which signal it is about."""
    return {"p": number // PAGE, "n": number}


def fact(number: int, said: Word, session: str | None = None) -> dict[str, Json]:
    """A signal's value as a fact; its id keeps a repeated fact from counting twice."""
    own: dict[str, Json] = {"id": str(number), **place(number), "v": said}
    return own if session is None else {"sid": session, **own}


def ruleset(plan: Plan, answers: Iterable[int]) -> dict[str, Json]:
    """The rules of all gates, and one for each signal whose value is asked for."""
    rules: dict[str, Json] = {}
    for gate in plan.gates:
        for n, row in enumerate(gate.rows):
            matched: list[Json] = [
                {f"m{k}": _condition(*condition)} for k, condition in enumerate(row.conditions)
            ]
            rules[f"g{gate.number}_{n}"] = {"all": matched, "run": f"{gate.number}:{row.result}"}
    for number in answers:
        rules[f"a{number}"] = {"all": [{"m": _condition(number, WORDS)}], "run": ANSWER}
    return rules


def asserted(run: str) -> tuple[int, Word]:
    """What an action's name asserts: ``asserted("205:TF") == (205, "TF")``."""
    number, _, said = run.partition(":")
    return int(number), said


def _condition(number: int, words: Words) -> Json:
    parts: list[Json] = [{key: value} for key, value in place(number).items()]
    if len(words) == 1:
        parts.append({"v": next(iter(words))})
    elif len(words) > len(WORDS) - len(words):
        parts += [{"$neq": {"v": w}} for w in sorted(WORDS - words)]
    else:
        parts.append({"$or": [{"v": w} for w in sorted(words)]})
    return {"$and": parts}
