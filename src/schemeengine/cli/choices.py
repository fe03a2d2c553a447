"""The closed choices of the command line."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    JA = "ja"
    EN = "en"


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class ListFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class EngineName(StrEnum):
    COMPILED = "compiled"
    REFERENCE = "reference"
    DURABLE = "durable"


class TraceZoom(StrEnum):
    REASONS = "reasons"
    DECIDING = "deciding"
    FULL = "full"
