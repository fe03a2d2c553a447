"""Where a name is looked up: the iteration variables in sight, and the path of the clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemeengine.ir.expr import Expr
from schemeengine.ir.types import Type


@dataclass(frozen=True, slots=True)
class Variable:
    """An iteration variable: ``office`` in ``some: office in applicant.offices``."""

    name: str
    level: int
    type: Type
    #: The expression of the list it runs over (a ranked list gives its members a position).
    over: int = -1


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of a node: nearest named path, inherited cite, variables in sight."""

    path: str = ""
    cite: tuple[str, ...] = ()
    variables: Mapping[str, Variable] = field(default_factory=dict)
    #: The record whose computed field is being read: its fields are called by their bare names.
    own: Expr | None = None
    #: Levels of iteration taken by what surrounds the computed field.
    outer: int = 0

    def named(self, name: str) -> Scope:
        """Inside a part called ``name``; anonymous parts keep the path."""
        if not name:
            return self
        return replace(self, path=f"{self.path}.{name}" if self.path else name)

    def citing(self, cite: tuple[str, ...]) -> Scope:
        return replace(self, cite=cite) if cite else self

    def binding(self, variable: Variable) -> Scope:
        return replace(self, variables={**self.variables, variable.name: variable})

    @property
    def level(self) -> int:
        """The level of the next iteration variable."""
        return self.outer + len(self.variables)

    @property
    def in_iteration(self) -> bool:
        return bool(self.variables) or self.own is not None
