"""Conditions of the short function: Kleene's connectives are Python's where nothing is unknown."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.execute.compiled.exact.values import branches, case_text, compared
from schemeengine.execute.compiled.exact.writer import (
    LEAVES,
    Rule,
    Short,
    both,
    either,
    negated,
)
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind

_COUNTED = {"at_least": ">=", "at_most": "<=", "exactly": "==", "more_than": ">", "fewer_than": "<"}


# ------------------------------------------------------------------ connectives
def all_of(w: Short, e: Expr) -> str:
    return both([negated(w.fails(p)) if w.shape.leaves(p) else w.holds(p) for p in e.args])


def any_of(w: Short, e: Expr) -> str:
    return either([w.holds(p) for p in e.args])


def not_holds(w: Short, e: Expr) -> str:
    return w.fails(e.args[0])


def not_fails(w: Short, e: Expr) -> str:
    return w.holds(e.args[0])


def not_mask(w: Short, e: Expr) -> str:
    return f"(0, 2, 1, 0, 4)[{w.mask(e.args[0])}]"


def guard_holds(w: Short, e: Expr) -> str:
    return both([w.holds(a) for a in e.args])


def guard_fails(w: Short, e: Expr) -> str:
    return both([w.holds(e.args[0]), w.fails(e.args[1])])


def guard_mask(w: Short, e: Expr) -> str:
    return chosen(w.holds(e.args[0]), w.mask(e.args[1]), LEAVES)


def deemed_holds(w: Short, e: Expr) -> str:
    return either([w.holds(a) for a in e.args])


def deemed_fails(w: Short, e: Expr) -> str:
    return both([negated(w.holds(e.args[0])), w.fails(e.args[1])])


def deemed_mask(w: Short, e: Expr) -> str:
    return chosen(w.holds(e.args[0]), "1", w.mask(e.args[1]))


def chosen(condition: str, first: str, second: str) -> str:
    if condition in ("True", "False"):
        return first if condition == "True" else second
    return f"({first} if {condition} else {second})"


# ------------------------------------------------------------------ leaves
def leaf(w: Short, e: Expr) -> str:
    return w.value(e) if e.type.kind is not Kind.YES_NO else w.rules.values[e.op](w, e)


def compare(w: Short, e: Expr) -> str:
    return compared(w, str(e.data[0]), *e.args)


def member(w: Short, e: Expr) -> str:
    return f"({w.value(e.args[0])} in {w.pool.constant(e.data[0])})"


def includes(w: Short, e: Expr) -> str:
    codes, by_prefix = e.data
    assert isinstance(codes, frozenset)
    if not bool(by_prefix):
        return f"(not {w.pool.constant(codes)}.isdisjoint({w.value(e.args[0])}))"
    source, n = w.value(e.args[0]), e.number
    if e.args[0].type.kind is not Kind.LIST:
        w.line(f"i{n} = {source}")
        return f"(type(i{n}) is str and i{n}.startswith({w.pool.constant(tuple(codes))}))"
    w.line(f"v{n} = False")
    with w.block(f"for i{n} in {source}:"), w.block(f"if i{n}.startswith({w.pool.constant(tuple(codes))}):"):
        w.line(f"v{n} = True")
        w.line("break")
    return f"v{n}"


def within(w: Short, e: Expr) -> str:
    """Plain days only: a day beside a time raises TypeError, and the general function takes over."""
    day, period = (w.at(a) for a in e.args)
    x = w.value(day)
    if day.type.kind not in (Kind.DATE, Kind.EVENT):
        whole = period.number not in w.shape.fixed and period.op is Op.PERIOD
        stretch = w.rules.values[Op.PERIOD](w, period) if whole else w.value(period)
        return f"(STATE(WITHIN({x}, {stretch})) == 1)"
    if period.number not in w.shape.fixed and period.op is Op.PERIOD:
        first, last = (w.value(a) for a in period.args)
        return f"({first} <= {x} <= {last})"
    name = w.value(period)
    name = w.named(name, e, "p")
    return f"({name}.first <= {x} <= {name}.last)"


def is_none(w: Short, e: Expr) -> str:
    found = w.at(e.args[0])
    if found.type.kind is Kind.LIST:
        name = w.named(w.value(found), e)
        return f"({name} == NONE or not {name})"
    if found.type.kind in (Kind.YES_NO, Kind.RECORD, Kind.JUDGMENT):
        return "DOUBT()"
    return f"({w.value(found)} == NONE)"


def happened(w: Short, e: Expr) -> str:
    event, as_of = (w.value(a) for a in e.args)
    if not w.shape.stated(e.args[0]):
        return f"({event} <= {as_of})"
    event = w.named(event, e, "e")
    return f"({event} != NOT_YET and {event} <= {as_of})"


def recorded(w: Short, e: Expr) -> str:
    return judged(w, e.args[0], "recorded")


def decided(w: Short, e: Expr) -> str:
    return judged(w, e.args[0], "decided to_refuse" if e.data[0] == "to_refuse" else "decided")


def judged(w: Short, judgment: Expr, view: str) -> str:
    """A judgment is kept as the truth that is asked of it."""
    judgment = w.at(judgment)
    if judgment.number in w.shape.fixed:
        return "DOUBT()"
    if w.shape.is_leaf(judgment):
        return w.slots.slot(judgment, view)
    if judgment.op is not Op.FIELD:
        return "DOUBT()"
    base = judgment.args[0]
    return f"{w.value(base)}[{w.slots.place(base.type, judgment.index, judgment.type, view)}]"


# ------------------------------------------------------------------ counts of parts
def threshold(w: Short, e: Expr) -> str:
    """A count or share of parts written one by one."""
    bound, *parts = e.args
    if not bool(e.data[1]):
        held = f"({', '.join(w.holds(p) for p in parts)},).count(True)" if parts else "0"
        return f"({held} {_COUNTED[str(e.data[0])]} {w.value(bound)})"
    masks = f"({', '.join(w.mask(p) for p in parts)},)" if parts else "()"
    w.line(f"c{e.number} = {masks}")
    w.line(f"n{e.number} = c{e.number}.count(1)")
    w.line(f"f{e.number} = c{e.number}.count(2)")
    return share_text(w, e, bound, f"n{e.number}", f"f{e.number}")


def share_text(w: Short, e: Expr, bound: Expr, held: str, failed: str) -> str:
    """Whether held / (held + failed) stands in the relation; a share of nothing is in doubt."""
    share = w.shape.share(bound)
    if share is None or not 0 <= share[0] <= share[1]:
        return "DOUBT()"
    n, d = share
    left, right = (w.pool.constant(i) for i in (d - n, n))
    sign = _COUNTED[str(e.data[0])]
    return f"({held} * {left} {sign} {failed} * {right} if {held} or {failed} else DOUBT())"


def count_text(w: Short, e: Expr, bound: Expr, number: str) -> str:
    return f"({number} {_COUNTED[str(e.data[0])]} {w.value(bound)})"


# ------------------------------------------------------------------ choices between conditions
def case_holds(w: Short, e: Expr) -> str:
    return case_text(w, e, w.holds, "False")


def case_fails(w: Short, e: Expr) -> str:
    return case_text(w, e, w.fails, "True")


def case_mask(w: Short, e: Expr) -> str:
    return case_text(w, e, w.mask, "2")


def choose_holds(w: Short, e: Expr) -> str:
    return branches(w, e, w.holds)


def choose_fails(w: Short, e: Expr) -> str:
    return branches(w, e, w.fails)


def choose_mask(w: Short, e: Expr) -> str:
    return branches(w, e, w.mask)


def if_none_mask(w: Short, e: Expr) -> str:
    found, otherwise = e.args
    if not w.shape.leaves(found):
        return w.mask(found)
    w.line(f"g{e.number} = {w.mask(found)}")
    return f"({w.mask(otherwise)} if g{e.number} == 4 else g{e.number})"


def if_none_holds(w: Short, e: Expr) -> str:
    if not w.shape.leaves(e.args[0]):
        return w.holds(e.args[0])
    return f"({if_none_mask(w, e)} == 1)"


def if_none_fails(w: Short, e: Expr) -> str:
    return f"({if_none_mask(w, e)} == 2)"


HOLDS: Mapping[Op, Rule] = {
    Op.INPUT: leaf, Op.VAR: leaf, Op.FIELD: leaf,
    Op.ALL: all_of, Op.ANY: any_of, Op.NOT: not_holds, Op.GUARD: guard_holds, Op.DEEMED: deemed_holds,
    Op.COMPARE: compare, Op.MEMBER: member, Op.INCLUDES: includes, Op.WITHIN: within,
    Op.IS_NONE: is_none, Op.HAPPENED: happened, Op.RECORDED: recorded, Op.DECIDED: decided,
    Op.THRESHOLD: threshold, Op.CASE: case_holds, Op.CHOOSE: choose_holds, Op.IF_NONE: if_none_holds,
}  # fmt: skip
FAILS: Mapping[Op, Rule] = {
    Op.NOT: not_fails, Op.GUARD: guard_fails, Op.DEEMED: deemed_fails, Op.CASE: case_fails,
    Op.CHOOSE: choose_fails, Op.IF_NONE: if_none_fails,
}  # fmt: skip
MASKS: Mapping[Op, Rule] = {
    Op.NOT: not_mask, Op.GUARD: guard_mask, Op.DEEMED: deemed_mask, Op.CASE: case_mask,
    Op.CHOOSE: choose_mask, Op.IF_NONE: if_none_mask,
}  # fmt: skip
