"""The calendar file opened with two libraries of others: what calendar programs will see."""

from __future__ import annotations

from datetime import date, timedelta

import icalendar
import pytest
import vobject
from tests.cli.running import dossier, run

NAMES = ("kita_life_renewal_pending", "sdgx_life_settlement", "kitakyushu_life_report_missed")


def written(name: str, *more: str) -> str:
    done = run("timeline", dossier(name), "--format", "ics", *more)
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize("name", NAMES)
def test_two_readers_see_the_same_days(name: str) -> None:
    """All-day events: plain dates without a time zone, so that no program shifts them by a day."""
    text = written(name)
    ours = {e["day"]: e for e in run("timeline", dossier(name), "-f", "json").data["entries"]}
    seen = [(str(e["uid"]), e.decoded("dtstart"), e.decoded("dtend"), str(e["summary"]))
            for e in icalendar.Calendar.from_ical(text).walk("VEVENT")]  # fmt: skip
    calendar = vobject.readOne(text)
    others = [(e.uid.value, e.dtstart.value, e.dtend.value, e.summary.value) for e in calendar.vevent_list]
    assert sorted(seen) == sorted(others)
    for _, start, end, _ in seen:
        assert type(start) is date
        assert end == start + timedelta(days=1)
    assert {start.isoformat() for _, start, _, _ in seen} == set(ours)


@pytest.mark.parametrize("name", NAMES)
def test_deadlines_to_come_remind_a_week_before(name: str) -> None:
    entries = run("timeline", dossier(name), "-f", "json").data["entries"]
    reminded = {e["uid"] for e in entries if e["kind"] == "due" and e["to_come"]}
    for event in vobject.readOne(written(name)).vevent_list:
        alarms = getattr(event, "valarm_list", [])
        assert bool(alarms) == (event.uid.value in reminded)
        for alarm in alarms:
            assert alarm.action.value == "DISPLAY"
            assert alarm.description.value == event.summary.value
            assert alarm.trigger.value == timedelta(days=-7, hours=9)


@pytest.mark.parametrize("name", NAMES[1:])
def test_lines_are_folded_by_bytes_and_never_within_a_character(name: str) -> None:
    text = written(name)
    lines = text.encode("utf-8").split(b"\r\n")
    assert lines.pop() == b""
    assert any(line.startswith(b" ") for line in lines), "some Japanese line is long enough to be folded"
    for line in lines:
        assert len(line) <= 75
        line.decode("utf-8")


def test_an_entry_keeps_its_uid_and_moves_when_its_day_does() -> None:
    """The same turn of the same duty under the other reading of a holiday: one UID, two days."""
    name = "sdgx_life_settlement"
    as_read = {e.uid.value: e for e in vobject.readOne(written(name)).vevent_list}
    other = ("--reading", "year_end_closed=next_open_day")
    otherwise = {e.uid.value: e for e in vobject.readOne(written(name, *other)).vevent_list}
    assert as_read.keys() == otherwise.keys()
    moved = [u for u in as_read if as_read[u].dtstart.value != otherwise[u].dtstart.value]
    assert len(moved) == 1


def test_both_languages_give_the_same_uids() -> None:
    uids = [
        {e.uid.value for e in vobject.readOne(written(NAMES[0], "--lang", lang)).vevent_list}
        for lang in ("ja", "en")
    ]
    assert uids[0] == uids[1]
