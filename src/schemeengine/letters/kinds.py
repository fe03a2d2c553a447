"""The kinds of letters, and the template each is written from."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A letter about one case, or a page about the programme itself."""

    REPORT = "report"
    GRANTED = "granted"
    REFUSED = "refused"
    CERTIFICATE = "certificate"
    REVOKED = "revoked"
    REQUEST = "request"
    CHECKLIST = "checklist"
    PUBLIC = "public"
