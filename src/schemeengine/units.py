"""Exact factors between units of one kind: hectares and square metres, kWh and MJ, tsubo.

The knowledge is pint's, computed in fractions; it is loaded only when two different units meet.
Currencies never convert: a rate is a parameter that the scheme writes. Years and months convert
into each other, weeks, days and hours too, but never months into days.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from schemeengine.values import CURRENCIES, MEASURES

#: Measured lengths of time, in months or in days: they allow decimals (an average of 7.3年).
MONTHS = {"年": Fraction(12), "か月": Fraction(1)}
DAYS = {"週": Fraction(7), "日": Fraction(1), "時間": Fraction(1, 24), "分": Fraction(1, 1440)}
#: What the units of the language are called in pint; those left out are called the same.
_PINT = {
    "t": "metric_ton", "a": "are", "mm2": "mm**2", "cm2": "cm**2", "m2": "m**2", "km2": "km**2",
    "cm3": "cm**3", "m3": "m**3",
}  # fmt: skip
#: Japanese measures that pint does not have: 1坪 is 400/121 m2 (度量衡法, 明治24年).
_OURS = {"坪": ("m2", Fraction(400, 121))}
#: Units that stand for themselves only: scales with an offset, ratios, gas at standard conditions.
_ALONE = frozenset({"°C", "dB", "ppm", "Nm3", "%"})
_CARBON = "-CO2"


@cache
def factor(source: str, target: str) -> Fraction | None:
    """How many ``target`` one ``source`` is, exactly; None where they are of different kinds."""
    if source == target:
        return Fraction(1)
    for table in (MONTHS, DAYS):
        if source in table and target in table:
            return table[source] / table[target]
    if source in _OURS or target in _OURS:
        return _by_way_of_ours(source, target)
    if source.endswith(_CARBON) and target.endswith(_CARBON):
        return factor(source.removesuffix(_CARBON), target.removesuffix(_CARBON))
    if not (_known(source) and _known(target)):
        return None
    return _by_pint(_PINT.get(source, source), _PINT.get(target, target))


def _by_way_of_ours(source: str, target: str) -> Fraction | None:
    through, times = _OURS.get(source, (source, Fraction(1)))
    back, over = _OURS.get(target, (target, Fraction(1)))
    found = factor(through, back)
    return None if found is None else found * times / over


def _known(unit: str) -> bool:
    """Whether pint is to be asked: of our own measures, not of a currency or a bare word."""
    return unit in MEASURES and unit not in CURRENCIES and unit not in _ALONE and unit.isascii()


def _by_pint(source: str, target: str) -> Fraction | None:
    import pint  # loaded on first need: it takes half a second

    registry = _registry(pint)
    try:
        return Fraction(registry.Quantity(Fraction(1), source).to(target).magnitude)
    except (pint.errors.PintError, AttributeError, TypeError):
        return None


@cache
def _registry(pint: Any) -> Any:
    return pint.UnitRegistry(non_int_type=Fraction)
