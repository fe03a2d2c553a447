"""Facts of one programme that are results of another (``result_of:``), and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Scheme
from schemeengine.ir.types import Kind
from schemeengine.portfolio.model import Money
from schemeengine.truth import TRUE
from schemeengine.values import Stated


@dataclass(frozen=True, slots=True)
class Link:
    """``fact`` of ``scheme`` is a result of ``other``: that it is had, or one of its amounts."""

    scheme: str
    fact: Address
    kind: Kind
    other: str
    amount: str = ""


def links_between(schemes: Sequence[Scheme]) -> tuple[Link, ...]:
    """All links among the programmes given; a link to a programme that is not among them is idle."""
    known = {s.id for s in schemes}
    found = []
    for scheme in schemes:
        for address, declared in scheme.inputs.items():
            for written in declared.decl.result_of:
                other, _, amount = written.partition(".")
                if other in known and other != scheme.id:
                    found.append(Link(scheme.id, address, declared.type.kind, other, amount))
    return tuple(found)


def groups(schemes: Sequence[Scheme], links: Iterable[Link]) -> list[list[str]]:
    """The programmes in groups that links hold together, each in the order given."""
    group = {s.id: {s.id} for s in schemes}
    for link in links:
        if group[link.scheme] is not group[link.other]:
            group[link.scheme] |= group[link.other]
            for name in group[link.other]:
                group[name] = group[link.scheme]
    found: list[list[str]] = []
    for scheme in schemes:
        members = [s.id for s in schemes if s.id in group[scheme.id]]
        if members not in found:
            found.append(members)
    return found


def with_results(
    values: Mapping[Address, Any], links: Iterable[Link], had: AbstractSet[str], as_of: date,
    paid: Callable[[str, str], Money | None],
) -> dict[Address, Any]:  # fmt: skip
    """The facts, as they stand once the programmes ``had`` are there.

    A yes-or-no becomes yes; a day on which something is obtained becomes the day in question where
    no earlier one is stated; to a sum of money comes what the other programme pays (``paid``: None
    while that is not known, and then the sum is not known either).
    """
    found = dict(values)
    for link in links:
        if link.other not in had:
            continue
        stated = found.get(link.fact)
        if link.kind is Kind.YES_NO:
            found[link.fact] = TRUE
        elif link.kind in (Kind.EVENT, Kind.DATE, Kind.DATETIME):
            if not isinstance(stated, date):
                found[link.fact] = as_of
        elif link.kind is Kind.YEN:
            more = paid(link.other, link.amount)
            if more is None or more.value is None or stated is None:
                found.pop(link.fact, None)
            else:
                found[link.fact] = (0 if isinstance(stated, Stated) else stated) + more.value
    return found


def _is_day(values: Mapping[Address, Any], link: Link) -> bool:
    """Whether a day is stated already; another programme does not change it then."""
    return isinstance(values.get(link.fact), date)


def with_undecided(
    values: Mapping[Address, Any], links: Iterable[Link], had: AbstractSet[str],
    undecided: AbstractSet[str], as_of: date,
) -> dict[Address, Any]:  # fmt: skip
    """The facts once ``had`` are there and it is open which of ``undecided`` are: facts that depend on
    those are not known, and no sum is that another programme may add to."""
    found = with_results(values, [k for k in links if k.kind is not Kind.YEN], had, as_of, lambda *_: None)
    for link in links:
        if link.kind is Kind.YEN:
            if link.other in had or link.other in undecided:
                found.pop(link.fact, None)
        elif link.other in undecided and found.get(link.fact) is not TRUE and not _is_day(found, link):
            found.pop(link.fact, None)
    return found
