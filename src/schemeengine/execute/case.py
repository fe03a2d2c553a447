"""One bound case: every input's value, typed and checked, ready for any executor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Address


@dataclass(frozen=True, slots=True)
class Case:
    """Values by address (a missing address is a fact not known) and the readings chosen.

    ``readings`` holds only choices that differ from the scheme's adopted ones.
    """

    values: Mapping[Address, Value] = field(default_factory=dict)
    readings: Mapping[Address, str] = field(default_factory=dict)

    def with_values(self, changed: Mapping[Address, Value]) -> Case:
        return replace(self, values={**self.values, **changed})

    def with_readings(self, changed: Mapping[Address, str]) -> Case:
        return replace(self, readings={**self.readings, **changed})
