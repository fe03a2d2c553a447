"""The case as it stands, looked at on a later day: from when on it would not be refused any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemeengine.explain.inquiry import REFUSED, Exhausted, Inquiry
from schemeengine.ir.expr import AS_OF
from schemeengine.verdict.in_force import in_force
from schemeengine.verdict.model import Outcome

#: So many years ahead are looked at.
MOST_YEARS = 20


@dataclass(frozen=True, slots=True)
class Later:
    """A day on which nothing else need change, and what the case then comes to; it has been judged."""

    day: date
    outcome: Outcome


def later(inquiry: Inquiry) -> Later | None:
    """The first later day found on which the case is not refused; None if there is none, or if another
    edition governs until then.

    Looked at: doubling distances, every first day of a fiscal year; then the days between the last that
    refuses and the first that does not are halved.
    """
    today = inquiry.case.values[AS_OF]
    last = today
    try:
        for day in sorted(set(_days(today))):
            outcome = _outcome(inquiry, day)
            if outcome is None:
                return None
            if outcome not in REFUSED:
                return _first(inquiry, last, day)
            last = day
    except Exhausted:
        return None
    return None


def _days(today: date) -> Iterator[date]:
    final = today + timedelta(days=366 * MOST_YEARS) if today.year < 9900 else today
    step = 1
    while today + timedelta(days=step) <= final:
        yield today + timedelta(days=step)
        step *= 2
    yield from (d for n in range(MOST_YEARS) if today < (d := date(today.year + n, 4, 1)) <= final)


def _first(inquiry: Inquiry, refuses: date, admits: date) -> Later | None:
    while (admits - refuses).days > 1:
        middle = refuses + (admits - refuses) // 2
        if _outcome(inquiry, middle) in REFUSED:
            refuses = middle
        else:
            admits = middle
    outcome = _outcome(inquiry, admits)
    return Later(admits, outcome) if outcome is not None else None


def _outcome(inquiry: Inquiry, day: date) -> Outcome | None:
    """What the case comes to on a day; None where another text of the programme governs by then."""
    scheme = inquiry.scheme
    case = inquiry.case.with_values({AS_OF: day})
    now = in_force(scheme, inquiry.case, inquiry.case.values[AS_OF])
    then = in_force(scheme, case, day)
    if then.text is not now.text or then.edition != now.edition or then.is_open:
        return None
    return inquiry.outcome(case)
