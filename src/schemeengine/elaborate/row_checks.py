"""What can be said of a table's rows before any case: overlaps, ties and gaps.

Exact over the finitely many classes of cases that the cells distinguish, where there are not too
many of them. Where there are, it is said (M107), and each case is looked at when it comes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

from schemeengine.diagnostics import codes_computing
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.key_cells import hits
from schemeengine.elaborate.key_classes import Limits, as_lengths, classes, limits_of, shown
from schemeengine.elaborate.key_domain import whole
from schemeengine.ir.cells import ONE_ROW, ONE_SAYING, Cell, HitPolicy, NoRow, code_length, narrowest
from schemeengine.ir.expr import Expr
from schemeengine.ir.types import Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.source import Span

_MOST_PLACES = 100_000
#: Policies under which a case without a row is a gap. Of the others no row makes an empty list, or 0.
_NEEDS_ROW = ONE_ROW | {"greatest", "least"}
#: Result columns by name: one expression a row, and their type.
Results = dict[str, tuple[tuple[Expr, ...], Type]]
Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rows leave open: a case that none is for, two that contradict each other.

    ``whole`` is False where there are too many cases to look at each of them.
    """

    gap: tuple[Hashable, ...] | None = None
    rivals: tuple[int, int] | None = None
    whole: bool = True


def look_through(
    el: Elaborator, keys: Sequence[Expr], cells: Rows, policy: str, agree: Callable[[list[int]], bool]
) -> Seen:
    """Every case the cells tell apart. ``agree``: whether rows, by number, say the same."""
    if policy not in _NEEDS_ROW:
        return Seen()
    rows = [
        tuple(as_lengths(c) if k.type.kind is Kind.DURATION else c for c, k in zip(row, keys, strict=True))
        for row in cells
    ]
    columns = [_told_apart([row[i] for row in rows], k, limits_of(el, k)) for i, k in enumerate(keys)]
    search = _Search(rows, columns, policy, agree)
    try:
        search.below((), (1 << len(rows)) - 1)
    except _TooMuch:
        return Seen(search.gap, search.rivals, whole=False)
    return Seen(search.gap, search.rivals)


#: A class of values of one key: one of them, the rows whose cells take it (as bits), and how much of a
#: code each of these names.
_Class = tuple[Hashable, int, tuple[int, ...]]


def _told_apart(column: Sequence[Cell], key: Expr, limits: Limits) -> list[_Class]:
    """The classes of a column's values: those that the same cells take are one."""
    found: dict[tuple[int, tuple[int, ...]], Hashable] = {}
    for value in classes(column, key, limits):
        taken = sum(1 << n for n, cell in enumerate(column) if hits(cell, value))
        found.setdefault((taken, tuple(code_length(cell, value) for cell in column)), value)
    return [(value, taken, lengths) for (taken, lengths), value in found.items()]


class _TooMuch(Exception):
    """There are more cases than can be looked at."""


@dataclass(slots=True)
class _Search:
    """Key by key, with the rows that are still hit; what is left to see hangs on these alone."""

    rows: Sequence[tuple[Cell, ...]]
    columns: Sequence[Sequence[_Class]]
    policy: str
    agree: Callable[[list[int]], bool]
    gap: tuple[Hashable, ...] | None = None
    rivals: tuple[int, int] | None = None
    _seen: set[tuple[Hashable, ...]] = field(default_factory=set)

    def below(self, case: tuple[_Class, ...], hit: int) -> None:
        """All cases that begin with these classes of the first keys."""
        place = (len(case), hit, *(c[2] for c in case if any(c[2])))
        if place in self._seen or self.rivals is not None:
            return
        self._seen.add(place)
        if len(self._seen) > _MOST_PLACES:
            raise _TooMuch
        if not hit:
            rest = [column[0] for column in self.columns[len(case) :]]
            self.gap = self.gap or tuple(value for value, _, _ in (*case, *rest))
        elif len(case) == len(self.columns):
            self.rivals = self._rivals([n for n in range(len(self.rows)) if hit >> n & 1], case)
        else:
            for one in self.columns[len(case)]:
                self.below((*case, one), hit & one[1])

    def _rivals(self, hit: list[int], case: tuple[_Class, ...]) -> tuple[int, int] | None:
        """The first two of the rows that would have to agree on a case and do not."""
        if self.policy == "narrowest" and len(hit) > 1:
            hit = narrowest(self.rows, [value for value, _, _ in case], hit)
        elif self.policy not in ONE_SAYING:
            return None
        if len(hit) < 2 or (self.policy != "unique" and self.agree(hit)):
            return None
        return hit[0], hit[1]


def check_rows(
    el: Elaborator, node: NodeDoc, places: Sequence[Span], keys: tuple[Expr, ...], cells: Rows, policy: str,
    results: Results,
) -> HitPolicy:  # fmt: skip
    """Report two rows that say different things of one case, and a case of which none says anything."""

    def agree(rows: list[int]) -> bool:
        return all(len({exprs[r].number for r in rows}) == 1 for exprs, _ in results.values())

    said = node.modifier("if_none") is not None
    seen = look_through(el, keys, cells, policy, agree)
    head = node.head_key.span if node.head_key is not None else node.span
    if seen.rivals is not None:
        first, second = seen.rivals
        el.problems.add(codes.TABLE_OVERLAP, places[second], first=first + 1, second=second + 1)
    elif not said:
        report_gap(el, seen, keys, head)
    if not seen.whole:
        el.problems.add(codes_computing.TABLE_TOO_LARGE, head)
    no_row: NoRow = "none" if said else "covered" if seen.whole else "unknown"
    return HitPolicy(policy, no_row, seen.whole, whole_keys(keys))


def whole_keys(keys: Sequence[Expr]) -> frozenset[int]:
    return frozenset(n for n, k in enumerate(keys) if whole(k))


def report_gap(el: Elaborator, seen: Seen, keys: Sequence[Expr], span: Span) -> None:
    if seen.gap is not None:
        found = {f"case_{lang}": shown(seen.gap, keys, lang) for lang in ("ja", "en")}
        el.problems.add(codes.TABLE_GAP, span, **found)


def asked_otherwise(el: Elaborator, column: Expr, keys: Sequence[Expr], span: Span) -> HitPolicy:
    """The policy of a table that is looked up by other keys: what they can be has to be covered, too."""
    rows, width, policy = column.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    assert isinstance(policy, HitPolicy)
    results = column.args[width:]
    seen = look_through(el, keys, rows, policy.name, lambda hit: len({results[r].number for r in hit}) == 1)
    if policy.no_row in ("none", "leaves"):
        return replace(policy, checked=seen.whole and seen.rivals is None, whole=whole_keys(keys))
    report_gap(el, seen, keys, span)
    no_row: NoRow = "covered" if seen.whole and seen.gap is None else "unknown"
    return HitPolicy(policy.name, no_row, seen.whole and seen.rivals is None, whole_keys(keys))
