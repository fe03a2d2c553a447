"""A dossier's values in a row: one cell an input, for executors that take their inputs by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Address


class Cells(Mapping[Address, Value]):
    """Values by address over a row of cells; None is an empty cell: a fact not known."""

    __slots__ = ("at", "first", "row")

    def __init__(
        self, at: Mapping[Address, int], row: Sequence[Value], first: Sequence[Address] = ()
    ) -> None:
        """``at``: where each input's cell is; ``first``: the inputs of the first cells, in order."""
        self.at = at
        self.row = row
        self.first = first

    def __getitem__(self, address: Address) -> Value:
        value = self.row[self.at[address]]
        if value is None:
            raise KeyError(address)
        return value

    def get(self, address: Address, default: Any = None) -> Any:
        at = self.at.get(address)
        value = None if at is None else self.row[at]
        return default if value is None else value

    def __iter__(self) -> Iterator[Address]:
        return (a for a, i in self.at.items() if self.row[i] is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def put(self, address: Address, value: Value) -> Cells:
        """The same values but one; one that no rule reads stands behind the others."""
        row, at = list(self.row), self.at
        if address not in at:
            at = {**at, address: len(row)}
            row.append(None)
        row[at[address]] = value
        return Cells(at, row, self.first)
