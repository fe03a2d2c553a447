"""What reading names, paths and calls needs of the reader of expressions."""

from __future__ import annotations

from typing import Protocol

from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.scope import Scope
from schemeengine.ir.expr import Expr
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import Type
from schemeengine.syntax.expression_tree import Ast


class Reader(Protocol):
    """Lowers one expression; ``references`` collects the named clauses it mentions."""

    el: Elaborator
    scope: Scope
    references: list[Clause]

    def lower(self, tree: Ast, expected: Type | None = None) -> Expr | None: ...
