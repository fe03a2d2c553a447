"""Iterations as loops with the body written inside; whatever is unusual is left to the reference.

A loop runs over a plain tuple of members, and over a selection (members not sure to belong) where
the list is one that was selected. A list that is not known has a fixed answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter

from schemeengine.execute.compiled_counting import decide_count, decide_share, fixed_share
from schemeengine.execute.compiled_writer import Rule, Writer, absent_if_none
from schemeengine.execute.domain import ANYTHING, Approx
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE

_COUNT_UNKNOWN = Approx(lo=0)


@contextmanager
def _known(w: Writer, e: Expr, coll: Expr, unknown: str | None) -> Iterator[str]:
    """The block for a list that can be run over; ``unknown`` is the value where it is missing.

    Gives what to run over: a tuple, or pairs of a member and whether it is sure to belong.
    """
    name = w.value(coll)
    if _selected(coll):
        pairs = f"c{e.number}"
        sure = f"zip({name}, SURE) if type({name}) is tuple"
        w.line(f"{pairs} = {sure} else {name}.members if type({name}) is SELECTION else None")
        with w.block(f"if {pairs} is not None:"), _records(w, e, coll):
            yield pairs
    else:
        with w.block(f"if type({name}) is tuple:"), _records(w, e, coll):
            yield name
    if unknown is not None:
        with w.block(f"elif type({name}) is APPROX:"):
            w.line(f"v{e.number} = {unknown}")
    with w.block("else:"):
        w.line(f"v{e.number} = {w.rest(e)}")


@contextmanager
def _records(w: Writer, e: Expr, coll: Expr) -> Iterator[None]:
    """Fields of members are read without asking whether each member is a record: where one is
    not (it is not known), reading it fails, and the reference rule takes the whole node."""
    if coll.type.of is None or coll.type.of.kind is not Kind.RECORD:
        yield
        return
    with w.block("try:"):
        yield
    with w.block("except TypeError:"):
        w.line(f"v{e.number} = {w.rest(e)}")


def _selected(coll: Expr) -> bool:
    return coll.op is Op.SELECT or (coll.op is Op.PROJECT and _selected(coll.args[0]))


@contextmanager
def _members(w: Writer, name: str, e: Expr, where: Expr) -> Iterator[str]:
    """The block for a member that may belong; gives the name of a mask that is 1 where it surely
    does ("1" itself where all do)."""
    level, pairs = _level(e), name.startswith("c")
    always = w.is_fixed(where) and w.fixed(where) == TRUE
    with w.block(f"for m{level}{f', q{level}' if pairs else ''} in {name}:"):
        if always:
            yield f"q{level}" if pairs else "1"
            return
        mask = w.value(where)
        with w.block(f"if {mask} & 1:"):
            if pairs:
                w.line(f"q{level} |= {mask}")  # 1 only where both are
            yield f"q{level}" if pairs else mask


def _level(e: Expr) -> int:
    return _index(e.data[-1])


def every(w: Writer, e: Expr) -> None:
    _quantified(w, e, start=1, against=2)


def some(w: Writer, e: Expr) -> None:
    _quantified(w, e, start=2, against=1)


def _quantified(w: Writer, e: Expr, start: int, against: int) -> None:
    """Starts as for the empty list; a sure member against it decides, an unsure one leaves it open."""
    coll, where, body = e.args
    with _known(w, e, coll, "3") as name:
        w.line(f"v{e.number} = {start}")
        with _members(w, name, e, where) as sure:
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
    with _known(w, e, coll, "3") as name:
        w.line(f"s{n} = f{n} = u{n} = x{n} = y{n} = 0")
        field = _only_field(e)
        if field is None or _selected(coll):
            with _members(w, name, e, where) as sure:
                _tally(w, n, w.value(body), sure, w.leaves(body), "1")
        else:
            with _answers(w, name, e, field) as sure:
                _tally(w, n, w.value(body), sure, w.leaves(body), f"n{n}")
        w.line(f"v{n} = {decide_share(w, e, share, w.rest(e))}")


def _only_field(e: Expr) -> Expr | None:
    """The field through which alone a counting head looks at its members, None if there is more."""
    found: dict[int, Expr] = {}
    stack = [a for a in e.args[2:] if a.free]
    while stack:
        node = stack.pop()
        if node.op is Op.FIELD and node.args[0].op is Op.VAR and node.args[0].data[0] == _level(e):
            found[node.number] = node
        elif node.op is Op.VAR or len(node.free) > 1 or node.op in RULES:
            return None
        else:
            stack.extend(a for a in node.args if a.free)
    return next(iter(found.values())) if len(found) == 1 else None


@contextmanager
def _answers(w: Writer, name: str, e: Expr, field: Expr) -> Iterator[str]:
    """The block for each different answer, with how many members give it: a long checklist has
    few. Yields as :func:`_members` does."""
    n, where = e.number, e.args[2]
    read = w.pool.constant(itemgetter(_index(field.data[0])))
    with w.block(f"for v{field.number}, n{n} in COUNTED(map({read}, {name})).items():"):
        w.once(field.number)
        absent_if_none(w, field)
        mask = w.value(where)
        with w.block(f"if {mask} & 1:"):
            yield mask


def _index(value: object) -> int:
    assert isinstance(value, int)
    return value


def _tally(w: Writer, n: int, mask: str, sure: str, leaving: bool, times: str) -> None:
    """Count the mask of one member (or of several alike) into s, f, u, x, y: see ``decide_share``."""
    if sure != "1":
        w.line(f"g{n} = {mask} if {sure} == 1 else {mask} | 4")
        mask, leaving = f"g{n}", True
    for state, counter in ((1, "s"), (2, "f"), (3, "u")):
        with w.block(f"{'if' if state == 1 else 'elif'} {mask} == {state}:"):
            w.line(f"{counter}{n} += {times}")
    if leaving:
        with w.block("else:"):
            w.line(f"x{n} += ({mask} & 1) * {times}")
            w.line(f"y{n} += ({mask} >> 1 & 1) * {times}")


def _count_each(w: Writer, e: Expr) -> None:
    bound, coll, where, body = e.args
    n = e.number
    unknown = f"HOLDS({w.pool.constant(str(e.data[0]))}, {w.pool.constant(_COUNT_UNKNOWN)}, {w.value(bound)})"
    with _known(w, e, coll, unknown) as name:
        w.line(f"s{n} = h{n} = 0")
        with _members(w, name, e, where) as sure:
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
        name, anything = w.value(coll), w.pool.constant(ANYTHING)
        same = f"{name} if type({name}) is tuple"
        w.line(f"v{n} = {same} else {anything} if type({name}) is APPROX else {w.rest(e)}")
        return
    with _known(w, e, coll, w.pool.constant(ANYTHING)) as name:
        w.line(f"l{n} = []")
        w.line(f"g{n} = []")
        with _members(w, name, e, where) as mask:
            w.line(f"l{n}.append(m{_level(e)})")
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
    with _known(w, e, e.args[0], w.pool.constant(ANYTHING)) as name:
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
    with _known(w, e, coll, w.pool.constant(_COUNT_UNKNOWN)) as name:
        w.line(f"d{n} = set()")
        with _members(w, name, e, where) as sure:
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
    with _known(w, e, coll, None) as name:
        w.line(f"a{n} = {start}")
        with _members(w, name, e, where) as sure:
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
