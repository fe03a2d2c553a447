"""Events that cannot be: refused by every possible state."""

from __future__ import annotations

from schemeengine.diagnostics import Label, Problems
from schemeengine.diagnostics import codes_life_cycle as codes
from schemeengine.dossier.recorded import named
from schemeengine.lifecycle.course import Course
from schemeengine.values import format_date


def refused_events(course: Course, problems: Problems) -> None:
    """Events that happen in none of the possible states: out of order, or contradictory."""
    record, states = course.record, course.cycle.states
    for number in course.refused:
        event = record.events[number]
        said = named(record.scheme.events[event.kind].wording, event)
        needed = course.could_follow(number)
        if needed is None:
            ids = dict.fromkeys(t.state for t in course.before[number])
            labels = [states[i].wording for i in ids]
            problems.add(
                codes.EVENT_IMPOSSIBLE, event.span, **said,
                state_ja="・".join(w.name("ja") for w in labels),
                state_en=", ".join(w.name("en") for w in labels),
            )  # fmt: skip
            continue
        other = record.scheme.events[needed.kind].wording
        problems.add(
            codes.EVENT_OUT_OF_ORDER, event.span,
            Label(needed.span, f"{other.name('ja')}の記録", f"the record of {other.name('en')}"),
            **said, needs_ja=other.name("ja"), needs_en=other.name("en"),
            later_ja=format_date(needed.day, "ja"), later_en=format_date(needed.day, "en"),
        )  # fmt: skip
