"""Iterations of the short function: one loop each, selections run through where they are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from schemeengine.execute.compiled.exact import conditions, days
from schemeengine.execute.compiled.exact.columns import counted
from schemeengine.execute.compiled.exact.conditions import count_text, share_text
from schemeengine.execute.compiled.exact.writer import Rule, Short, both
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE


@contextmanager
def loop(w: Short, e: Expr, coll: Expr, member: str) -> Iterator[str]:
    """The block for each member of a list; gives its text. What only the loop needs is worked out
    if it runs."""
    mine = w.only_here(e) if not e.free else []
    if not mine:
        with _through(w, coll, member) as text:
            yield text
        return
    source = w.at(coll)
    while w.fused(source):
        source = w.at(source.args[0])
    with w.block(f"if {w.value(source)}:"):
        for node in mine:
            w.keep(node)
        with _through(w, coll, member) as text:
            yield text


@contextmanager
def _through(w: Short, coll: Expr, member: str) -> Iterator[str]:
    """``member`` is the name to run with, where nothing else gives one."""
    coll = w.at(coll)
    if not w.fused(coll):
        with w.block(f"for {member} in {w.value(coll)}:"):
            yield member
    elif coll.op is Op.SELECT:
        own = f"m{coll.level}"
        with _named(w, coll, coll.args[0], own), w.block(f"if {w.holds(coll.args[1])}:"):
            yield own
    else:
        with _through(w, coll.args[0], f"w{coll.number}") as whole:
            yield f"{whole}[{_place(w, coll)}]"


@contextmanager
def _named(w: Short, e: Expr, coll: Expr, member: str) -> Iterator[None]:
    """The block for each member, under the name the conditions on it know it by."""
    with loop(w, e, coll, member) as text:
        if text != member:
            w.line(f"{member} = {text}")
        yield


def _place(w: Short, project: Expr) -> int:
    element, of = project.args[0].type.of, project.type.of
    assert element is not None
    assert of is not None
    index = project.index
    return w.slots.place(element, index, of)


# ------------------------------------------------------------------ conditions
def some(w: Short, e: Expr) -> str:
    return _quantified(w, e, e.args[2], is_some=True)


def every(w: Short, e: Expr) -> str:
    return _quantified(w, e, e.args[2], is_some=False)


def _quantified(w: Short, e: Expr, body: Expr, is_some: bool) -> str:
    name = f"v{e.number}"
    w.line(f"{name} = {not is_some}")
    with _named(w, e, e.args[0], f"m{e.level}"):
        deciding = both([w.holds(e.args[1]), w.holds(body) if is_some else w.fails(body)])
        with w.block(f"if {deciding}:"):
            w.line(f"{name} = {is_some}")
            w.line("break")
    return name


def threshold_each(w: Short, e: Expr) -> str:
    bound, coll, where, body = e.args
    n, is_share = e.number, bool(e.data[1])
    by_code = counted(w, coll, where, body, e.level, f"n{n}")
    if by_code is not None:
        w.line(f"n{n} = {by_code.held}")
        if not is_share:
            return count_text(w, e, bound, f"n{n}")
        w.line(f"f{n} = {by_code.failed}")
        return share_text(w, e, bound, f"n{n}", f"f{n}")
    if not is_share and w.fixed(where) == TRUE == w.fixed(body) and not w.fused(coll):
        return count_text(w, e, bound, f"len({w.value(coll)})")
    w.line(f"n{n} = {'f' + str(n) + ' = ' if is_share else ''}0")
    one_is_enough = not is_share and e.data[0] == "at_least" and w.fixed(bound) == 1
    with _named(w, e, coll, f"m{e.level}"), w.block(f"if {w.holds(where)}:"):
        with w.block(f"if {w.holds(body)}:"):
            w.line(f"n{n} += 1")
            if one_is_enough:
                w.line("break")
        if is_share:
            with w.block(f"if {w.fails(body)}:"):
                w.line(f"f{n} += 1")
    return share_text(w, e, bound, f"n{n}", f"f{n}") if is_share else count_text(w, e, bound, f"n{n}")


# ------------------------------------------------------------------ numbers
def number_of(w: Short, e: Expr) -> str:
    coll = w.at(e.args[0])
    if not w.fused(coll):
        return f"len({w.value(coll)})"
    w.line(f"n{e.number} = 0")
    with loop(w, e, coll, f"i{e.number}"):
        w.line(f"n{e.number} += 1")
    return f"n{e.number}"


def distinct(w: Short, e: Expr) -> str:
    return _distinct(w, e, "")


def compare(w: Short, e: Expr) -> str:
    """ "At least so many different": no more are looked at than it takes."""
    number, bound = (w.at(a) for a in e.args)
    most = w.fixed(bound)
    if e.data[0] == ">=" and number.op is Op.DISTINCT and type(most) is int and most > 0:
        once = w.shape.uses.get(number.number, 0) == 1 and not w.shape.named(number)
        if once and not _may_hold_statements(w, w.at(number.args[2])):
            return f"({_distinct(w, number, w.pool.constant(most))} >= {w.value(bound)})"
    return conditions.compare(w, e)


def _distinct(w: Short, e: Expr, enough: str) -> str:
    coll, where, of = e.args
    name = f"d{e.number}"
    w.line(f"{name} = SET()")
    with _named(w, e, coll, f"m{e.level}"), w.block(f"if {w.holds(where)}:"):
        w.line(f"{name}.{'update' if of.type.kind is Kind.LIST else 'add'}({w.value(of)})")
        if enough:
            w.line(f"if len({name}) >= {enough}: break")
    if _may_hold_statements(w, of):
        w.line(f"{name} -= STATED")
    return f"len({name})"


def _may_hold_statements(w: Short, of: Expr) -> bool:
    element = of.type.of if of.type.kind is Kind.LIST else None
    return w.shape.stated(of) or (element is not None and element.may_be_none)


def sum_each(w: Short, e: Expr) -> str:
    coll, where, each = e.args
    if w.shape.stated(each):
        return f"EXACTLY(TOTAL({_listed(w, e, coll, where, each)}))"
    w.line(f"a{e.number} = 0")
    with _named(w, e, coll, f"m{e.level}"), w.block(f"if {w.holds(where)}:"):
        w.line(f"a{e.number} += {w.value(each)}")
    return f"a{e.number}" if w.shape.whole(each) else f"TIDY(a{e.number})"


def least_each(w: Short, e: Expr) -> str:
    return f"EXACTLY(EXTREME({_listed(w, e, *e.args)}, True))"


def greatest_each(w: Short, e: Expr) -> str:
    return f"EXACTLY(EXTREME({_listed(w, e, *e.args)}, False))"


def _listed(w: Short, e: Expr, coll: Expr, where: Expr, each: Expr) -> str:
    w.line(f"l{e.number} = []")
    with _named(w, e, coll, f"m{e.level}"), w.block(f"if {w.holds(where)}:"):
        w.line(f"l{e.number}.append({w.value(each)})")
    return f"l{e.number}"


def function(w: Short, e: Expr) -> str:
    """A sum over plain members in one loop; every other function by the shared rule."""
    coll = w.at(e.args[0])
    of = coll.type.of
    if e.data[0] != "sum" or of is None or of.may_be_none or not w.shape.of_whole(coll):
        return days.function(w, e)
    if not w.fused(coll):
        return f"SUM({w.value(coll)})"
    w.line(f"a{e.number} = 0")
    with loop(w, e, coll, f"i{e.number}") as member:
        w.line(f"a{e.number} += {member}")
    return f"a{e.number}"


# ------------------------------------------------------------------ lists
def select(w: Short, e: Expr) -> str:
    coll, where = e.args
    if w.fixed(where) == TRUE:
        return w.value(coll)
    w.line(f"l{e.number} = []")
    member = f"m{e.level}"
    with _named(w, e, coll, member), w.block(f"if {w.holds(where)}:"):
        w.line(f"l{e.number}.append({member})")
    return f"l{e.number}"


def project(w: Short, e: Expr) -> str:
    w.line(f"l{e.number} = []")
    with loop(w, e, e.args[0], f"i{e.number}") as member:
        w.line(f"l{e.number}.append({member}[{_place(w, e)}])")
    return f"l{e.number}"


HOLDS: Mapping[Op, Rule] = {
    Op.SOME: some, Op.EVERY: every, Op.THRESHOLD_EACH: threshold_each,
    Op.COMPARE: compare,
}  # fmt: skip
VALUES: Mapping[Op, Rule] = {
    Op.NUMBER_OF: number_of, Op.DISTINCT: distinct, Op.SUM_EACH: sum_each, Op.LEAST_EACH: least_each,
    Op.GREATEST_EACH: greatest_each, Op.FUNCTION: function, Op.SELECT: select, Op.PROJECT: project,
}  # fmt: skip
