"""Conditions as bit masks: the connectives of :mod:`schemeengine.truth` written out inline.

Masks are 1 (holds), 2 (fails), 4 (does not apply) and their unions, never 0. Only a guarded
condition can have the 4; where none can, ``all`` is an "and" of the ones and an "or" of the twos.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from schemeengine.execute.compiled.comparisons import both, compare, is_exactly
from schemeengine.execute.compiled.counting import threshold
from schemeengine.execute.compiled.writer import Rule, Writer
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Interval

#: Parts of one line; a longer chain would nest the parser too deeply.
_PARTS = 24


def all_of(w: Writer, e: Expr) -> None:
    _joined(w, e, "1", "2")


def any_of(w: Writer, e: Expr) -> None:
    _joined(w, e, "2", "1")


def _joined(w: Writer, e: Expr, every: str, some: str) -> None:
    """The mask ``every`` is left where all parts have it, ``some`` where one has: all and any are
    each other's mirror image."""
    ands = [w.value(p) if not w.leaves(p) else _or_leaves(w.value(p), int(some)) for p in e.args]
    ors = [w.value(p) for p in e.args]
    if len(e.args) == 1 and not w.leaves(e.args[0]):
        w.line(f"v{e.number} = {ors[0]}")
    elif not e.args:
        w.line(f"v{e.number} = {every}")
    elif len(ands) <= _PARTS:
        w.line(f"v{e.number} = {' & '.join(ands)} & {every} | ({' | '.join(ors)}) & {some}")
    else:
        _long(w, e, ands, ors)
        w.line(f"v{e.number} = h{e.number} & {every} | f{e.number} & {some}")


def _or_leaves(name: str, shift: int) -> str:
    """A part that may leave counts as holding (``all``) or failing (``any``) when it leaves."""
    return f"({name} | {name} >> {shift})"


def _long(w: Writer, e: Expr, ands: list[str], ors: list[str]) -> None:
    w.line(f"h{e.number} = 7")
    w.line(f"f{e.number} = 0")
    for start in range(0, len(ands), _PARTS):
        w.line(f"h{e.number} &= {' & '.join(ands[start : start + _PARTS])}")
        w.line(f"f{e.number} |= {' | '.join(ors[start : start + _PARTS])}")


def negation(w: Writer, e: Expr) -> None:
    turned = "(0, 2, 1, 3, 4, 6, 5, 7)" if w.leaves(e.args[0]) else "(0, 2, 1, 3)"
    w.line(f"v{e.number} = {turned}[{w.value(e.args[0])}]")


def guard(w: Writer, e: Expr) -> None:
    condition = w.value(e.args[0])
    if e.type.kind is Kind.YES_NO:
        maybe, never = "{body} | 4", "4"
    else:
        join = "JOIN_LISTS" if e.type.kind is Kind.LIST else "JOIN"
        maybe, never = join + "(({body}, NOT_APPLICABLE))", "NOT_APPLICABLE"
    with w.block(f"if {condition} & 1:"):
        body = w.value(e.args[1])
        w.line(f"v{e.number} = {body} if {condition} == 1 else {maybe.format(body=body)}")
    w.line("else:")
    w.line(f"    v{e.number} = {never}")


def deemed(w: Writer, e: Expr) -> None:
    condition = w.value(e.args[0])
    with w.block(f"if {condition} != 1:"):
        body = w.value(e.args[1])
        w.line(f"v{e.number} = {body} | 1 if {condition} & 1 else {body}")
    w.line("else:")
    w.line(f"    v{e.number} = 1")


def member(w: Writer, e: Expr) -> None:
    x, codes = w.value(e.args[0]), w.pool.constant(e.data[0])
    w.line(f"v{e.number} = (1 if {x} in {codes} else 2) if type({x}) is str else MEMBER({x}, {codes})")


def includes(w: Writer, e: Expr) -> None:
    codes, by_prefix = e.data
    assert isinstance(codes, frozenset)
    x, n = w.value(e.args[0]), e.number
    if e.args[0].type.kind is not Kind.LIST:
        hit = f"{x}.startswith({w.pool.constant(tuple(codes))})"
        w.line(f"v{n} = (1 if {hit} else 2) if type({x}) is str else {w.rest(e)}")
        return
    hit = f"i{n}.startswith({w.pool.constant(tuple(codes))})"
    if not bool(by_prefix):
        hit = f"i{n} in {w.pool.constant(codes)}"
    with w.block(f"if type({x}) is tuple:"):
        w.line(f"v{n} = 2")
        with w.block(f"for i{n} in {x}:"):
            with w.block(f"if type(i{n}) is not str:"):
                w.line(f"v{n} = {w.rest(e)}")
                w.line("break")
            with w.block(f"elif {hit}:"):
                w.line(f"v{n} = 1")
                w.line("break")
    with w.block("else:"):
        w.line(f"v{n} = {w.rest(e)}")


def within(w: Writer, e: Expr) -> None:
    day, interval = (w.value(a) for a in e.args)
    exact = f"type({interval}) is INTERVAL"
    ends = f"type({interval}.first) is DATE and type({interval}.last) is DATE"
    if w.is_fixed(e.args[1]):
        period = w.fixed(e.args[1])
        plain = type(period) is Interval and type(period.first) is type(period.last) is date
        exact = ends = "" if plain else "False"
    open_ends = f"{interval}.first is ANYTHING is {interval}.last"
    unknown = both(f"{day} is ANYTHING", exact, ends)
    if not w.is_fixed(e.args[1]):
        unknown = f"{unknown} or {interval} is ANYTHING"
        unknown += f" or {both(f'({day} is ANYTHING or type({day}) is DATE)', exact, open_ends)}"
    w.line(
        f"v{e.number} = (1 if {interval}.first <= {day} <= {interval}.last else 2)"
        f" if {both(f'type({day}) is DATE', exact, ends)}"
        f" else 3 if {unknown} else WITHIN({day}, {interval})"
    )


def is_none(w: Writer, e: Expr) -> None:
    x = w.value(e.args[0])
    w.line(
        f"v{e.number} = (2 if {x} else 1) if type({x}) is tuple else 1 if {x} is NONE"
        f" else 3 if {x} is None or {x} is ANYTHING"
        f" else {w.rest(e)} if type({x}) is APPROX or type({x}) is SELECTION else 2"
    )


def happened(w: Writer, e: Expr) -> None:
    event, as_of = (w.value(a) for a in e.args)
    first, second = (is_exactly(w, a, w.value(a), date) for a in e.args)
    slow = f"2 if {event} is NOT_YET else COMPARE('<=', {event}, {as_of})"
    if second is not None:
        slow = f"3 if {both(f'{event} is ANYTHING', second)} else {slow}"
    if first is None or second is None:
        w.line(f"v{e.number} = {slow}")
    else:
        when = both(first, second) or "True"
        w.line(f"v{e.number} = (1 if {event} <= {as_of} else 2) if {when} else {slow}")


def recorded(w: Writer, e: Expr) -> None:
    w.line(f"v{e.number} = 1 if type({w.value(e.args[0])}) is JUDGMENT else 3")


def decided(w: Writer, e: Expr) -> None:
    x = w.value(e.args[0])
    silent = 2 if e.data[0] == "to_refuse" else 3
    w.line(f"v{e.number} = (1 if {x}.decision else 2) if type({x}) is JUDGMENT else {silent}")


RULES: Mapping[Op, Rule] = {
    Op.ALL: all_of, Op.ANY: any_of, Op.NOT: negation, Op.GUARD: guard, Op.DEEMED: deemed,
    Op.COMPARE: compare, Op.MEMBER: member, Op.INCLUDES: includes, Op.WITHIN: within,
    Op.IS_NONE: is_none, Op.HAPPENED: happened, Op.RECORDED: recorded, Op.DECIDED: decided,
    Op.THRESHOLD: threshold,
}  # fmt: skip
