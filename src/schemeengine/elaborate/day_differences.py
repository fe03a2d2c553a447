"""``E - D`` beside a length of time: the day that length after D, beside E.

The days between two days tell nothing certain of months and years (Civil Code art. 143: by the calendar):
``E - D >= 1年`` is therefore read as ``E >= D + 1年``, and so is every other comparison, of days too.
"""

from __future__ import annotations

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import DAYS, Kind

_TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compared(el: Elaborator, op: str, a: Expr, b: Expr) -> Expr:
    """``a op b`` for op one of = < <= > >=, of two values that may be compared."""
    if _is_difference(a) and b.type.kind is Kind.DURATION and not _is_difference(b):
        later, earlier = a.args
        return el.make(Op.COMPARE, (later, el.make(Op.ARITH, (earlier, b), ("+",), types.DATE)), (op,))
    if _is_difference(b) and a.type.kind is Kind.DURATION and not _is_difference(a):
        return compared(el, _TURNED[op], b, a)
    return el.make(Op.COMPARE, (a, b), (op,))


def _is_difference(expr: Expr) -> bool:
    return expr.op is Op.ARITH and expr.data == ("-",) and all(x.type.kind in DAYS for x in expr.args)
