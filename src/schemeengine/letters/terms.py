"""What the page of a programme calls by a name or a number, explained: definitions, set values, tables."""

from __future__ import annotations

from collections.abc import Iterable

from schemeengine.ir.clause import Clause
from schemeengine.letters.entries import Requirement
from schemeengine.letters.plain_rules import PlainRules

#: These stand on the page in sections of their own.
_ELSEWHERE = ("amount", "date", "period", "line")


def terms(rules: PlainRules, told: Iterable[str]) -> tuple[Requirement, ...]:
    """Everything that ``rules`` has called by its name so far and that stands nowhere else on the page,
    and what the explanations themselves call so, in the order of the file; numbered parts come last.

    ``told``: the provisions that do stand elsewhere, by id.
    """
    named = _named(rules, {f"provision:{id_}" for id_ in told})
    found: dict[str, tuple[Requirement, ...]] = {}
    parts: dict[int, tuple[Requirement, ...]] = {}
    while True:
        waiting = [key for key in rules.words.mentioned if key in named and key not in found]
        numbered = [expr for expr in rules.numbered if expr.number not in parts]
        if not waiting and not numbered:
            break
        for key in waiting:
            found[key] = rules.explained(key, *named[key])
        for expr in numbered:
            parts[expr.number] = rules.part(expr)
    order = {key: place for place, key in enumerate(named)}
    explained = (row for key in sorted(found, key=order.__getitem__) for row in found[key])
    return (*explained, *(row for part in parts.values() for row in part))


def _named(rules: PlainRules, told: set[str]) -> dict[str, tuple[str, Clause]]:
    """What can be explained, by its key: its own name, and the clause."""
    found: dict[str, tuple[str, Clause]] = {}
    for named in rules.words.names.values():
        kind, _, name = named.key.partition(":")
        if named.clause is not None and kind not in _ELSEWHERE and named.key not in told:
            found.setdefault(
                named.key, (name.rpartition(".")[2] if kind == "computed" else name, named.clause)
            )
    return found
