"""Iterations with the body written inside the loop (see :mod:`compiled_loops` for its frame)."""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.execute.compiled.counting import decide_count, decide_share, fixed_share
from schemeengine.execute.compiled.loops import (
    known_list,
    members,
)
from schemeengine.execute.compiled.writer import Rule, Writer
from schemeengine.execute.domain import ANYTHING, Approx
from schemeengine.ir.expr import Expr, Op
from schemeengine.truth import TRUE

_COUNT_UNKNOWN = Approx(lo=0)


def every(w: Writer, e: Expr) -> None:
    _quantified(w, e, start=1, against=2)


def some(w: Writer, e: Expr) -> None:
    _quantified(w, e, start=2, against=1)


def _quantified(w: Writer, e: Expr, start: int, against: int) -> None:
    """Starts as for the empty list; a sure member against it decides, an unsure one leaves it open."""
    coll, where, body = e.args
    with known_list(w, e, coll, "3") as name:
        w.line(f"v{e.number} = {start}")
        with members(w, name, e, where) as sure:
            mask = w.value(body)
            certain = f"{mask} == {against}" + ("" if sure == "1" else f" and {sure} == 1")
            with w.block(f"if {mask} & {against}:"):
                with w.block(f"if {certain}:"):
                    w.line(f"v{e.number} = {against}")
                    w.line("break")
                w.line(f"v{e.number} = 3")


def threshold_each(w: Writer, e: Expr) -> None:
    bound, coll, where, body = e.args
    if not bool(e.data[1]):
        _count_each(w, e)
        return
    share, n = fixed_share(w, bound), e.number
    if share is None:
        w.line(f"v{n} = {w.rest(e)}")
        return
    with known_list(w, e, coll, "3") as name:
        w.line(f"s{n} = f{n} = u{n} = x{n} = y{n} = 0")
        with members(w, name, e, where) as sure:
            _tally(w, n, w.value(body), sure, w.leaves(body))
        w.line(f"v{n} = {decide_share(w, e, share, w.rest(e))}")


def _tally(w: Writer, n: int, mask: str, sure: str, leaving: bool) -> None:
    """Count one member's mask into s, f, u, x, y (see ``decide_share``)."""
    if sure != "1":
        w.line(f"g{n} = {mask} if {sure} == 1 else {mask} | 4")
        mask, leaving = f"g{n}", True
    for state, counter in ((1, "s"), (2, "f"), (3, "u")):
        with w.block(f"{'if' if state == 1 else 'elif'} {mask} == {state}:"):
            w.line(f"{counter}{n} += 1")
    if leaving:
        with w.block("else:"):
            w.line(f"x{n} += {mask} & 1")
            w.line(f"y{n} += {mask} >> 1 & 1")


def _count_each(w: Writer, e: Expr) -> None:
    bound, coll, where, body = e.args
    n = e.number
    unknown = f"HOLDS({w.pool.constant(str(e.data[0]))}, {w.pool.constant(_COUNT_UNKNOWN)}, {w.value(bound)})"
    with known_list(w, e, coll, unknown) as name:
        w.line(f"s{n} = h{n} = 0")
        with members(w, name, e, where) as sure:
            mask = w.value(body)
            certain = " and ".join(f"{m} == 1" for m in (mask, sure) if m != "1")
            with w.block(f"if {mask} & 1:"):
                w.line(f"h{n} += 1")
                with w.block(f"if {certain or True}:"):
                    w.line(f"s{n} += 1")
        w.line(f"v{n} = {decide_count(w, e, bound, f's{n}', f'h{n}')}")


def select(w: Writer, e: Expr) -> None:
    coll, where = e.args
    n = e.number
    if w.is_fixed(where) and w.fixed(where) == TRUE:
        name = w.value(coll)
        same = f"{name} if type({name}) is tuple"
        w.line(f"v{n} = {same} else UNKNOWN_LIST({name}) if type({name}) is APPROX else {w.rest(e)}")
        return
    with known_list(w, e, coll, f"UNKNOWN_LIST({w.value(coll)})") as name:
        w.line(f"l{n} = []")
        w.line(f"g{n} = []")
        with members(w, name, e, where) as mask:
            w.line(f"l{n}.append(m{e.level})")
            w.line(f"g{n}.append(1 if {mask} == 1 else 3)")
        w.line(_gathered_list(n))


def _leave(w: Writer, e: Expr, head: str) -> None:
    """Something the loop does not deal with: the reference rule for the whole node."""
    with w.block(head):
        w.line(f"v{e.number} = {w.rest(e)}")
        w.line("break")


def project(w: Writer, e: Expr) -> None:
    element = e.type.of
    assert element is not None
    missing = w.pool.constant(w.pool.absent(element))
    n = e.number
    with known_list(w, e, e.args[0], w.pool.constant(ANYTHING)) as name:
        w.line(f"l{n} = []")
        w.line(f"g{n} = []")
        pairs = name.startswith("c")
        with w.block(f"for i{n}{f', q{n}' if pairs else ''} in {name}:"):
            w.line(f"i{n} = i{n}[{e.data[0]}] if type(i{n}) is tuple else None")
            w.line(f"l{n}.append({missing} if i{n} is None else i{n})")
            if pairs:
                w.line(f"g{n}.append(q{n})")
        w.line(_gathered_list(n))


def _gathered_list(n: int) -> str:
    return f"v{n} = SELECTION(tuple(zip(l{n}, g{n}))) if 3 in g{n} else tuple(l{n})"


def number_of(w: Writer, e: Expr) -> None:
    name = w.value(e.args[0])
    unknown = w.pool.constant(_COUNT_UNKNOWN)
    w.line(
        f"v{e.number} = len({name}) if type({name}) is tuple"
        f" else {unknown} if type({name}) is APPROX else {w.rest(e)}"
    )


def distinct(w: Writer, e: Expr) -> None:
    coll, where, of = e.args
    n = e.number
    with known_list(w, e, coll, w.pool.constant(_COUNT_UNKNOWN)) as name:
        w.line(f"d{n} = set()")
        with members(w, name, e, where) as sure:
            if sure != "1":
                _leave(w, e, f"if {sure} != 1:")
            found = w.value(of)
            with w.block(f"if type({found}) is tuple:"):
                w.line(f"d{n}.update({found})")
            with w.block(f"elif type({found}) in PLAIN:"):
                w.line(f"d{n}.add({found})")
            _leave(w, e, "else:")
        with w.block("else:"):
            plain = f"PLAIN.issuperset(map(type, d{n}))"
            w.line(f"v{n} = len(d{n}) if {plain} else {w.rest(e)}")


def sum_each(w: Writer, e: Expr) -> None:
    _gathered(w, e, "0", "{t} += {x}", "{t}")


def least_each(w: Writer, e: Expr) -> None:
    _extreme_each(w, e, "<")


def greatest_each(w: Writer, e: Expr) -> None:
    _extreme_each(w, e, ">")


def _extreme_each(w: Writer, e: Expr, sign: str) -> None:
    keep = f"{{t}} = {{x}} if {{t}} is None or {{x}} {sign} {{t}} else {{t}}"
    result = "NOT_APPLICABLE if {t} is None else {t}"
    _gathered(w, e, "None", keep, result)


def _gathered(w: Writer, e: Expr, start: str, keep: str, result: str) -> None:
    """Whole numbers of sure members taken together; anything else leaves."""
    coll, where, each = e.args
    n = e.number
    with known_list(w, e, coll, None) as name:
        w.line(f"a{n} = {start}")
        with members(w, name, e, where) as sure:
            x = w.value(each)
            whole = f"type({x}) is int" + ("" if sure == "1" else f" and {sure} == 1")
            with w.block(f"if {whole}:"):
                w.line(keep.format(t=f"a{n}", x=x))
            _leave(w, e, "else:")
        with w.block("else:"):
            w.line(f"v{n} = {result.format(t=f'a{n}')}")


def items(w: Writer, e: Expr) -> None:
    w.line(f"v{e.number} = {w.values(e.args)}")


RULES: Mapping[Op, Rule] = {
    Op.EVERY: every, Op.SOME: some, Op.THRESHOLD_EACH: threshold_each, Op.SELECT: select,
    Op.PROJECT: project, Op.NUMBER_OF: number_of, Op.DISTINCT: distinct,
    Op.SUM_EACH: sum_each, Op.LEAST_EACH: least_each, Op.GREATEST_EACH: greatest_each,
    Op.LIST: items,
}  # fmt: skip
