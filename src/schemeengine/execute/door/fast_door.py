"""A fast door for dossiers that come as plain JSON: read and checked once, in one pass.

It knows the usual spelling of a value and nothing else. Whatever is unusual or wrong goes to the
general reader, which keeps the place of every value and has the words for every mistake, so that
the answers and the diagnostics are the same through either door.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import TypeAlias

from schemeengine.dossier.bind import Dossier
from schemeengine.execute.domain import Value
from schemeengine.execute.door.values import Members, Read, Shapes, Unusual, day
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import InputDecl, Scheme
from schemeengine.source import Span

#: Reads and binds a text in the general way; raises BadInput with every diagnostic.
Slow: TypeAlias = "Callable[[str], Dossier]"
Targets: TypeAlias = "tuple[tuple[Address, Read], ...]"

_TOP = frozenset(
    {"schemeengine", "dossier", "title", "note", "for", "as_of", "procedure", "facts", "answers",
     "judgments", "checklists", "documents", "readings"}
)  # fmt: skip
_NOTHING = '{"schemeengine": 1, "dossier": "nothing"}'
_LONGEST = 1_000_000  # the general reader has limits of its own, and says so


class FastDoor:
    """Binds JSON dossiers for a fixed choice of schemes. Threads may share it; they take turns."""

    __slots__ = ("_by_id", "_defaults", "_lock", "_plans", "_slow")

    def __init__(self, schemes: Sequence[Scheme], slow: Slow) -> None:
        """``slow`` is the general reader for the same schemes."""
        self._by_id = {s.id: s for s in schemes}
        self._slow = slow
        #: What schemes assume where a dossier is silent.
        self._defaults = dict(slow(_NOTHING).values)
        self._plans: dict[tuple[str, ...], _Plan] = {}
        self._lock = Lock()

    def bind(self, given: bytes | str | Mapping[str, object]) -> Dossier:
        """The dossier, from JSON or from what JSON was parsed to.

        Raises :class:`~schemeengine.diagnostics.BadInput` exactly where the general reader does.
        """
        if isinstance(given, bytes):
            # What is not UTF-8 becomes half characters, which the general reader reports.
            text = given.decode("utf-8", "surrogateescape")
        elif isinstance(given, str):
            text = given
        else:
            # Not only for the hash: what is no JSON (a float of Python, a tuple) must not get by.
            text = json.dumps(given, ensure_ascii=False)
        try:
            return self._fast(text)
        except Unusual:
            return self._slow(text)

    def _fast(self, text: str) -> Dossier:
        if len(text) > _LONGEST or "\\" in text or not _plain(text):
            raise Unusual
        try:
            document = json.loads(text)
        except ValueError:
            raise Unusual from None
        if type(document) is not dict or not document.keys() <= _TOP:
            raise Unusual
        if type(version := document.get("schemeengine")) is not int or version != 1:
            raise Unusual
        name, *_ = (_word(document.get(key, "")) for key in ("dossier", "title", "note"))
        if not name:
            raise Unusual
        for_ = self._spoken_to(document.get("for", []))
        with self._lock:
            plan = self._plans.get(for_)
            if plan is None:
                plan = self._plans[for_] = _Plan.of(self._by_id, for_)
            found = plan.read(document)
            # A key given twice is in the text twice; so is anything else that looks like a key.
            if plan.shapes.keys + len(document) != text.count('":'):
                raise Unusual
        assumed = self._defaults.keys() - found.values.keys()
        return Dossier(
            name, {**self._defaults, **found.values}, _Places(text, self._slow),
            day(document["as_of"]) if "as_of" in document else None, for_, found.procedures,
            found.readings, sha256(text.encode()).hexdigest(), frozenset(assumed),
        )  # fmt: skip

    def _spoken_to(self, found: object) -> tuple[str, ...]:
        names = [found] if type(found) is str else found
        if type(names) is not list or any(type(n) is not str for n in names):
            raise Unusual
        if any(n not in self._by_id for n in names) or len({*names}) < len(names):
            raise Unusual
        return tuple(names)


def _word(found: object) -> str:
    if type(found) is not str or found != found.strip():
        raise Unusual
    return found


def _plain(text: str) -> bool:
    """No control, format, private or unassigned characters beside line ends and wide blanks."""
    return text.isprintable() or text.replace("\n", "").replace("\u3000", "").isprintable()


class _Places(Mapping[Address, Mapping[str, Span]]):
    """Where each value stands in the text. Only an explanation asks; then the text is read again."""

    def __init__(self, text: str, slow: Slow) -> None:
        self._text = text
        self._slow = slow

    @cached_property
    def _found(self) -> Mapping[Address, Mapping[str, Span]]:
        return self._slow(self._text).places

    def __getitem__(self, address: Address) -> Mapping[str, Span]:
        return self._found[address]

    def __iter__(self) -> Iterator[Address]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


@dataclass(frozen=True, slots=True)
class _Read:
    values: dict[Address, Value]
    procedures: dict[str, str]
    readings: dict[Address, str]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The readers for dossiers that speak to the same schemes."""

    shapes: Shapes
    facts: Mapping[str, Targets]
    answers: Mapping[str, Targets]
    judgments: Mapping[str, Targets]
    papers: Mapping[str, Targets]
    checklists: Mapping[str, Targets]
    readings: Mapping[str, tuple[tuple[Address, frozenset[str]], ...]]
    procedures: Mapping[str, tuple[str, ...]]

    @staticmethod
    def of(by_id: Mapping[str, Scheme], for_: tuple[str, ...]) -> _Plan:
        schemes = list(by_id.values())
        own = [by_id[n] for n in for_] or schemes
        others = [s for s in schemes if s not in own]
        shapes = Shapes({n: r for s in (*own, *others) for n, r in s.records.items()})

        def targets(inputs: Sequence[InputDecl]) -> Targets:
            """Each address once; a fact of a shared vocabulary is one for all schemes."""
            distinct = {i.address: i for i in reversed(inputs)}
            return tuple((a, shapes.reader(i.decl, i.type, i.decl.name)) for a, i in distinct.items())

        def space(name: str) -> Mapping[str, Targets]:
            found: dict[str, list[InputDecl]] = {}
            for s in own:
                for address, declared in s.inputs.items():
                    if address.space == name:
                        found.setdefault(address.name, []).append(declared)
            return {path: targets(inputs) for path, inputs in found.items()}

        facts: dict[str, list[InputDecl]] = {}
        for s in own:
            for name, address in s.facts.items():
                facts.setdefault(name, []).append(s.inputs[address])
        for s in others:
            for name, address in s.facts.items():
                if address.scope != s.id and name in facts:
                    facts[name].append(s.inputs[address])
                elif address.scope != s.id:
                    facts[name] = [s.inputs[address]]
        checklists: dict[str, list[tuple[Address, Read]]] = {}
        readings: dict[str, list[tuple[Address, frozenset[str]]]] = {}
        procedures: dict[str, list[str]] = {}
        for s in own:
            for name, checklist in s.checklists.items():
                read = shapes.checklist(checklist)
                checklists.setdefault(name, []).append((checklist.address, read))
            for name, reading in s.readings.items():
                readings.setdefault(name, []).append((reading.address, frozenset(reading.choices)))
            for name in s.procedures:
                procedures.setdefault(name, []).append(s.id)
        return _Plan(
            shapes, {n: targets(i) for n, i in facts.items()}, space("answer"), space("judgment"),
            space("paper"), {n: tuple(t) for n, t in checklists.items()},
            {n: tuple(t) for n, t in readings.items()},
            {n: tuple(t) for n, t in procedures.items()},
        )  # fmt: skip

    def read(self, document: Mapping[str, object]) -> _Read:
        """All sections. Judgments come first: some belong to members of lists."""
        shapes = self.shapes
        shapes.keys = 0
        members: Members = {}
        shapes.members = members
        found: dict[Address, Value] = {}
        self._paths(document.get("judgments", {}), self.judgments, "", found, members)
        self._named(document.get("facts", {}), self.facts, found)
        if members:
            raise Unusual
        self._paths(document.get("answers", {}), self.answers, "", found, None)
        self._paths(document.get("documents", {}), self.papers, "", found, None)
        self._named(document.get("checklists", {}), self.checklists, found)
        return _Read(found, self._procedures(document), self._chosen(document))

    def _named(self, section: object, readers: Mapping[str, Targets], into: dict[Address, Value]) -> None:
        for name, value in self._entries(section):
            targets = readers.get(name)
            if targets is None:
                raise Unusual
            self._put(targets, value, into)

    def _put(self, targets: Targets, value: object, into: dict[Address, Value]) -> None:
        if len(targets) == 1:
            address, read = targets[0]
            into[address] = read(value)
            return
        keys = self.shapes.keys
        for address, read in targets:
            self.shapes.keys = keys  # the same text, read by several declarations
            into[address] = read(value)

    def _paths(
        self, section: object, known: Mapping[str, Targets], before: str,
        into: dict[Address, Value], members: Members | None,
    ) -> None:  # fmt: skip
        """A section by clause path, dotted or nested; what belongs to list members is set aside."""
        for key, value in self._entries(section):
            path = f"{before}{key}"
            targets = known.get(path)
            if targets is not None:
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

    def _procedures(self, document: Mapping[str, object]) -> dict[str, str]:
        name = document.get("procedure", "")
        if name == "":
            return {}
        if type(name) is not str or name not in self.procedures:
            raise Unusual
        return dict.fromkeys(self.procedures[name], name)

    def _chosen(self, document: Mapping[str, object]) -> dict[Address, str]:
        chosen: dict[Address, str] = {}
        for name, choice in self._entries(document.get("readings", {})):
            for address, choices in self.readings.get(name, ()):
                if type(choice) is not str or choice not in choices:
                    raise Unusual
                chosen[address] = choice
            if name not in self.readings:
                raise Unusual
        return chosen
