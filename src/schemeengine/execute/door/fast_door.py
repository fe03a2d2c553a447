"""A fast door for dossiers that come as plain JSON: read and checked once, in one pass.

It knows the usual spelling of a value and nothing else. Whatever is unusual or wrong goes to the
general reader, which keeps the place of every value and has the words for every mistake, so that
the answers and the diagnostics are the same through either door.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import TypeAlias

from pydantic_core import from_json

from schemeengine.diagnostics import Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.events import Recorded
from schemeengine.execute.domain import Value
from schemeengine.execute.door.cells import Cells
from schemeengine.execute.door.plan import Plan
from schemeengine.execute.door.values import Unusual, day
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Scheme
from schemeengine.source import Span

#: Reads and binds a text in the general way; adds warnings, raises BadInput with every diagnostic.
Slow: TypeAlias = "Callable[[str, Problems], Dossier]"

_TOP = frozenset(
    {"schemeengine", "dossier", "title", "note", "for", "as_of", "procedure", "facts", "answers",
     "judgments", "checklists", "documents", "readings"}
)  # fmt: skip
_NOTHING = '{"schemeengine": 1, "dossier": "nothing"}'
_NO_EVENTS: Recorded = {}  # a dossier with events is for the general reader
_LONGEST = 1_000_000  # the general reader has limits of its own, and says so


class FastDoor:
    """Binds JSON dossiers for a fixed choice of schemes. Threads may share it; they take turns."""

    __slots__ = (
        "_at", "_by_id", "_defaults", "_editions", "_first", "_lock", "_plans", "_slow",
    )  # fmt: skip

    def __init__(self, schemes: Sequence[Scheme], slow: Slow, first: Sequence[Address] = ()) -> None:
        """``slow`` is the general reader for the same schemes; ``first`` the inputs that come first
        in the cells of a dossier, in this order."""
        self._by_id = {s.id: s for s in schemes}
        self._slow = slow
        #: Of a programme in several files, the date in the dossier decides by which of them it is read.
        self._editions = any(s.former for s in schemes)
        self._first = first
        declared = (a for s in schemes for a in s.inputs)
        #: Where each input stands among the cells.
        self._at = {a: i for i, a in enumerate(dict.fromkeys((*first, *declared)))}
        defaults = any(i.decl.default is not None for s in schemes for i in s.inputs.values())
        assumed = slow(_NOTHING, Problems()).values if defaults else {}
        #: What schemes assume where a dossier is silent.
        self._defaults = tuple((self._at[a], a, value) for a, value in assumed.items())
        self._plans: dict[tuple[str, ...], Plan] = {}
        self._lock = Lock()

    def bind(self, given: bytes | str | Mapping[str, object], problems: Problems | None = None) -> Dossier:
        """The dossier, from JSON or from the values of Python that JSON would be written from.

        Warnings go to ``problems``. Raises :class:`~schemeengine.diagnostics.BadInput` exactly where
        the general reader does, and TypeError for a value of Python that no dossier can hold.
        """
        text, document = _parsed(given)
        try:
            return self._fast(text, document)
        except Unusual:
            return self._slow(text, problems or Problems())

    def _fast(self, text: str, document: object) -> Dossier:
        if self._editions or type(document) is not dict or not document.keys() <= _TOP:
            raise Unusual
        if len(text) > _LONGEST or "\\" in text or not _plain(text):
            raise Unusual
        if type(version := document.get("schemeengine")) is not int or version != 1:
            raise Unusual
        name, *_ = (_word(document.get(key, "")) for key in ("dossier", "title", "note"))
        if not name:
            raise Unusual
        for_ = self._spoken_to(document.get("for", []))
        as_of = day(document["as_of"]) if "as_of" in document else None
        with self._lock:
            plan = self._plans.get(for_)
            if plan is None:
                plan = self._plans[for_] = Plan.of(self._by_id, for_, self._at)
            cells: list[Value] = [None] * len(self._at)
            plan.read(document, cells, as_of or date.max)
            procedures, readings = plan.chosen_procedures(document), plan.chosen_readings(document)
            # A key given twice is in the text twice; so is anything else that looks like a key.
            if plan.shapes.keys + len(document) != text.count('":'):
                raise Unusual
        return Dossier.later(
            lambda _: sha256(text.encode()).hexdigest(), name=name,
            values=Cells(self._at, cells, self._first), places=_Places(text, self._slow),
            as_of=as_of, for_=for_, procedures=procedures, readings=readings,
            assumed=frozenset(self._assume(cells)), events=_NO_EVENTS,
        )  # fmt: skip

    def _assume(self, cells: list[Value]) -> Iterator[Address]:
        """Fill in the defaults of what the dossier does not speak of."""
        for at, address, value in self._defaults:
            if cells[at] is None:
                cells[at] = value
                yield address

    def _spoken_to(self, found: object) -> tuple[str, ...]:
        names = [found] if type(found) is str else found
        if type(names) is not list or any(type(n) is not str for n in names):
            raise Unusual
        if any(n not in self._by_id for n in names) or len({*names}) < len(names):
            raise Unusual
        return tuple(names)


def _parsed(given: bytes | str | Mapping[str, object]) -> tuple[str, object]:
    """The text, and what it says; None where it is no JSON."""
    if isinstance(given, bytes):
        # What is not UTF-8 becomes half characters, which the general reader reports.
        text = given.decode("utf-8", "surrogateescape")
    elif isinstance(given, str):
        text = given
    else:
        text = json.dumps(given, ensure_ascii=False, default=_written)
    try:
        return text, from_json(given if isinstance(given, bytes) else text, cache_strings="keys")
    except ValueError:
        return text, None


def _written(value: object) -> object:
    """Values of Python that JSON has no writing for, as a dossier writes them."""
    match value:
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case Mapping():
            return dict(value)
        case _:
            raise TypeError(f"not a value a dossier can hold: {value!r}")


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
        return self._slow(self._text, Problems()).places

    def __getitem__(self, address: Address) -> Mapping[str, Span]:
        return self._found[address]

    def __iter__(self) -> Iterator[Address]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
