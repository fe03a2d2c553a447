"""Local times of the world's time zones as moments in Japan, by the time zone database (IANA).

The database is the one of the package ``tzdata`` (its version stands in constraints.txt) and never
that of the machine, so that the same text is the same moment everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

#: Abbreviations that mean one thing only.
_SHORT = {"UTC": "Etc/UTC", "GMT": "Etc/GMT"}
_OF_JAPAN = frozenset({"Asia/Tokyo", "Japan", "JST"})
_JAPAN_AHEAD = timedelta(hours=9)  # since 1952, and always in what the engine compares


@dataclass(frozen=True, slots=True)
class UnknownZone(Exception):
    """No zone has this name; ``near`` is one that was perhaps meant, or ""."""

    near: str


@dataclass(frozen=True, slots=True)
class SkippedTime(Exception):
    """The clocks were put forward over this time: it never was. ``before`` and ``after`` were."""

    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class DoubledTime(Exception):
    """The clocks were put back: this time came twice, with these distances from UTC."""

    first: str
    second: str


def in_japan(moment: datetime, name: str) -> datetime:
    """The time on the clocks of Japan when those of the zone ``name`` show ``moment``.

    Raises :class:`UnknownZone`, :class:`SkippedTime` or :class:`DoubledTime` (daylight saving), and
    OverflowError at the ends of the calendar.
    """
    if name in _OF_JAPAN:
        return moment
    zone = _zone(name)
    earlier, later = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    ahead, then = earlier.utcoffset(), later.utcoffset()
    if ahead is None or then is None:
        raise UnknownZone("")
    if ahead < then:
        # The two readings of a skipped time lie as far before and after the gap as it is wide.
        raise SkippedTime(moment + ahead - then, moment + then - ahead)
    if ahead > then:
        raise DoubledTime(_written(ahead), _written(then))
    utc = earlier.astimezone(UTC).replace(tzinfo=None)
    return utc + _JAPAN_AHEAD


def _written(ahead: timedelta) -> str:
    minutes = ahead // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def _zone(name: str) -> ZoneInfo:
    exact = _SHORT.get(name, name)
    known = _names()
    if exact not in known:
        by_fold = {n.casefold(): n for n in known}
        near = get_close_matches(exact.casefold(), sorted(by_fold), n=1, cutoff=7 / 10)
        raise UnknownZone(by_fold[near[0]] if near else "")
    with files("tzdata.zoneinfo").joinpath(*exact.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=exact)


@cache
def _names() -> frozenset[str]:
    """Area/City only: EST, CET and the like stand for zones of several countries."""
    listed = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return frozenset(name for name in listed if "/" in name)
