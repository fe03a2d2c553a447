"""Arguments that are read as a scheme file would be: days, readings, procedures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from types import MappingProxyType

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.ir.scheme import Scheme
from schemeengine.source import Source, Span
from schemeengine.syntax.literals import read_literal

#: How a reading is chosen on the command line.
_A_CHOICE = MappingProxyType({"near_ja": "解釈の名前=選択肢", "near_en": "READING=CHOICE"})


def day_of(text: str, problems: Problems) -> date | None:
    """A day in any way a dossier may write it; None for "", and after a diagnostic."""
    if not text:
        return None
    span = Span(Source("--as-of", text), 0, len(text))
    before = problems.count
    found = read_literal(text, span, problems)
    if found is not None and isinstance(found.value, date):
        return found.value.date() if isinstance(found.value, datetime) else found.value
    if problems.count == before:
        problems.add(
            codes.WRONG_VALUE, span, fact="--as-of", want_ja="日付", want_en="a date", got=text,
            example="令和6年6月10日",
        )  # fmt: skip
    return None


def readings_of(written: Sequence[str], problems: Problems) -> dict[str, str]:
    """The readings chosen, from READING=CHOICE."""
    found: dict[str, str] = {}
    for text in written:
        name, equals, choice = text.partition("=")
        if not equals or not name.strip() or not choice.strip():
            problems.add(codes.UNKNOWN_READING_CHOICE, None, got=text, **_A_CHOICE)
        found[name.strip()] = choice.strip()
    return found


def known_procedure(name: str, schemes: Sequence[Scheme], problems: Problems) -> None:
    """A diagnostic where none of the programmes has the procedure asked for ("": none is)."""
    if name and schemes and not any(name in s.procedures for s in schemes):
        known = ", ".join(p for s in schemes for p in s.procedures)
        titles = "・".join(s.id for s in schemes)
        problems.add(codes.UNKNOWN_PROCEDURE, None, scheme=titles, got=name, near=known or "-")
