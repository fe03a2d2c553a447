"""JSON values to bound values, for the usual spellings only.

Every reader either gives the value the general reader (``ir.bind_values``) gives, or raises
:class:`Unusual`: then the general reader takes the whole dossier, and finds the words for whatever
is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from schemeengine.dossier.births import is_birth
from schemeengine.dossier.corporate_number import fault
from schemeengine.execute.domain import NONE, NOT_YET, Value
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Checklist, FactDecl, Record
from schemeengine.ir.types import Kind, Type
from schemeengine.truth import FALSE, TRUE

#: Reads one JSON value; raises :class:`Unusual`.
Read: TypeAlias = "Callable[[object], Value]"
#: Judgments of list members, by ``list.key``, taken out as they are used.
Members: TypeAlias = "dict[str, dict[str, object]]"

_YEN = re.compile(r"(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})円").fullmatch
_LARGEST = 10**15
#: The language's words for "there is none" and "not known", which JSON can only write as text.
NONE_WORDS = frozenset({"none", "なし", "いずれでもない"})
UNKNOWN_WORDS = frozenset({"unknown", "不明"})
_WORDS = NONE_WORDS | UNKNOWN_WORDS
_SHARED = frozenset({"by", "on_date", "reason"})
_JUDGMENT = _SHARED | {"decision"}
_COUNTS = frozenset({"met", "not_met", "not_applicable", "unanswered"})


class Unusual(Exception):
    """Not a plain value of the declared type: for the general reader."""


class Shapes:
    """Readers for declared types, made once. ``members`` is filled anew for every dossier.

    Not shared between threads; :class:`~schemeengine.execute.door.fast_door.FastDoor` keeps them apart.
    """

    __slots__ = ("_records", "keys", "latest", "members")

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        self.members: Members = {}
        #: How many keys of JSON objects have been read; compared with how many were written.
        self.keys = 0
        #: The last day on which an event can have happened without a warning.
        self.latest = date.max

    def reader(self, decl: FactDecl, type_: Type, path: str) -> Read:
        """The reader for a fact or field; of a type without a usual spelling, one that refuses."""
        read = self._plain(decl, type_, path)
        if type_.kind is Kind.CODE and "none" in type_.choices:
            return read
        if type_.kind is Kind.LIST:
            return _or_none(read, ())
        return _or_none(read, NONE) if decl.may_be_none else read

    def _plain(self, decl: FactDecl, type_: Type, path: str) -> Read:
        if decl.unit_of:
            return _refuse
        match type_.kind:
            case Kind.LIST:
                return self._list(decl, type_, path)
            case Kind.RECORD:
                return self._alone(self._records[type_.record], path)
            case Kind.JUDGMENT:
                return self.judgment
            case Kind.YES_NO:
                return _yes_no
            case Kind.TEXT:
                return _text
            case Kind.CODE:
                return _code(type_)
            case Kind.CORPORATE_NUMBER:
                return _corporate_number
            case Kind.YEN:
                return _allowed(decl, _yen)
            case Kind.COUNT | Kind.NUMBER:
                return _allowed(decl, _number)
            case Kind.DATE:
                return _allowed(decl, self._birth if is_birth(decl) else day)
            case Kind.EVENT:
                return _allowed(decl, self._event)
            case _:
                return _refuse

    # -- judgments
    def judgment(self, found: object) -> Judgment:
        """``{decision, by, on_date, reason}`` with nothing else in it."""
        if type(found) is not dict:
            raise Unusual
        self.keys += len(found)
        if not found.keys() <= _JUDGMENT:
            raise Unusual
        return _judged(found.get("decision"), found)

    def _event(self, found: object) -> Value:
        if found == "not_yet":
            return NOT_YET
        on = day(found)
        if on > self.latest:
            raise Unusual
        return on

    def _birth(self, found: object) -> Value:
        on = day(found)
        if on > self.latest:
            raise Unusual
        return on

    # -- structures
    def _list(self, decl: FactDecl, type_: Type, path: str) -> Read:
        element = type_.of
        assert element is not None
        if element.kind is Kind.RECORD:
            record = self._records[element.record]
            return self._listed(record, path)
        read = self.reader(decl, element, path)

        def scalars(found: object) -> Value:
            if type(found) is not list:
                raise Unusual
            return tuple([read(item) for item in found])

        return scalars

    def _alone(self, record: Record, path: str) -> Read:
        fill = self._filler(record, path)

        def one(found: object) -> Value:
            return tuple(fill(found))

        return one

    def _listed(self, record: Record, path: str) -> Read:
        """Records with keys: text, and no two alike."""
        fill = self._filler(record, path)
        at = record.index(record.key) if record.key else None
        if at is None:
            return _refuse
        judged = {f.name: i for i, f in enumerate(record.fields) if f.type.kind is Kind.JUDGMENT}

        def many(found: object) -> Value:
            if type(found) is not list:
                raise Unusual
            rows, seen = [], set()
            members = self.members
            for item in found:
                values = fill(item)
                key = values[at]
                if type(key) is not str or key in seen:
                    raise Unusual
                seen.add(key)
                if members and judged:
                    told = members.pop(f"{path}.{key}", None)
                    if told is not None:
                        self._tell(told, values, judged)
                rows.append(tuple(values))
            return tuple(rows)

        return many

    def _filler(self, record: Record, path: str) -> Callable[[object], list[Value]]:
        number = len(record.fields)
        #: Fields of yes or no: most of what is told, so they are not worth a call each.
        flags = {
            f.name: i for i, f in enumerate(record.fields) if f.type.kind is Kind.YES_NO and not f.unit_of
        }
        readers = {
            f.name: (i, self.reader(f, f.type, f"{path}.{f.name}")) for i, f in enumerate(record.fields)
        }

        def fill(found: object) -> list[Value]:
            if type(found) is not dict:
                raise Unusual
            self.keys += len(found)
            values: list[Value] = [None] * number
            try:
                for name, value in found.items():
                    if value is True:
                        values[flags[name]] = TRUE
                    elif value is False:
                        values[flags[name]] = FALSE
                    else:
                        index, read = readers[name]
                        values[index] = read(value)
            except KeyError:
                raise Unusual from None
            return values

        return fill

    def _tell(self, told: dict[str, object], values: list[Value], judged: Mapping[str, int]) -> None:
        """Judgments of one member that are given apart from it."""
        for name, decision in told.items():
            if name not in _SHARED:
                index = judged.get(name)
                if index is None:
                    raise Unusual
                values[index] = _judged(decision, told)

    # -- checklists
    def checklist(self, checklist: Checklist) -> Read:
        """Item by item, ``{id: answer}``."""
        answers = frozenset(checklist.answers)
        rest = (None,) * (len(checklist.record.fields) - 4)
        items = checklist.items
        known = frozenset(i.id for i in items) if items is not None else None

        def read(found: object) -> Value:
            if type(found) is not dict or not found or found.keys() <= _COUNTS:
                raise Unusual
            self.keys += len(found)
            try:
                if not answers.issuperset(found.values()):
                    raise Unusual
            except TypeError:  # an answer with details of its own
                raise Unusual from None
            if items is None and not rest:
                return tuple([(k, a, None, None) for k, a in found.items()])
            if items is None:
                return tuple([(k, a, None, None, *rest) for k, a in found.items()])
            if known is None or not known.issuperset(found):
                raise Unusual
            return tuple([(i.id, found.get(i.id), i.kind, i.label, *rest) for i in items])

        return read


def _judged(decision: object, told: Mapping[str, object]) -> Judgment:
    by, reason = told.get("by"), told.get("reason", "")
    if type(by) is not str or type(reason) is not str or type(decision) is not bool:
        raise Unusual
    return Judgment(decision, by, day(told.get("on_date")), reason)


# ------------------------------------------------------------------ scalars
def _refuse(_: object) -> Value:
    raise Unusual


def _yes_no(found: object) -> int:
    if found is True:
        return TRUE
    if found is False:
        return FALSE
    raise Unusual


def _or_none(read: Read, none: Value) -> Read:
    """A value that may be stated not to exist."""

    def either(found: object) -> Value:
        return none if type(found) is str and found in NONE_WORDS else read(found)

    return either


def _text(found: object) -> str:
    if type(found) is not str or found in _WORDS:
        raise Unusual
    return found.strip()


def _code(type_: Type) -> Read:
    if not type_.choices:
        return _text
    choices = frozenset(c for c in type_.choices if c == "none" or c not in _WORDS)

    def read(found: object) -> Value:
        if type(found) is str and found in choices:
            return found
        raise Unusual

    return read


def _corporate_number(found: object) -> str:
    if type(found) is str and found.isascii() and found.isdigit() and fault(found) is None:
        return found
    raise Unusual


def _number(found: object) -> int:
    if type(found) is int and 0 <= found < _LARGEST:
        return found
    raise Unusual


def _yen(found: object) -> int:
    if type(found) is str and found[-1:] == "円" and len(found) <= 16:
        plain = found[:-1]
        if plain.isascii() and plain.isdigit():
            return int(plain)
    if type(found) is str and _YEN(found):
        return int(found[:-1].replace(",", ""))
    raise Unusual


def day(found: object) -> date:
    """A day as JSON writes it, ``2024-06-03``."""
    if type(found) is str and len(found) == 10 and found[4] == "-" and found[7] == "-":
        try:
            on = date.fromisoformat(found)
        except ValueError:
            raise Unusual from None
        if 1900 <= on.year < 2200:
            return on
    raise Unusual


def _allowed(decl: FactDecl, read: Read) -> Read:
    """Values outside what the declaration allows are for the general reader to speak about."""
    if decl.allowed is None:
        return read
    lo, hi = decl.allowed

    def within(found: object) -> Value:
        value = read(found)
        if value is NOT_YET or (lo is not None and value < lo) or (hi is not None and value > hi):
            raise Unusual
        return value

    return within
