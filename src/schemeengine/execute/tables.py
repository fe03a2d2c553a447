"""Decision tables: which rows are still possible, and what they say together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise, product
from math import prod

from schemeengine import truth
from schemeengine.execute import arithmetic, domain, joined_lists
from schemeengine.execute.domain import ANYTHING, NONE, Value
from schemeengine.ir.cells import ONE_SAYING, Cell, HitPolicy, narrowest, width
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import FALSE, TRUE, UNKNOWN, Mask
from schemeengine.truth import NOT_APPLICABLE as LEAVES


def look_up(
    rows: Sequence[tuple[Cell, ...]], keys: Sequence[Value], results: Sequence[Value],
    policy: HitPolicy, type_: Type,
) -> Value:  # fmt: skip
    """The value of a table for (perhaps unknown) keys under a hit policy.

    Under an unknown key the rows still possible are joined. Where there may be no row, so is what
    the policy says of that; a value that cannot be known makes the whole unknown.
    """
    masks, gap = _hits(rows, keys, policy)
    possible = [i for i, m in enumerate(masks) if m & TRUE]
    gap = not any(masks[i] == TRUE for i in possible) and (
        not possible or (gap and policy.no_row != "covered")
    )
    match policy.name:
        case "sum" | "greatest" | "least" | "count":
            return _collected(policy, masks, results, possible, gap)
        case "collect" | "rule_order" | "output_order":
            return _listed(masks, results, possible)
        case "first" | "priority":  # of priority the rows stand in order of their results' rank
            possible = _up_to_sure(masks, possible)
        case "unique" | "any" if policy.checked:  # rows that overlap were seen to agree
            possible = [i for i in possible if masks[i] == TRUE][:1] or possible
        case _:
            pass
    values = [results[i] for i in possible]
    contradict = policy.name in ONE_SAYING and not policy.checked and any(v != values[0] for v in values)
    if type_.kind is Kind.YES_NO:
        nothing = _NO_ROW_OF_CONDITION.get(policy.no_row, UNKNOWN)
        mask = UNKNOWN if contradict else nothing if gap else 0
        for v in values:
            mask |= (nothing if nothing != UNKNOWN else FALSE) if v is NONE else v
        return mask
    values += [ANYTHING] if contradict else [no_row(policy)] if gap else []
    return joined_lists.join_lists(values) if type_.kind is Kind.LIST else domain.join(values)


#: A condition that no row is for: what else a policy says of that leaves both possible.
_NO_ROW_OF_CONDITION = {"none": FALSE, "leaves": LEAVES}


def no_row(policy: HitPolicy) -> Value:
    """What a case comes to that hits no row: none where the scheme says so, else nothing that is known."""
    return NONE if policy.no_row == "none" else ANYTHING


def rows_hit(
    rows: Sequence[tuple[Cell, ...]], keys: Sequence[Value], policy: HitPolicy
) -> tuple[list[int], list[int]]:
    """The rows that surely count and those that may, by number: for the words of the trace."""
    masks, _ = _hits(rows, keys, policy)
    possible = [i for i, m in enumerate(masks) if m & TRUE]
    agreed = policy.name in ("unique", "any") and policy.checked
    if agreed or policy.name in ("first", "priority"):
        possible = _up_to_sure(masks, possible)
        if agreed and any(masks[i] == TRUE for i in possible):
            possible = [i for i in possible if masks[i] == TRUE][:1]
    return [i for i in possible if masks[i] == TRUE], possible


def _up_to_sure(masks: Sequence[Mask], possible: Sequence[int]) -> list[int]:
    """The possible rows up to the first that is surely hit: one of them is the first hit."""
    found: list[int] = []
    for i in possible:
        found.append(i)
        if masks[i] == TRUE:
            break
    return found


def _listed(masks: Sequence[Mask], results: Sequence[Value], possible: Sequence[int]) -> Value:
    """All results hit, in the order of the rows; those of doubtful rows may be missing."""
    if all(masks[i] == TRUE for i in possible):
        return tuple(results[i] for i in possible)
    return domain.Selection(
        tuple((results[i], TRUE if masks[i] == TRUE else truth.UNKNOWN) for i in possible)
    )


def _collected(
    policy: HitPolicy, masks: Sequence[Mask], results: Sequence[Value], possible: Sequence[int], gap: bool
) -> Value:
    """All rows hit, taken together. Of no row the number is 0; so is the sum, if nothing else is said."""
    kept = [
        results[i] if masks[i] == TRUE else domain.join([results[i], domain.NOT_APPLICABLE]) for i in possible
    ]
    if policy.name == "count":
        return domain.between(sum(1 for i in possible if masks[i] == TRUE), len(kept))
    if policy.name == "sum":
        found = arithmetic.total(kept)
        gap = gap and policy.no_row == "none"
    elif kept:
        found = arithmetic.extreme(kept, least=policy.name == "least")
    if not gap:
        return found
    return domain.join([found, no_row(policy)]) if possible else no_row(policy)


def _up_to_narrowest(rows: Sequence[tuple[Cell, ...]], masks: Sequence[Mask]) -> list[Mask]:
    """A special row beats a general one: rows that a surely hit, narrower row beats are not hit."""
    sure = [width(rows[i]) for i, m in enumerate(masks) if m == TRUE]
    best = min(sure, default=None)
    return [
        m if best is None or width(rows[i]) == best else FALSE if width(rows[i]) > best else m
        for i, m in enumerate(masks)
    ]


def key(value: Value, type_: Type) -> Value:
    """A key as cells are written: of a condition 1 (holds) or 2 (fails), whichever is possible."""
    if type_.kind is not Kind.YES_NO or not isinstance(value, int):
        return value
    if value in (TRUE, FALSE):
        return value
    states = frozenset(b for b in (TRUE, FALSE) if value & b)
    return domain.Approx(options=states, may_not_apply=bool(value & LEAVES))


# ------------------------------------------------------------------ keys not known
#: More cases than this are not looked through: a gap is then taken to be possible.
_MOST_CASES = 4096
_NO_SUCH_CODE = "\0"


def _hits(
    rows: Sequence[tuple[Cell, ...]], keys: Sequence[Value], policy: HitPolicy
) -> tuple[list[Mask], bool]:
    """Whether each row is hit, and whether there may be none: over every case the keys allow."""
    columns = [_tried(k, [row[i] for row in rows], i in policy.whole) for i, k in enumerate(keys)]
    sizes = [len(c) for c in columns if c is not None]
    if len(sizes) < len(columns) or prod(sizes) > _MOST_CASES:
        masks = [truth.all_of(cell_mask(c, k) for c, k in zip(row, keys, strict=True)) for row in rows]
        return (_up_to_narrowest(rows, masks) if policy.name == "narrowest" else masks), True
    if len(columns) == 1 and all(row[0][0] == "is" for row in rows):
        return _hits_of_codes([row[0][1] for row in rows], frozenset(columns[0] or ()))
    cases = list(product(*[c for c in columns if c is not None]))
    found = [[all(map(_fits, row, case)) for row in rows] for case in cases]
    if policy.name == "narrowest":
        found = [_only_narrowest(rows, case, hit) for case, hit in zip(cases, found, strict=True)]
    return [_over(case[i] for case in found) for i in range(len(rows))], not all(map(any, found))


def _only_narrowest(rows: Sequence[tuple[Cell, ...]], case: Sequence[Value], hit: list[bool]) -> list[bool]:
    kept = set(narrowest(rows, case, [i for i, h in enumerate(hit) if h]))
    return [i in kept for i in range(len(hit))]


def _hits_of_codes(rows: Sequence[frozenset[Value]], keys: frozenset[Value]) -> tuple[list[Mask], bool]:
    """The same for one column of codes, as of a catalogue, without trying all pairs."""
    masks = [(TRUE if row & keys else 0) | (0 if keys <= row else FALSE) for row in rows]
    return masks, not keys <= frozenset().union(*rows)


def _over(found: Iterable[bool]) -> Mask:
    mask = 0
    for hit in found:
        mask |= TRUE if hit else FALSE
    return mask


def _fits(cell: Cell, value: Value) -> bool:
    return value in cell[1] if cell[0] == "is" else cell_mask(cell, value) == TRUE


def _tried(key: Value, cells: Sequence[Cell], whole: bool) -> list[Value] | None:
    """One value for each class of values the cells of a column tell apart; None for too many."""
    stated = [NONE] if domain.may_be_none(key) else []
    stated += [domain.NOT_APPLICABLE] if domain.may_not_apply(key) else []
    if not domain.has_number(key):
        return stated
    if domain.is_duration(key):  # 365 days perhaps are a year: a case does not tell
        return None
    if domain.is_duration(key):  # thirty days are perhaps a month, perhaps not
        return None
    if domain.is_exact(key):
        return [key]
    if key is not None and key.options is not None:
        return [*key.options, *stated]
    edges = {e for c in cells for e in _edges(c)}
    if any(isinstance(e, str) for e in edges):
        return [*edges, _NO_SUCH_CODE, *stated]
    try:
        return [*_along(edges, domain.low(key), domain.high(key), whole), *stated]
    except (TypeError, OverflowError):  # lengths of time, or the end of the calendar
        return None


def _edges(cell: Cell) -> Iterable[Value]:
    """The values a cell names."""
    match cell[0]:
        case "any":
            return ()
        case "is" | "below":
            return tuple(cell[1])
        case "or" | "rest":
            return tuple(e for c in cell[1] for e in _edges(c))
        case _:
            return tuple(e for e in (cell[1], cell[3]) if e is not None)


def _along(edges: set[Value], lo: Value, hi: Value, whole: bool) -> list[Value]:
    """The edges between two bounds, a value between each two of them where there can be one, and one
    beyond either end."""
    ends = sorted(edges | {e for e in (lo, hi) if e is not None})
    if not ends:
        return [0]  # no cell tells any value from another
    one = timedelta(days=1) if isinstance(ends[0], date) else 1
    inner = [_between(a, b, whole) for a, b in pairwise(ends)]
    found = [ends[0] - one, *ends, *(v for v in inner if v is not None), ends[-1] + one]
    return [v for v in found if (lo is None or lo <= v) and (hi is None or v <= hi)]


def _between(a: Value, b: Value, whole: bool) -> Value:
    """A value between two others; None if there is none."""
    if isinstance(a, date):
        middle: Value = a + (timedelta(minutes=1) if isinstance(a, datetime) else timedelta(days=1))
    else:
        middle = a // 1 + 1 if whole else Fraction(a + b) / 2
    return middle if a < middle < b else None


def cell_mask(cell: Cell, key: Value) -> Mask:
    """Whether a key falls into a cell."""
    match cell[0]:
        case "any":
            return TRUE
        case "is":
            return truth.any_of(domain.compare("=", key, v) for v in cell[1])
        case "below":
            return domain.begins_with(key, cell[1])
        case "or":
            return truth.any_of(cell_mask(c, key) for c in cell[1])
        case "rest":
            return truth.negate(truth.any_of(cell_mask(c, key) for c in cell[1]))
        case _:
            _, lo, lo_in, hi, hi_in = cell
            above = TRUE if lo is None else domain.compare(">=" if lo_in else ">", key, lo)
            below = TRUE if hi is None else domain.compare("<=" if hi_in else "<", key, hi)
            return truth.all_of((above, below))
