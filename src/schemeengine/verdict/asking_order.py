"""Which missing fact to ask first: the one that may settle the matter alone.

For a provision to fail it is enough that one part of an ``all`` fails, but every part of an ``any``
must; the burden of a fact is how many other open facts would have to turn out the same way for its
answer to decide. A burden of 0: one answer settles the case. Asking by burden settles a case with
the fewest questions where nothing is known of how likely the answers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemeengine import truth
from schemeengine.execute import domain
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, TRUE, Mask
from schemeengine.verdict.facts import adopted_branch, fact_at
from schemeengine.verdict.view import NOBODY, View

Place = tuple[Address, str]


def burdens(view: View, roots: Iterable[tuple[Expr, Mask]]) -> Mapping[Place, int]:
    """By fact the least burden over the roots; each root with the state that would settle the case.

    Facts of list members are not looked into: they have no burden of their own here.
    """
    walk = _Walk(view)
    for expr, wanted in roots:
        walk.visit(expr, wanted, 0)
    return walk.found


@dataclass(slots=True)
class _Walk:
    view: View
    found: dict[Place, int] = field(default_factory=dict)
    _seen: dict[tuple[int, Mask], int] = field(default_factory=dict)

    def visit(self, expr: Expr, wanted: Mask, burden: int) -> None:
        if expr.free or self._settled(expr):
            return
        known = self._seen.get((expr.number, wanted))
        if known is not None and known <= burden:
            return
        self._seen[(expr.number, wanted)] = burden
        use = fact_at(self.view, expr, NOBODY)
        if use is not None:
            place = (use.address, use.path)
            self.found[place] = min(burden, self.found.get(place, burden))
            return
        self._parts(expr, wanted, burden)

    def _parts(self, expr: Expr, wanted: Mask, burden: int) -> None:
        args = expr.args
        match expr.op:
            case Op.NOT:
                self.visit(args[0], truth.negate(wanted), burden)
            case Op.ALL | Op.ANY:
                alone = wanted == (FALSE if expr.op is Op.ALL else TRUE)
                self._each(args, wanted, burden, alone)
            case Op.SPLIT:
                self.visit(args[0], wanted, burden)
            case Op.READING:
                self.visit(adopted_branch(self.view, expr), wanted, burden)
            case Op.GUARD | Op.DEEMED:
                guarded = burden + (not self._settled(args[0]))
                self.visit(args[0], TRUE, burden + 1)
                self.visit(args[1], wanted, guarded)
            case _:
                self._each(args, wanted, burden, False)

    def _each(self, args: Iterable[Expr], wanted: Mask, burden: int, alone: bool) -> None:
        open_ = [a for a in args if not a.free and not self._settled(a)]
        others = 0 if alone else len(open_) - 1
        for arg in open_:
            self.visit(arg, wanted, burden + others)

    def _settled(self, expr: Expr) -> bool:
        found = self.view.value(expr)
        if expr.type.kind is Kind.YES_NO:
            return truth.decided(found)
        return domain.is_exact(found)
