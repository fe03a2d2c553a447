"""Values of the short function: leaves, choices, tables and arithmetic on exact values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeAlias

from schemeengine.execute.compiled.exact.writer import MISSING, Rule, Short, as_mask
from schemeengine.execute.compiled.tables import by_code, cell_test, plain_cells
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.values import Duration

#: More parts than this are handed over as one tuple: a chain of signs nests the parser.
_PARTS = 24
#: More rows than this are written as statements.
_ROWS = 6
_NUMBERS = frozenset({Kind.COUNT, Kind.YEN, Kind.FISCAL_YEAR, Kind.NUMBER, Kind.RATIO, Kind.QUANTITY})
_DAYS = frozenset({Kind.DATE, Kind.EVENT})
_WORDS = frozenset({Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER})
_PYTHON = {"=": "==", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

#: What is asked of each branch of a choice: its truth, its state, its value.
Ask: TypeAlias = "Callable[[Expr], str]"


# ------------------------------------------------------------------ leaves
def leaf(w: Short, e: Expr) -> str:
    if e.type.kind is Kind.JUDGMENT:
        return "DOUBT()"  # only what is asked of a judgment is kept
    return w.slots.slot(e)


def var(w: Short, e: Expr) -> str:
    return f"m{e.data[0]}"


def field(w: Short, e: Expr) -> str:
    if w.shape.is_leaf(e):
        return leaf(w, e)
    index = e.index
    if e.type.kind is Kind.JUDGMENT:
        return "DOUBT()"
    return f"{w.value(e.args[0])}[{w.slots.place(e.args[0].type, index, e.type)}]"


# ------------------------------------------------------------------ comparing
def compared(w: Short, op: str, a: Expr, b: Expr) -> str:
    """Numbers, days and words as Python compares them. What has no order there raises TypeError."""
    kinds = {a.type.kind, b.type.kind}
    same = kinds <= _NUMBERS or kinds <= _DAYS or kinds <= _WORDS or kinds == {Kind.DATETIME}
    words = kinds <= _WORDS and op != "="
    if not same or words or (op == "=" and w.shape.stated(a) and w.shape.stated(b)):
        return f"(STATE(COMPARE({w.pool.constant(op)}, {w.value(a)}, {w.value(b)})) == 1)"
    return f"({w.value(a)} {_PYTHON[op]} {w.value(b)})"


# ------------------------------------------------------------------ choices
def ladder(w: Short, e: Expr, rows: Sequence[tuple[str, Callable[[], str]]], rest: Callable[[], str]) -> str:
    """The first row whose test holds: in one expression, or as statements where there are many."""
    if len(rows) <= _ROWS:
        text = rest()
        for test, branch in reversed(rows):
            text = f"({branch()} if {test} else {text})" if test != "True" else branch()
        return text
    word, name = "if", f"v{e.number}"
    for test, branch in rows:
        with w.block(f"{word} {test}:" if test != "True" or word == "elif" else "if 1:"):
            w.line(f"{name} = {branch()}")
        word = "elif"
    with w.block("else:"):
        w.line(f"{name} = {rest()}")
    return name


def case_text(w: Short, e: Expr, ask: Ask, nothing: str) -> str:
    """Branches by the code of the selector, in one expression."""
    rows, has_otherwise = e.data
    assert isinstance(rows, tuple)
    if sum(map(len, rows)) != len(frozenset().union(*rows)):
        return "DOUBT()"  # a code in two branches joins them
    selector = w.value(e.args[0])
    selector = w.named(selector, e, "c")
    found = [
        (f"{selector} in {w.pool.constant(codes)}", partial(ask, branch))
        for codes, branch in zip(rows, e.args[1:], strict=False)
    ]
    return ladder(w, e, found, lambda: ask(e.args[-1]) if bool(has_otherwise) else nothing)


def case(w: Short, e: Expr) -> str:
    return case_text(w, e, w.value, "NONE")


def branches(w: Short, e: Expr, ask: Ask) -> str:
    """The first row whose condition holds."""
    *rows, otherwise = e.args
    found = []
    for condition, branch in zip(rows[::2], rows[1::2], strict=True):
        held = w.holds(condition)
        if held == "True":
            otherwise = branch
            break
        if held != "False":
            found.append((held, partial(ask, branch)))
    return ladder(w, e, found, lambda: ask(otherwise))


def choose(w: Short, e: Expr) -> str:
    return branches(w, e, w.value)


def guard(w: Short, e: Expr) -> str:
    held = w.holds(e.args[0])
    if held in ("True", "False"):
        return w.value(e.args[1]) if held == "True" else "NOT_APPLICABLE"
    return f"({w.value(e.args[1])} if {held} else NOT_APPLICABLE)"


def dated(w: Short, e: Expr) -> str:
    """The value in force on a day; the days before the first one are for the general function."""
    days = e.data[0]
    assert isinstance(days, tuple)
    if not days or any(type(d) is not date for d in days) or list(days) != sorted(set(days)):
        return "DOUBT()"
    day = w.value(e.args[0])
    day = w.named(day, e, "d")
    found = [
        (f"{day} >= {w.pool.constant(start)}", partial(w.value, value))
        for start, value in zip(days, e.args[1:], strict=True)
    ]
    return ladder(w, e, found[::-1], lambda: "DOUBT()")


def if_none(w: Short, e: Expr) -> str:
    found = w.value(e.args[0])
    found = w.named(found, e, "g")
    return f"({w.value(e.args[1])} if {found} is NONE or {found} is NOT_APPLICABLE else {found})"


def table(w: Short, e: Expr) -> str:
    rows, width, policy = e.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    assert isinstance(policy, HitPolicy)
    plainly = policy.name == "unique" and policy.checked
    keys, results = e.args[:width], e.args[width:]
    given = [w.fixed(r) for r in results]
    if plainly and width == 1 and MISSING not in given and not w.shape.stated(keys[0]):
        codes = by_code(rows, given) if keys[0].type.kind in _WORDS else None
        if codes is not None:
            nothing = "NONE" if policy.no_row == "none" else "OPEN"
            return f"{w.pool.constant(codes)}.get({w.value(keys[0])}, {nothing})"
    if any(w.shape.stated(k) for k in keys) or not plainly or not plain_cells(rows, keys):
        shown = [f"KEY({w.mask(k)}, {w.pool.constant(k.type)})" if k.type.kind is Kind.YES_NO else w.value(k)
                 for k in keys]  # fmt: skip
        tuple_ = f"({', '.join(shown)}{',' if len(shown) == 1 else ''})"
        return (
            f"EXACTLY(LOOK_UP({w.pool.constant(rows)}, {tuple_}, {w.values(results)}, "
            f"{w.pool.constant(policy)}, {w.pool.constant(e.type)}))"
        )
    names = []
    for number, key in enumerate(keys):
        text = as_mask(w.holds(key)) if key.type.kind is Kind.YES_NO else w.value(key)
        if not text.isidentifier():
            w.line(f"t{e.number}_{number} = {text}")
            text = f"t{e.number}_{number}"
        names.append(text)
    found = []
    for row, result in zip(rows, results, strict=True):
        tests = [cell_test(w.pool, cell, name) for cell, name in zip(row, names, strict=True)]
        held = " and ".join(f"({t})" for t in tests if t)
        found.append((held or "True", partial(w.value, result)))
    return ladder(w, e, found, lambda: "NONE" if policy.no_row == "none" else "DOUBT()")


# ------------------------------------------------------------------ arithmetic
def arith(w: Short, e: Expr) -> str:
    op, (a, b) = str(e.data[0]), e.args
    x, y = w.value(a), w.value(b)
    if b.type.kind is Kind.DURATION:
        return _shifted(w, e, x, y)
    if not {a.type.kind, b.type.kind} <= _NUMBERS:
        return f"EXACTLY(ARITH({w.pool.constant(op)}, {x}, {y}))"
    if op == "/":
        return f"EXACTLY(ARITH({w.pool.constant(op)}, {x}, {y}))"
    for factor, other, text in ((a, b, y), (b, a, x)) if op == "*" else ():
        share = w.shape.share(factor)
        if share is not None and share[1] != 1 and w.shape.whole(other):
            times, by = (w.pool.constant(i) for i in share)
            w.line(f"q{e.number} = {text} * {times}")
            return f"(FRACTION(q{e.number}, {by}) if q{e.number} % {by} else q{e.number} // {by})"
    text = f"({x} {op} {y})"
    return text if w.shape.whole(a) and w.shape.whole(b) else f"TIDY{text}"


def _shifted(w: Short, e: Expr, x: str, y: str) -> str:
    length = w.fixed(e.args[1])
    if type(length) is not Duration or e.args[0].type.kind not in _DAYS:
        return f"EXACTLY(ARITH({w.pool.constant(str(e.data[0]))}, {x}, {y}))"
    sign = 1 if e.data[0] == "+" else -1
    months = w.pool.constant(sign * length.months)
    return f"(ADD_MONTHS({x}, {months}) + DELTA(days={sign * length.days}))"


def total(w: Short, e: Expr) -> str:
    if any(map(w.shape.stated, e.args)) or not e.args:
        return f"EXACTLY(TOTAL({w.values(e.args)}))"
    if len(e.args) == 1:
        return w.value(e.args[0])
    text = f"({' + '.join(map(w.value, e.args))})" if len(e.args) <= _PARTS else f"SUM({w.values(e.args)})"
    return text if all(map(w.shape.whole, e.args)) else f"TIDY({text})"


def least(w: Short, e: Expr) -> str:
    return _extreme(w, e, True)


def greatest(w: Short, e: Expr) -> str:
    return _extreme(w, e, False)


def _extreme(w: Short, e: Expr, is_least: bool) -> str:
    """One sure part, and the others against it one by one; a guarded one only where it applies."""
    parts = [w.at(a) for a in e.args]
    sure = [p for p in parts if not w.shape.stated(p)]
    guarded = [p for p in parts if _is_guarded(w, p)]
    kinds = {p.type.kind for p in parts}
    if e.data and (w.shape.stated(parts[0]) or len(sure) + len(guarded) < 2):  # "none", "does not apply"
        return f"EXACTLY(LIMITED(*{w.values(e.args)}, {is_least}))"
    if not sure or len(sure) + len(guarded) < len(parts) or not (kinds <= _NUMBERS or kinds <= _DAYS):
        return f"EXACTLY(EXTREME({w.values(e.args)}, {is_least}))"
    name, sign = f"v{e.number}", "<" if is_least else ">"
    texts = [w.value(p) for p in sure]
    texts.sort(key=str.isidentifier)  # what is long is compared by its name
    w.line(f"{name} = {texts[0]}")
    for text in texts[1:]:
        w.line(f"if {text} {sign} {name}: {name} = {text}")
    for part in guarded:
        held = w.holds(part.args[0])
        with w.block(f"if {held}:"):
            w.line(f"x{e.number} = {w.value(part.args[1])}")
            w.line(f"if x{e.number} {sign} {name}: {name} = x{e.number}")
    return name


def _is_guarded(w: Short, part: Expr) -> bool:
    return (
        part.op is Op.GUARD and not w.known(part) and not w.shape.named(part)
        and not w.shape.stated(part.args[1])
    )  # fmt: skip


def rounded(w: Short, e: Expr) -> str:
    """Whole units of a numerator and a denominator; a share just taken is not worked out first."""
    unit, direction = e.data
    if type(unit) is not int or unit <= 0:
        return (
            f"EXACTLY(ROUNDED({w.value(e.args[0])}, {w.pool.constant(unit)}, {w.pool.constant(direction)}))"
        )
    x, times, by = _share_of(w, w.at(e.args[0]))
    top = f"{x} * {w.pool.constant(times)}" if times != 1 else x
    u = w.pool.constant(unit)
    if x.endswith(".numerator"):
        bottom = f"{x.removesuffix('numerator')}denominator * {w.pool.constant(by * unit)}"
    else:
        bottom = w.pool.constant(by * unit)
    a, b = f"a{e.number}", f"b{e.number}"
    match str(direction):
        case "down":
            return f"({top} // ({bottom}) * {u})"
        case "up":
            return f"(-(-({top}) // ({bottom})) * {u})"
        case _:
            w.line(f"{a} = {top}")
            w.line(f"{b} = {bottom}")
            away = f"(2 * {a} + {b}) // (2 * {b}) if {a} >= 0 else -((2 * -{a} + {b}) // (2 * {b}))"
            return f"(({away}) * {u})"


def _share_of(w: Short, e: Expr) -> tuple[str, int, int]:
    """What is rounded, as a text times a whole number by a whole number."""
    if e.op is Op.ARITH and e.data[0] == "*" and not w.known(e) and e.number not in w.shape.fixed:
        for factor, other in (e.args, e.args[::-1]):
            share = w.shape.share(factor)
            if share is not None and w.shape.whole(other) and not w.shape.stated(other):
                return w.named(w.value(other), e, "r"), *share
    name = w.named(w.value(e), e, "r")
    return (name, 1, 1) if w.shape.whole(e) else (f"{name}.numerator", 1, 1)


def items(w: Short, e: Expr) -> str:
    """A list written out. Members that may not apply go unnoticed by loops: the general one sees to them."""
    return "DOUBT()" if any(map(w.shape.stated, e.args)) else w.values(e.args)


VALUES: Mapping[Op, Rule] = {
    Op.INPUT: leaf, Op.VAR: var, Op.FIELD: field, Op.CASE: case, Op.CHOOSE: choose, Op.GUARD: guard,
    Op.DATED: dated, Op.IF_NONE: if_none, Op.TABLE: table, Op.ARITH: arith, Op.SUM: total,
    Op.LEAST: least, Op.GREATEST: greatest, Op.ROUND: rounded, Op.LIST: items,
}  # fmt: skip
