"""How an engine's value stands to the answer of the specification, and to an earlier value."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from random import Random
from typing import Any

from tests.reference.interpreter import Specification
from tests.strategies.expressions import inside
from tests.strategies.inputs import of_type

from schemeengine.execute.case import Case
from schemeengine.execute.domain import Approx, Selection, is_exact
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE
from schemeengine.values import Interval, Stated

Value = Any
NA, NONE, NOT_YET = Stated.NOT_APPLICABLE, Stated.NONE, Stated.NOT_YET
_LATER = tuple(date(2090, m, 1) for m in range(1, 13))


def nodes_of(root: Expr) -> list[Expr]:
    """All closed nodes of an expression, operands first."""
    return [e for e in (*inside(root), root) if not e.free]


def specified(expr: Expr, case: Case, seed: int = 0) -> tuple[Value, bool]:
    """The specification's answer on a complete case, and whether it is only one of several."""

    def guess(node: Expr, members: str) -> Value:
        random = Random(f"{seed} {node.number} {members}")
        if node.type.kind is Kind.YES_NO:
            return random.random() < 0.5
        if node.type.kind in (Kind.DATE, Kind.DATETIME):
            return random.choice(_LATER)
        found = of_type(node.type, random, none=False)
        endless = str(node.data[0]).startswith("days_covered") if node.data else False
        return 10**6 if endless else found

    spec = Specification(case.values, case.readings, guess)
    answer = spec.answer(expr, {})
    return answer, spec.guessed


def mask_of(answer: Value) -> int:
    return {True: TRUE, False: FALSE, NA: NOT_APPLICABLE}[answer]


def same(engine: Value, answer: Value, type_: Type) -> bool:
    """Whether the engine knows exactly the specified answer."""
    if type_.kind is Kind.YES_NO:
        return bool(engine == mask_of(answer))
    if isinstance(engine, Approx | Selection):
        return False
    if isinstance(engine, tuple) and isinstance(answer, tuple):
        return len(engine) == len(answer) and all(
            same(e, a, type_.of or type_) for e, a in zip(engine, answer, strict=True)
        )
    if type_.kind is Kind.LIST and {engine, answer} <= {(), NONE, NA}:
        return True  # "none" of a list and the empty list say the same
    return bool(engine == answer)


def includes(engine: Value, answer: Value, type_: Type) -> bool:
    """Whether what the engine knows allows the specified answer."""
    if type_.kind is Kind.YES_NO:
        return bool(engine & mask_of(answer))
    if type_.kind is Kind.LIST:
        return _includes_list(engine, answer if isinstance(answer, tuple) else (), type_)
    if engine is None:
        return True
    if isinstance(engine, Interval):
        return _both_ends(engine, answer)
    if isinstance(engine, Approx):
        if answer in (NONE, NA):
            return engine.may_be_none if answer is NONE else engine.may_not_apply
        if engine.options is not None:
            return any(o == answer or _both_ends(o, answer) for o in engine.options)
        return answer is NOT_YET or _between(engine.lo, answer, engine.hi)
    if isinstance(engine, tuple):  # a record, some of whose fields may not be known
        return _agrees(engine, answer)
    return bool(engine == answer)


def _agrees(engine: Value, answer: Value) -> bool:
    if isinstance(engine, tuple) and isinstance(answer, tuple):
        return len(engine) == len(answer) and all(map(_agrees, engine, answer))
    return engine is None or engine == answer


def _both_ends(engine: Value, answer: Value) -> bool:
    if not isinstance(engine, Interval) or not isinstance(answer, Interval):
        return False
    return _includes_end(engine.first, answer.first) and _includes_end(engine.last, answer.last)


def _includes_end(engine: Value, answer: Value) -> bool:
    if engine is None or answer is None:
        return engine is answer
    return includes(engine, answer, Type(Kind.DATE))


def _includes_list(engine: Value, answer: tuple[Value, ...], type_: Type) -> bool:
    """Whether the answer can be had from the members by leaving out some that are not sure."""
    if isinstance(engine, Approx) or engine is None:
        return True
    if isinstance(engine, Stated):
        return answer == ()
    element = type_.of
    assert element is not None
    members = engine.members if isinstance(engine, Selection) else [(m, TRUE) for m in engine]
    if all(is_exact(m) and not isinstance(m, tuple) for m, _ in members):
        sure, possible = Counter(m for m, s in members if s == TRUE), Counter(m for m, _ in members)
        return sure <= Counter(answer) <= possible  # the order never matters
    reached = {0}  # how much of the answer the members so far can make up
    for member, sure in members:
        step = {
            n + 1 for n in reached
            if n < len(answer) and (member is None or includes(member, answer[n], element))
        }  # fmt: skip
        reached = step if sure == TRUE else reached | step
    return len(answer) in reached


def _between(lo: Value, answer: Value, hi: Value) -> bool:
    def ordered(a: Value, b: Value) -> bool:
        if isinstance(a, datetime) or isinstance(b, datetime):
            a, b = (v if isinstance(v, datetime) else datetime.combine(v, time.min) for v in (a, b))
        return bool(a <= b)

    return (lo is None or ordered(lo, answer)) and (hi is None or ordered(answer, hi))


def narrower(new: Value, old: Value, type_: Type) -> bool:
    """Whether ``new`` allows nothing that ``old`` ruled out."""
    if type_.kind is Kind.YES_NO:
        return not new & ~old
    if type_.kind in (Kind.LIST, Kind.INTERVAL) or old is None:
        return True  # seen in what is computed from them
    if not isinstance(old, Approx):
        return bool(new == old) or isinstance(old, tuple)
    if not isinstance(new, Approx):
        return new is None or includes(old, new, type_)
    flags = (old.may_be_none or not new.may_be_none) and (old.may_not_apply or not new.may_not_apply)
    if new.options is not None:
        return flags and all(includes(old, v, type_) for v in new.options)
    if old.options is not None:
        return False
    return (
        flags
        and (old.lo is None or (new.lo is not None and _between(old.lo, new.lo, None)))
        and (old.hi is None or (new.hi is not None and _between(None, new.hi, old.hi)))
    )


def floats_in(value: Value) -> bool:
    """Whether a float hides anywhere in a value, or a whole number is kept as a fraction."""
    match value:
        case float():
            return True
        case Approx():
            return any(map(floats_in, (value.lo, value.hi, *(value.options or ()))))
        case Selection():
            return any(floats_in(m) for m, _ in value.members)
        case Interval():
            return floats_in(value.first) or floats_in(value.last)
        case tuple():
            return any(map(floats_in, value))
    return False


def shown(expr: Expr) -> str:
    """An expression spelled out, for reports of what went wrong."""
    if expr.op is Op.CONST:
        return str(expr.data[0])
    if expr.op is Op.INPUT:
        return str(expr.data[0])
    data = [str(d) for d in expr.data]
    return f"{expr.op.value}({', '.join([*data, *map(shown, expr.args)])})"


def told(expr: Expr, case: Case) -> str:
    """An expression with the inputs it uses, for reports."""
    used = {e.data[0]: e for e in (*inside(expr), expr) if e.op is Op.INPUT}
    facts = [f"{a}={case.values.get(a)}" for a in used]  # type: ignore[call-overload]
    return f"{shown(expr)}\n  given " + "; ".join(facts)


def evaluate(expr: Expr, case: Case) -> Value:
    return Walk(case).value(expr)
