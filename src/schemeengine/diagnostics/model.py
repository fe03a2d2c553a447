"""Mistakes as data: what is wrong, where, and how to mend it. Rendering is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from schemeengine.diagnostics.unread import Unread
from schemeengine.source import Span

Lang = Literal["ja", "en"]


class Severity(IntEnum):
    """How bad: an ERROR prevents a verdict, a WARNING does not, a NOTE only informs."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of mistake. Texts are templates with ``{name}`` places; both languages are required.

    ``ja``/``en`` say what was read and what was expected; ``help_ja``/``help_en`` the likely fix.
    The page ``docs/diagnostics/<id>.md`` explains the code with a bad example that the tests run.
    """

    id: str
    severity: Severity
    ja: str
    en: str
    help_ja: str = ""
    help_en: str = ""
    #: Says that a name (``got``) is not declared: not told where it may stand in a part that was not read.
    of_a_name: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that belongs to a diagnostic ("first declared here")."""

    span: Span
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake at one place. ``args`` fill the templates of its code."""

    code: Code
    span: Span | None
    args: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[Label, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.code.severity

    def message(self, lang: Lang) -> str:
        """What is wrong, in one sentence."""
        return _fill(self.code.ja if lang == "ja" else self.code.en, self.args, lang)

    def help(self, lang: Lang) -> str:
        """The likely fix, or "" where none is known."""
        return _fill(self.code.help_ja if lang == "ja" else self.code.help_en, self.args, lang).strip()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        place = (self.span.source.name, self.span.start, self.span.end) if self.span else ("", 0, 0)
        return (*place, self.code.id, str(sorted(self.args.items())))


def _fill(template: str, args: Mapping[str, str], lang: Lang) -> str:
    """Fill ``{name}``; an argument ``name_ja``/``name_en`` wins over a plain ``name``."""
    chosen = dict(args)
    for key, value in args.items():
        stem, _, suffix = key.rpartition("_")
        if suffix == lang and stem:
            chosen[stem] = value
    return template.format_map(_Lenient(chosen))


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:  # a missing argument must not hide the diagnostic
        return "{" + key + "}"


@dataclass(slots=True)
class Problems:
    """A sink: passes add what they find and go on, so that several mistakes are reported at once.

    At most ``limit`` errors and as many others are kept, lest a broken file of a million lines
    fill the memory.
    """

    limit: int = 500
    #: What could not be read: later passes say nothing about it. Shared with those that go on from here.
    unread: Unread = field(default_factory=Unread)
    _items: dict[tuple[str, int, int, str, str], Diagnostic] = field(default_factory=dict)
    _errors: int = 0

    def add(self, code: Code, span: Span | None, *labels: Label, **args: object) -> None:
        self._keep(Diagnostic(code, span, {k: str(v) for k, v in args.items()}, labels))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        for item in diagnostics:
            self._keep(item)

    def _keep(self, item: Diagnostic) -> None:
        """Errors and the rest are limited apart, so that no number of warnings hides an error."""
        if self.unread and self._follows(item):
            return
        is_error = item.severity is Severity.ERROR
        kept = self._errors if is_error else len(self._items) - self._errors
        if kept >= self.limit or item.sort_key in self._items:
            return
        self._items[item.sort_key] = item
        self._errors += is_error

    def _follows(self, item: Diagnostic) -> bool:
        """Whether something is wrong, perhaps, only because a part of a file was not read."""
        if self.unread.explains(item.span):
            return True
        return item.code.of_a_name and self.unread.may_hold(item.args.get("got", ""))

    @property
    def items(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, sorted by file and place."""
        return tuple(self._items[k] for k in sorted(self._items))

    @property
    def count(self) -> int:
        """How many diagnostics there are so far."""
        return len(self._items)

    @property
    def error_count(self) -> int:
        return self._errors

    @property
    def crowded(self) -> bool:
        """Whether there are so many errors that no hints are looked for any more."""
        return self._errors >= self.limit // 5

    @property
    def full(self) -> bool:
        """Whether further errors are dropped, so that looking for a hint is wasted work."""
        return self._errors >= self.limit

    @property
    def has_errors(self) -> bool:
        return self._errors > 0

    def raise_if_errors(self) -> None:
        """Raise :class:`BadInput` with everything found so far if any of it is an error."""
        if self.has_errors:
            raise BadInput(self.items)


class BadInput(Exception):
    """A file or value given from outside is wrong; ``diagnostics`` says what and where, sorted."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(
            "; ".join(f"{d.span or '-'}: {d.code.id}: {d.message('en')}" for d in self.diagnostics)
        )
