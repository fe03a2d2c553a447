"""The closed choices of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Language(StrEnum):
    JA = "ja"
    EN = "en"


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class CalendarFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    ICS = "ics"


class RankingFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


class ListFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class NetworkFormat(StrEnum):
    TEXT = "text"
    MERMAID = "mermaid"
    DOT = "dot"
    JSON = "json"
    SVG = "svg"


class LetterKind(StrEnum):
    REPORT = "report"
    GRANTED = "granted"
    REFUSED = "refused"
    CERTIFICATE = "certificate"
    REVOKED = "revoked"
    REQUEST = "request"
    CHECKLIST = "checklist"


class PageKind(StrEnum):
    PUBLIC = "public"
    CHECKLIST = "checklist"


class LetterFormat(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


class ExportTarget(StrEnum):
    DURABLE_RULES = "durable-rules"


class ImportSource(StrEnum):
    DMN = "dmn"


class EngineName(StrEnum):
    COMPILED = "compiled"
    REFERENCE = "reference"
    DURABLE = "durable"


class TraceZoom(StrEnum):
    REASONS = "reasons"
    DECIDING = "deciding"
    FULL = "full"


class WhoIsAsked(StrEnum):
    APPLICANT = "applicant"
    OFFICE = "office"
    EVERYONE = "everyone"


#: (command or "", parameter) -> its choices, for help and for messages.
_CHOICES: Mapping[tuple[str, str], type[StrEnum]] = MappingProxyType(
    {
        ("evaluate", "format"): Format,
        ("portfolio", "format"): Format,
        ("status", "format"): Format,
        ("timeline", "format"): CalendarFormat,
        ("select", "format"): RankingFormat,
        ("check", "format"): ListFormat,
        ("why", "format"): ListFormat,
        ("what-if", "format"): ListFormat,
        ("readings", "format"): ListFormat,
        ("outline", "format"): TableFormat,
        ("network", "format"): NetworkFormat,
        ("replay", "format"): ListFormat,
        ("letter", "format"): LetterFormat,
        ("publish", "format"): LetterFormat,
        ("letter", "kind"): LetterKind,
        ("publish", "kind"): PageKind,
        ("", "to"): ExportTarget,
        ("", "kind"): ImportSource,
        ("", "lang"): Language,
        ("", "engine"): EngineName,
        ("", "trace"): TraceZoom,
        ("", "who"): WhoIsAsked,
    }
)


def choices_of(command: str, parameter: str) -> tuple[str, ...]:
    """The words a parameter takes, () where it is not a closed choice."""
    found = _CHOICES.get((command, parameter)) or _CHOICES.get(("", parameter))
    return tuple(c.value for c in found) if found else ()
