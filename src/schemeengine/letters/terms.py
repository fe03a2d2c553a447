"""What the page of a programme calls by a name, explained: definitions, set values, tables by case."""

from __future__ import annotations

from schemeengine.ir.scheme import Scheme
from schemeengine.letters.entries import Requirement
from schemeengine.letters.plain_rules import PlainRules


def terms(scheme: Scheme, rules: PlainRules) -> tuple[Requirement, ...]:
    """Everything that ``rules`` has called by its name so far and that stands nowhere else on the page,
    and what the explanations themselves call by a name, in the order of the file; tables come last."""
    named = {c.expr.number: (n, c) for n, c in (*scheme.definitions.items(), *scheme.parameters.items())}
    found: dict[int, tuple[Requirement, ...]] = {}
    while waiting := [n for n in rules.words.mentioned if n in named and n not in found]:
        for number in waiting:
            found[number] = rules.explained(*named[number])
    order = {number: place for place, number in enumerate(named)}
    told = [row for number in sorted(found, key=order.__getitem__) for row in found[number]]
    return (*told, *rules.tables())
