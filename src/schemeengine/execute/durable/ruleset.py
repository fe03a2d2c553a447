"""Gates in durable-rules' own JSON form.

A fact is ``{"p": …, "n": number, "v": word, "h": …, "f": …}``, and a rule matches up to four of
them. Only numbers and words of our own go in, never a text of a scheme or a dossier. Each rule's
``run`` names what its action asserts (``"205:TF"``: signal 205 is TF); the action ``answer``
receives the signals asked for.

Conditions are kept to plain equality and "is not": the library links each ``$or`` anew and writes
past the end of a table when there are more than 128 at one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from schemeengine.execute.durable.plan import Gate
from schemeengine.execute.durable.rows import WORDS, Word, Words

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"

ANSWER = "answer"
BEGIN = "begin"
#: The library looks up conditions on one property one by one and has room for 512 of them, so a
#: number is looked up by its remainder first.
PAGES = 64


def place(number: int) -> dict[str, Json]:
    """The part of a fact that says which signal it is about."""
    return {"p": number % PAGES, "n": number}


def said(value: Word) -> dict[str, Json]:
    """The part of a fact that says its word; also whether it holds (``h``) or fails (``f``).

    Both are ``y`` surely, ``n`` impossible or ``o`` open; only clauses have them.
    """
    if value not in WORDS:
        return {"v": value}
    return {"v": value, "h": _sure(value, "T"), "f": _sure(value, "F")}


def fact(number: int, value: Word, session: str | None = None) -> dict[str, Json]:
    """A signal's value as a fact; its id keeps a repeated fact from counting twice."""
    return _of(session, {"id": str(number), **place(number), **said(value)})


def opening(session: str | None = None) -> dict[str, Json]:
    """The fact that begins a session.

    The library frees memory it has never set when a session is deleted in which no rule has ever
    fired, and takes the process with it. So a rule of its own fires first.
    """
    return _of(session, {"id": BEGIN, "p": PAGES})


def ruleset(gates: Iterable[Gate], answers: Iterable[int]) -> dict[str, Json]:
    """The rules of the gates, one for each signal whose value is asked for, and one to begin."""
    rules: dict[str, Json] = {BEGIN: {"all": [{"m": {"p": PAGES}}], "run": BEGIN}}
    for gate in gates:
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
    number, _, value = run.partition(":")
    return int(number), value


def _of(session: str | None, fact_: dict[str, Json]) -> dict[str, Json]:
    return fact_ if session is None else {"sid": session, **fact_}


def _sure(value: Word, state: str) -> str:
    if value == state:
        return "y"
    return "o" if state in value else "n"


def _condition(number: int, words: Words) -> Json:
    parts: list[Json] = [{key: value} for key, value in place(number).items()]
    if len(words) == 1:
        parts.append({"v": next(iter(words))})
    elif words != WORDS:
        parts.append(_SHARED[words])
    return {"$and": parts}


def _with(key: str, value: str) -> Words:
    return frozenset(w for w in WORDS if said(w)[key] == value)


#: The sets of several words that rows speak of, as one condition each.
_SHARED: Mapping[Words, Json] = {
    **{_with(key, value): {key: value} for key in "hf" for value in "no"},
    **{WORDS - _with(key, "y"): {"$neq": {key: "y"}} for key in "hf"},
}
