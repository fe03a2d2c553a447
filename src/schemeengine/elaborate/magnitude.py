"""Products of so many factors that nobody could write down, or read, what they come to.

What is read has at most as many digits as a value may be long; multiplying adds them up. Beyond
this limit a value could not be shown any more, and no ordinance comes near it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schemeengine.diagnostics.codes_computing import TOO_MANY_FACTORS
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.ir.types import NUMERIC
from schemeengine.syntax.literal_model import MAX_LENGTH

#: Digits of a numerator and a denominator together. Python writes out up to 4,300 of one number.
MOST_DIGITS = 4000
_MEMBERS = 7  # digits of the number of members of a list


def check_magnitude(el: Elaborator, scheme: Scheme) -> None:
    """Report each rule that multiplies too many values, where it stands in the file."""
    known: dict[int, int] = {}
    named = (*scheme.definitions.items(), *scheme.amounts.items())
    provisions = ((name, p.clause) for name, p in scheme.provisions.items())
    for name, clause in (*named, *provisions):
        if any(_digits(e, known) > MOST_DIGITS for e in _numbers(clause)):
            span = el.declared.get(name, clause.span)
            if span.source is scheme.source:
                el.problems.add(TOO_MANY_FACTORS, span, name=name)
            return  # what is made of it is too long as well


def _numbers(clause: Clause) -> Iterator[Expr]:
    """The numbers a clause is about: its value, or what its conditions compare."""
    stack, seen = [clause.expr], set()
    while stack:
        expr = stack.pop()
        if expr.number in seen:
            continue
        seen.add(expr.number)
        if expr.type.kind in NUMERIC:
            yield expr
        else:
            stack.extend(expr.args)


def _digits(root: Expr, known: dict[int, int]) -> int:
    """How many digits a number may have; operands first, so that deep rules need no deep stack."""
    stack = [root]
    while stack:
        expr = stack[-1]
        waiting = [a for a in expr.args if a.number not in known]
        if waiting and expr.number not in known:
            stack.extend(waiting)
            continue
        stack.pop()
        known.setdefault(expr.number, _own(expr, [known[a.number] for a in expr.args]))
    return known[root.number]


def _own(expr: Expr, below: list[int]) -> int:
    match expr.op:
        case Op.CONST:
            value = expr.data[0]
            return len(str(value)) if isinstance(value, (int, Fraction)) else 0
        case Op.INPUT | Op.FIELD | Op.VAR | Op.PROJECT:
            return MAX_LENGTH if expr.type.kind in NUMERIC or expr.type.of is not None else 0
        case Op.ARITH if expr.data[0] in ("*", "/"):
            return sum(below)
        case Op.SUM_EACH | Op.FUNCTION:
            return max(below, default=0) + _MEMBERS
        case Op.ARITH | Op.SUM:
            return max(below, default=0) + len(str(len(below)))
        case _:
            return max(below, default=0)
