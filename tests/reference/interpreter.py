"""The executable specification: what an expression means when every fact is known.

Two-valued logic plus "does not apply", whole numbers and fractions, days one by one. It knows
nothing of missing facts, bounds or networks, so that what the engine makes of those can be judged
by it. Where even a complete case has no answer (a percentage of nothing, a division by zero, a
day that has not come), it asks ``guess`` for one and notes that it did: any answer would be right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from tests.reference.values import day, extreme, lengths, members, total, value

from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Duration, Interval, Stated

#: True, False, NA for clauses; numbers, days, codes, tuples, NONE, NOT_YET, NA for the others.
Answer = Any
NA, NONE, NOT_YET = Stated.NOT_APPLICABLE, Stated.NONE, Stated.NOT_YET
_WITHOUT = (NONE, NA, NOT_YET)


class Specification:
    """Answers expressions on one complete case. ``guessed`` tells whether ``guess`` was asked."""

    def __init__(
        self, values: Mapping[Address, Answer], readings: Mapping[Address, str],
        guess: Callable[[Expr, str], Answer],
    ) -> None:  # fmt: skip
        self.values, self.readings, self.guess = values, readings, guess
        self.guessed = False

    def answer(self, e: Expr, env: Mapping[int, Answer]) -> Answer:
        """What a node comes to, with the members bound to the iteration variables around it."""
        match e.op:
            case Op.CONST | Op.INPUT | Op.VAR | Op.FIELD:
                return self.leaf(e, env)
            case Op.EVERY | Op.SOME | Op.THRESHOLD_EACH | Op.SUM_EACH | Op.LEAST_EACH \
                    | Op.GREATEST_EACH | Op.DISTINCT | Op.SELECT:  # fmt: skip
                return self.over_members(e, env)
            case Op.CASE | Op.CHOOSE | Op.READING | Op.TABLE | Op.DATED:
                return self.chosen(e, env)
            case Op.GUARD:
                return self.answer(e.args[1], env) if self.answer(e.args[0], env) is True else NA
            case Op.DEEMED:
                return True if self.answer(e.args[0], env) is True else self.answer(e.args[1], env)
            case Op.IF_NONE:
                found = self.answer(e.args[0], env)
                return self.answer(e.args[1], env) if found in (NONE, NA) else found
            case Op.PERIOD:
                first, last = (None if a.data == (None,) else self.answer(a, env) for a in e.args)
                return Interval(first, last)
            case _:
                pass
        args = [self.answer(a, env) for a in e.args]
        found = clause(e, args) if e.type.kind is Kind.YES_NO else value(e, args)
        return self.no_answer(e, env) if found is None else found

    def no_answer(self, e: Expr, env: Mapping[int, Answer]) -> Answer:
        self.guessed = True
        return self.guess(e, repr(sorted(env.items())))

    def leaf(self, e: Expr, env: Mapping[int, Answer]) -> Answer:
        data: Any = e.data
        match e.op:
            case Op.CONST:
                found = data[0]
            case Op.INPUT:
                found = self.values.get(data[0])
            case Op.VAR:
                found = env[data[0]]
            case _:
                record = self.answer(e.args[0], env)
                none = False if e.type.kind is Kind.YES_NO else NONE
                found = record[data[0]] if isinstance(record, tuple) else none
        return found == 1 if e.type.kind is Kind.YES_NO else found  # a dossier writes 1 and 2

    # -- lists: members for which the condition does not hold, or does not apply, are not in it
    def over_members(self, e: Expr, env: Mapping[int, Answer]) -> Answer:
        each = e.op is Op.THRESHOLD_EACH
        coll, where, *body = e.args[1:] if each else e.args
        level: Any = e.data[-1]
        inner = [{**env, level: m} for m in members(self.answer(coll, env))]
        inner = [n for n in inner if self.answer(where, n) is True]
        if e.op is Op.SELECT:
            return tuple(n[level] for n in inner)
        found = [self.answer(body[0], n) for n in inner]
        match e.op:
            case Op.EVERY:
                return all_hold(found)
            case Op.SOME:
                return any_holds(found)
            case Op.SUM_EACH:
                return total(found)
            case Op.LEAST_EACH | Op.GREATEST_EACH:
                return extreme(min if e.op is Op.LEAST_EACH else max, found)
            case Op.DISTINCT:
                pooled = [v for f in found for v in (members(f) if isinstance(f, tuple) else (f,))]
                return len({v for v in pooled if v not in _WITHOUT})
            case _:
                pass
        held = threshold(e, self.answer(e.args[0], env), found)
        return self.no_answer(e, env) if held is None else held

    # -- choices
    def chosen(self, e: Expr, env: Mapping[int, Answer]) -> Answer:
        data: Any = e.data
        nothing = False if e.type.kind is Kind.YES_NO else NONE
        match e.op:
            case Op.CASE:
                selector = self.answer(e.args[0], env)
                for codes, branch in zip(data[0], e.args[1:], strict=False):
                    if selector in codes:
                        return self.answer(branch, env)
                return self.answer(e.args[-1], env) if data[1] else nothing
            case Op.CHOOSE:
                for condition, branch in zip(e.args[:-1:2], e.args[1::2], strict=True):
                    if self.answer(condition, env) is True:
                        return self.answer(branch, env)
                return self.answer(e.args[-1], env)
            case Op.READING:
                choice = self.readings.get(data[0], data[2])
                return self.answer(e.args[data[1].index(choice)], env)
            case Op.DATED:
                day = self.answer(e.args[0], env)
                past = [i for i, d in enumerate(data[0]) if day not in _WITHOUT and d <= day]
                return self.answer(e.args[1 + past[-1]], env) if past else self.no_answer(e, env)
            case _:
                pass
        rows, width, hits = data
        policy = hits.name
        keys = [self.answer(a, env) for a in e.args[:width]]
        keys = [{True: 1, False: 2}[k] if isinstance(k, bool) else k for k in keys]
        hit = [i for i, row in enumerate(rows) if all(map(in_cell, row, keys))]
        if policy == "narrowest" and hit:  # the fewest cells that anything (or the rest) fits
            hit = narrowest(rows, keys, hit) if not hits.checked else [min(hit, key=lambda i: (
                general(rows[i]), -sum(map(code_length, rows[i], keys))))]  # fmt: skip
        found = [self.answer(e.args[width + i], env) for i in hit]
        nothing = {"none": nothing, "leaves": NA}.get(hits.no_row, nothing)
        if hits.no_row == "leaves":
            found = [NA if f is NONE else f for f in found]
        match policy:
            case "sum" if not found and hits.no_row == "none":
                return NONE
            case "sum":
                return total(found)
            case "count":
                return len(found)
            case "collect" | "rule_order" | "output_order":
                return tuple(found)
            case "least" | "greatest" if found:
                return extreme(min if policy == "least" else max, found)
        contradicts = not hits.checked and policy in ("unique", "any", "narrowest")
        if (contradicts and any(f != found[0] for f in found)) or (not found and hits.no_row == "unknown"):
            return self.no_answer(e, env)
        return found[0] if found else nothing


def general(row: tuple[Any, ...]) -> list[int]:
    """How general a row is: the cells that anything fits, then those that the rest does."""
    return [[c[0] for c in row].count(k) for k in ("any", "rest")]


def narrowest(rows: Any, keys: list[Answer], hit: list[int]) -> list[int]:
    """The least general rows, without those whose codes are nowhere longer and somewhere shorter."""
    least = min(general(rows[i]) for i in hit)
    lengths = {i: tuple(map(code_length, rows[i], keys)) for i in hit if general(rows[i]) == least}
    return [i for i, own in lengths.items()
            if not any(o != own and all(map(int.__ge__, o, own)) for o in lengths.values())]  # fmt: skip


def clause(e: Expr, args: list[Answer]) -> Answer:
    """A yes/no node over its answered operands; None where there is no answer."""
    match e.op:
        case Op.ALL:
            return all_hold(args)
        case Op.ANY:
            return any_holds(args)
        case Op.NOT:
            return NA if args[0] is NA else not args[0]
        case Op.SPLIT:
            return args[0]
        case Op.COMPARE:
            return compare(str(e.data[0]), args[0], args[1])
        case Op.MEMBER:
            return args[0] in e.data[0]  # type: ignore[operator]
        case Op.INCLUDES:
            listed: Any = e.data[0]
            fits: Any = str.startswith if bool(e.data[1]) else str.__eq__
            found = members(args[0]) if e.args[0].type.kind is Kind.LIST else (args[0],)
            return any(fits(m, c) for m in found if m not in _WITHOUT for c in listed)
        case Op.WITHIN:
            return within(args[0], args[1])
        case Op.IS_NONE:
            return args[0] is NONE or args[0] == ()
        case Op.HAPPENED:
            return compare("<=", args[0], args[1])
        case Op.RECORDED:
            return None if args[0] is None else True
        case Op.DECIDED:  # a power to refuse that was not used was not used
            unused = False if e.data[0] == "to_refuse" else None
            return unused if args[0] is None else args[0].decision
        case _:
            pass
    return threshold(e, args[0], args[1:])


def all_hold(parts: list[Answer]) -> bool:
    return all(p for p in parts if p is not NA)


def any_holds(parts: list[Answer]) -> bool:
    return any(p for p in parts if p is not NA)


def threshold(e: Expr, bound: Answer, parts: list[Answer]) -> Answer:
    """A count or share of those that apply; a share of nothing has no answer."""
    signs = {"at_least": ">=", "at_most": "<=", "exactly": "=", "more_than": ">", "fewer_than": "<"}
    apply = [p for p in parts if p is not NA]
    if bool(e.data[1]):
        if not apply:
            return None
        bound = NONE if bound in _WITHOUT else bound * len(apply)
    return compare(signs[str(e.data[0])], sum(apply), bound)


def compare(op: str, a: Answer, b: Answer) -> Answer:
    if a in _WITHOUT or b in _WITHOUT:
        return False  # against "none" every comparison fails
    if isinstance(a, Duration):
        found = {compare(op, *pair) for pair in lengths(a, b)}
        return found.pop() if len(found) == 1 else None  # it hangs on which months are meant
    if isinstance(a, datetime) != isinstance(b, datetime):
        a, b = day(a), day(b)  # beside a day a time counts by its day
    return bool({"=": a == b, "<": op != "=" and a < b, "<=": op != "=" and a <= b,
                 ">": op != "=" and b < a, ">=": op != "=" and b <= a}[op])  # fmt: skip


def within(when: Answer, period: Answer) -> bool:
    """A day as a bound covers its whole day, a time its whole minute."""
    if when in _WITHOUT or period in _WITHOUT or {period.first, period.last} & {NONE, NA, NOT_YET}:
        return False
    first, last = period.first, period.last
    if not isinstance(when, datetime):
        first, last = day(first), day(last)
    if isinstance(when, datetime):
        first = first and (first if isinstance(first, datetime) else datetime.combine(first, time.min))
        last = last and (last.replace(second=59, microsecond=999999) if isinstance(last, datetime)
                         else datetime.combine(last, time.max))  # fmt: skip
    return bool((first is None or first <= when) and (last is None or when <= last))


def in_cell(cell: Any, key: Answer) -> bool:
    match cell[0]:
        case "any":
            return True
        case "is":
            return any(compare("=", key, v) for v in cell[1])
        case "below":
            return code_length(cell, key) > 0
        case "or":
            return any(in_cell(c, key) for c in cell[1])
        case "rest":
            return not any(in_cell(c, key) for c in cell[1])
        case _:
            pass
    _, lo, lo_in, hi, hi_in = cell
    above = lo is None or compare(">=" if lo_in else ">", key, lo)
    return above and (hi is None or compare("<=" if hi_in else "<", key, hi))


def code_length(cell: Any, key: Answer) -> int:
    """How long the code is that a cell names above a code."""
    codes = cell[1] if cell[0] == "below" and isinstance(key, str) else ()
    return max((len(c) for c in codes if key.startswith(c)), default=0)
