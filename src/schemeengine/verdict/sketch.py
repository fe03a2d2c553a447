"""Undecided clauses as a small formula: connectives over conditions, and the states these can take.

Conditions that share no missing fact with another are free: each may come out either way. Those that
share facts are judged together for every way the facts can turn out, so that "fewer than 3" and "more
than 5" of the same number never hold both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from schemeengine import truth
from schemeengine.execute import arithmetic
from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Expr, Op, nodes_below
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE, Mask
from schemeengine.verdict.facts import adopted_branch
from schemeengine.verdict.pending import Missing, Place, Root
from schemeengine.verdict.regions import regions
from schemeengine.verdict.stated import Fact, replaced_by, with_value
from schemeengine.verdict.view import NOBODY, Values, View

#: Ways in which the facts that some conditions share can turn out, at most; beyond that the conditions
#: count as free, and what is found with them as not certain.
MOST_WAYS = 96
#: So many states of conditions that cannot be judged together are told apart.
_MOST_STATES = 64
State = tuple[Mask, ...]
Kind_ = Literal["fixed", "condition", "all", "any", "not", "guard", "deemed", "same", "threshold"]


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the formula; ``below`` are places in the list of parts, the deeper ones first."""

    kind: Kind_
    below: tuple[int, ...] = ()
    #: The mask of a fixed part, the number of a condition, or the comparison of a threshold.
    number: int = 0
    comparison: tuple[str, bool, Value] | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Conditions that share facts, or one alone, and the states they can take.

    ``ways``: the state for each way the facts ``places`` turn out, by the number of the value each
    takes; () where the states are only what each condition alone can be. ``complete``: no other state
    is possible; ``possible``: each of these states is.
    """

    conditions: tuple[int, ...]
    places: tuple[Place, ...]
    states: tuple[State, ...]
    ways: tuple[tuple[tuple[int, ...], State], ...]
    complete: bool
    possible: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """The formula of clauses that hang together; ``roots`` are their parts."""

    parts: tuple[Part, ...]
    roots: tuple[tuple[Root, int], ...]
    masks: tuple[Mask, ...]
    together: tuple[Together, ...]
    #: For each condition to which of ``together`` it belongs.
    owner: tuple[int, ...]

    def values(self, masks: Sequence[Mask]) -> list[Mask]:
        """What every part comes to when the conditions have these masks."""
        found: list[Mask] = []
        for part in self.parts:
            below = [found[n] for n in part.below]
            match part.kind:
                case "fixed":
                    found.append(part.number)
                case "condition":
                    found.append(masks[part.number])
                case "all":
                    found.append(truth.all_of(below))
                case "any":
                    found.append(truth.any_of(below))
                case "not":
                    found.append(truth.negate(below[0]))
                case "guard":
                    found.append(truth.guard(below[0], below[1]))
                case "deemed":
                    found.append(truth.deemed(below[0], below[1]))
                case "same":
                    found.append(below[0])
                case "threshold":
                    assert part.comparison is not None
                    comparator, share, bound = part.comparison
                    decide = arithmetic.share_holds if share else arithmetic.count_holds
                    found.append(decide(comparator, bound, below))
        return found


def sketch(view: View, again: Callable[[Case], Values], roots: Sequence[Root]) -> Sketch:
    """The formula of some undecided clauses. ``again`` evaluates the case with other facts."""
    drawing = _Drawing(view)
    found = tuple((root, drawing.part(root.expr)) for root in roots)
    together = tuple(_joined(view, again, drawing.conditions))
    owner = [0] * len(drawing.conditions)
    for number, group in enumerate(together):
        for condition in group.conditions:
            owner[condition] = number
    masks = tuple(view.mask(c.expr) for c in drawing.conditions)
    return Sketch(tuple(drawing.parts), found, masks, together, tuple(owner))


@dataclass(frozen=True, slots=True)
class _Condition:
    expr: Expr
    places: frozenset[Place]
    #: Whether it reads a fact at two places within.
    knotted: bool


_CONNECTIVES: Mapping[Op, Kind_] = {
    Op.ALL: "all", Op.ANY: "any", Op.NOT: "not", Op.GUARD: "guard", Op.DEEMED: "deemed", Op.SPLIT: "same",
    Op.READING: "same", Op.THRESHOLD: "threshold",
}  # fmt: skip


@dataclass(slots=True)
class _Drawing:
    view: View
    parts: list[Part] = field(default_factory=list)
    conditions: list[_Condition] = field(default_factory=list)
    _known: dict[int, int] = field(default_factory=dict)

    def part(self, expr: Expr) -> int:
        """The place of the part an expression is; each is drawn once."""
        found = self._known.get(expr.number)
        if found is None:
            part = self._drawn(expr)
            self.parts.append(part)
            found = self._known[expr.number] = len(self.parts) - 1
        return found

    def _drawn(self, expr: Expr) -> Part:
        mask = self.view.mask(expr)
        if truth.decided(mask):
            return Part("fixed", number=mask)
        kind = _CONNECTIVES.get(expr.op)
        args = expr.args
        if kind == "threshold":
            bound = self.view.value(args[0])
            missing = Missing(self.view)
            missing.visit(args[0], NOBODY, "now", "")
            if missing.found:
                kind = None
            else:
                below = tuple(self.part(a) for a in args[1:])
                return Part("threshold", below, comparison=(str(expr.data[0]), bool(expr.data[1]), bound))
        if kind is None or any(a.type.kind is not Kind.YES_NO for a in args):
            return self._condition(expr)
        if expr.op is Op.READING:
            args = (adopted_branch(self.view, expr),)
        return Part(kind, tuple(self.part(a) for a in (args[:1] if kind == "same" else args)))

    def _condition(self, expr: Expr) -> Part:
        missing = Missing(self.view)
        missing.visit(expr, NOBODY, "now", "")
        self.conditions.append(_Condition(expr, frozenset(missing.found), missing.entangled))
        return Part("condition", number=len(self.conditions) - 1)


# ------------------------------------------------------------------ conditions that share facts
def _joined(
    view: View, again: Callable[[Case], Values], conditions: Sequence[_Condition]
) -> Iterator[Together]:
    groups: list[tuple[list[int], set[Place]]] = []
    for number, condition in enumerate(conditions):
        members, places = [number], set(condition.places)
        apart = []
        for group in groups:
            if places.isdisjoint(group[1]):
                apart.append(group)
            else:
                members, places = [*group[0], *members], places | group[1]
        groups = [*apart, (members, places)]
    for members, places in groups:
        of = [conditions[n] for n in members]
        ordered = tuple(p for p in _in_order(view, of) if p in places)
        judged = None
        if len(of) > 1 or of[0].knotted:
            judged = _judged(view, again, of, ordered)
        if judged is not None:
            ways, complete, possible = judged
            states = tuple(dict.fromkeys(state for _, state in ways))
            yield Together(tuple(members), ordered, states, tuple(ways), complete, possible)
            continue
        free = [tuple(_bits(view.mask(c.expr))) for c in of]
        states = tuple(state for state, _ in zip(product(*free), range(_MOST_STATES), strict=False))
        alone = len(of) == 1 and not of[0].knotted
        yield Together(tuple(members), ordered, states, (), len(of) == 1, alone)


def _in_order(view: View, conditions: Sequence[_Condition]) -> Iterator[Place]:
    missing = Missing(view)
    for condition in conditions:
        missing.visit(condition.expr, NOBODY, "now", "")
    yield from missing.found


def _judged(
    view: View, again: Callable[[Case], Values], conditions: Sequence[_Condition], places: Sequence[Place]
) -> tuple[list[tuple[tuple[int, ...], State]], bool, bool] | None:
    """The states of the conditions for each way their facts turn out, whether that is all of them, and
    whether each is possible; None where there are too many ways, or facts without such values."""
    below = tuple(nodes_below(c.expr for c in conditions))
    possible = True
    facts = [Fact.at(*place) for place in places]
    tried = [regions(view, below, fact) for fact in facts]
    number = 1
    for found in tried:
        number *= len(found.values)
    if not 0 < number <= MOST_WAYS:
        return None
    ways: list[tuple[tuple[int, ...], State]] = []
    complete = all(found.complete for found in tried)
    for chosen in product(*(range(len(found.values)) for found in tried)):
        case = view.case
        for fact, place, found in zip(facts, chosen, tried, strict=True):
            case = with_value(view.scheme, case, fact, replaced_by(found.values[place]))
        seen = replace(view, values=again(case), case=case)
        bits = [tuple(_bits(seen.mask(c.expr))) for c in conditions]
        states = list(product(*bits))
        complete = complete and len(states) == 1
        possible = possible and (len(states) == 1 or _apart(seen, conditions))
        ways += [(chosen, state) for state in states[:_MOST_STATES]]
    return ways, complete, possible


def _apart(view: View, conditions: Sequence[_Condition]) -> bool:
    """Whether what is still open of some conditions hangs on facts of their own."""
    known: set[Place] = set()
    for condition in conditions:
        missing = Missing(view)
        missing.visit(condition.expr, NOBODY, "now", "")
        if missing.entangled or not known.isdisjoint(missing.found):
            return False
        known |= set(missing.found)
    return True


def _bits(mask: Mask) -> Iterator[Mask]:
    yield from (bit for bit in (TRUE, FALSE, NOT_APPLICABLE) if mask & bit)
