"""Which value of a JSON dossier goes into which cell, for dossiers that speak to the same schemes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from schemeengine.execute.domain import Value
from schemeengine.execute.door.values import Members, Read, Shapes, Unusual
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import InputDecl, Scheme

#: The cells one name fills, each with its reader: several where several schemes declare it.
Targets: TypeAlias = "tuple[tuple[int, Read], ...]"
Section: TypeAlias = "Mapping[str, Targets]"


@dataclass(frozen=True, slots=True)
class Plan:
    """The readers by section and name. Holds what one reading counts: see ``FastDoor``."""

    shapes: Shapes
    facts: Section
    answers: Section
    judgments: Section
    papers: Section
    checklists: Section
    readings: Mapping[str, tuple[tuple[Address, frozenset[str]], ...]]
    procedures: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(by_id: Mapping[str, Scheme], for_: tuple[str, ...], at: Mapping[Address, int]) -> Plan:
        """``for_``: the schemes spoken to (all where empty); ``at``: where each input's cell is."""
        schemes = list(by_id.values())
        own = [by_id[n] for n in for_] or schemes
        others = [s for s in schemes if s not in own]
        shapes = Shapes({n: r for s in (*own, *others) for n, r in s.records.items()})

        def section(found: Mapping[str, Sequence[InputDecl]]) -> Section:
            """Each address once; a fact of a shared vocabulary is one for all schemes."""
            return {
                name: tuple(
                    (at[a], shapes.reader(i.decl, i.type, i.decl.name))
                    for a, i in {i.address: i for i in reversed(inputs)}.items()
                )
                for name, inputs in found.items()
            }

        checklists: dict[str, Targets] = {}
        readings: dict[str, list[tuple[Address, frozenset[str]]]] = {}
        procedures: dict[str, list[str]] = {}
        for s in own:
            for name, checklist in s.checklists.items():
                target = (at[checklist.address], shapes.checklist(checklist))
                checklists[name] = (*checklists.get(name, ()), target)
            for name, reading in s.readings.items():
                readings.setdefault(name, []).append((reading.address, frozenset(reading.choices)))
            for name in s.procedures:
                procedures.setdefault(name, []).append(s.id)
        return Plan(
            shapes, section(_facts(own, others)), section(_space(own, "answer")),
            section(_space(own, "judgment")), section(_space(own, "paper")), checklists,
            {n: tuple(t) for n, t in readings.items()}, {n: tuple(t) for n, t in procedures.items()},
        )  # fmt: skip

    def read(self, document: Mapping[str, object], into: list[Value], latest: date) -> None:
        """All sections with values. Judgments come first: some belong to members of lists.

        ``latest``: an event after this day is worth a warning, which the general reader gives.
        """
        shapes = self.shapes
        shapes.keys = 0
        shapes.latest = latest
        members: Members = {}
        shapes.members = members
        get = document.get
        if (found := get("judgments")) is not None:
            self._paths(found, self.judgments, "", into, members)
        if (found := get("facts")) is not None:
            self._named(found, self.facts, into)
        if members:
            raise Unusual
        if (found := get("answers")) is not None:
            self._paths(found, self.answers, "", into, None)
        if (found := get("documents")) is not None:
            self._paths(found, self.papers, "", into, None)
        if (found := get("checklists")) is not None:
            self._named(found, self.checklists, into)
        if None in document.values():
            raise Unusual

    def _named(self, section: object, readers: Section, into: list[Value]) -> None:
        shapes = self.shapes
        if type(section) is not dict:
            raise Unusual
        shapes.keys += len(section)
        for name, value in section.items():
            targets = readers.get(name)
            if targets is None:
                raise Unusual
            if len(targets) == 1:
                at, read = targets[0]
                into[at] = read(value)
            else:
                self._put(targets, value, into)

    def _put(self, targets: Targets, value: object, into: list[Value]) -> None:
        keys = self.shapes.keys
        for at, read in targets:
            self.shapes.keys = keys  # the same text, read by several declarations
            into[at] = read(value)

    def _paths(
        self, section: object, known: Section, before: str, into: list[Value], members: Members | None,
    ) -> None:  # fmt: skip
        """A section by clause path, dotted or nested; what belongs to list members is set aside."""
        for key, value in self._entries(section):
            path = f"{before}{key}" if before else key
            targets = known.get(path)
            if targets is not None:
                if len(targets) == 1:
                    at, read = targets[0]
                    into[at] = read(value)
                else:
                    self._put(targets, value, into)
            elif type(value) is not dict:
                raise Unusual
            elif members is not None and not before and key.partition(".")[0] in self.facts:
                self.shapes.keys += len(value)
                members[path] = value
            else:
                self._paths(value, known, f"{path}.", into, members)

    def _entries(self, section: object) -> Iterator[tuple[str, object]]:
        if type(section) is not dict:
            raise Unusual
        self.shapes.keys += len(section)
        return iter(section.items())

    def chosen_procedures(self, document: Mapping[str, object]) -> dict[str, str]:
        """The procedure named, by scheme."""
        name = document.get("procedure", "")
        if name == "":
            return {}
        if type(name) is not str or name not in self.procedures:
            raise Unusual
        return dict.fromkeys(self.procedures[name], name)

    def chosen_readings(self, document: Mapping[str, object]) -> dict[Address, str]:
        """The readings chosen, by address."""
        chosen: dict[Address, str] = {}
        if "readings" not in document:
            return chosen
        for name, choice in self._entries(document["readings"]):
            for address, choices in self.readings.get(name, ()):
                if type(choice) is not str or choice not in choices:
                    raise Unusual
                chosen[address] = choice
            if name not in self.readings:
                raise Unusual
        return chosen


def _facts(own: Sequence[Scheme], others: Sequence[Scheme]) -> Mapping[str, Sequence[InputDecl]]:
    """Facts by name; of schemes not spoken to only what those spoken to do not know by that name,
    and a shared vocabulary declares."""
    facts: dict[str, list[InputDecl]] = {}
    for s in own:
        for name, address in s.facts.items():
            facts.setdefault(name, []).append(s.inputs[address])
    meant = frozenset(facts)
    for s in others:
        for name, address in s.facts.items():
            if address.scope != s.id and name not in meant:
                facts.setdefault(name, []).append(s.inputs[address])
    return facts


def _space(own: Sequence[Scheme], space: str) -> Mapping[str, Sequence[InputDecl]]:
    found: dict[str, list[InputDecl]] = {}
    for s in own:
        for address, declared in s.inputs.items():
            if address.space == space:
                found.setdefault(address.name, []).append(declared)
    return found
