"""Handwritten expressions: the shortest way to say what a single property speaks of."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from hypothesis import strategies as st
from tests.strategies.inputs import BY_NAME

from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.execute.reference import Walk
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Interner, Op
from schemeengine.ir.types import Type

EMPTY = Case()
#: All sets of states a condition may be left with: holds 1, fails 2, does not apply 4.
masks = st.integers(1, 7)


@dataclass(slots=True)
class Notebook:
    """Builds nodes and evaluates them."""

    interner: Interner = field(default_factory=Interner)

    def node(self, op: Op, *args: Expr, data: tuple[Hashable, ...] = (), type_: Type = types.YES_NO) -> Expr:
        return self.interner.make(op, args, data, type_)

    def const(self, value: Hashable, type_: Type = types.YES_NO) -> Expr:
        return self.interner.make(Op.CONST, (), (value,), type_)

    def input(self, name: str) -> Expr:
        found = BY_NAME[name]
        return self.interner.make(Op.INPUT, (), (found.address,), found.type)

    def conditions(self, found: list[int]) -> list[Expr]:
        return [self.const(m) for m in found]

    def yen(self, value: Hashable) -> Expr:
        return self.const(value, types.YEN)

    def copied(self, expr: Expr) -> Expr:
        """An expression of another notebook, written into this one."""
        args = [self.copied(a) for a in expr.args]
        return self.interner.make(expr.op, tuple(args), expr.data, expr.type)


def facts(**values: Value) -> Case:
    """A case that knows the named inputs and nothing else."""
    return Case({BY_NAME[name].address: value for name, value in values.items()})


def evaluate(expr: Expr, case: Case = EMPTY) -> Value:
    return Walk(case).value(expr)
