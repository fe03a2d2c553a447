"""A timeline as an iCalendar file (RFC 5545): all-day events that calendar programs open.

Made from the timeline alone: the stamp of an entry is the day in question, not the clock, so the
same input gives the same bytes; what an entry is about gives its UID, so that a file made later
moves the entry instead of adding another.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from schemeengine.diagnostics import Lang
from schemeengine.lifecycle.record import moved_by
from schemeengine.lifecycle.timeline import Entry, Timeline
from schemeengine.render import wording
from schemeengine.render.status_words import word
from schemeengine.render.width import plain
from schemeengine.version import VERSION


def uid(found: Timeline, entry: Entry) -> str:
    """The same for the same duty, state or event of the same dossier, whatever its day."""
    text = "\x1f".join((found.dossier, *entry.key))
    return f"{sha256(text.encode()).hexdigest()[:32]}@schemeengine"


def calendar_file(found: Timeline, lang: Lang) -> str:
    """The days of a timeline; deadlines not met and days to come are marked in their categories."""
    calendar = Calendar()
    calendar.add("prodid", f"-//schemeengine//{VERSION}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-timezone", "Asia/Tokyo")
    calendar.add("x-wr-calname", f"{word('timeline', lang)}: {plain(found.dossier)}")
    stamp = datetime.combine(found.as_of, time(), UTC)
    for entry in found.entries:
        calendar.add_component(_event(found, entry, stamp, lang))
    written: bytes = calendar.to_ical(sorted=True)
    return written.decode("utf-8")


def _event(found: Timeline, entry: Entry, stamp: datetime, lang: Lang) -> Event:
    thing = plain(entry.thing.of(lang))
    event = Event()
    event.add("uid", uid(found, entry))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", moved_by(entry.day, 1))
    event.add("summary", f"{thing} {plain(entry.text.of(lang))}")
    cite = wording.cites(entry.cite, lang)
    event.add("description", "\n".join(t for t in (cite, plain(entry.who)) if t))
    event.add("categories", [entry.kind, "to-come" if entry.to_come else "past"])
    event.add("transp", "TRANSPARENT")
    if entry.kind == "due" and entry.to_come:
        event.add_component(_reminder(str(event["summary"])))
    return event


#: A week before, at nine in the morning of where the calendar is read.
_REMIND = timedelta(days=-7, hours=9)


def _reminder(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _REMIND)
    return alarm
