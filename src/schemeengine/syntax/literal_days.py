"""Days, times, fiscal years and eras as they are written."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from schemeengine.diagnostics import codes_literals as codes
from schemeengine.diagnostics import codes_time
from schemeengine.syntax.literal_model import Literal, Read, Wrong, wrong
from schemeengine.timezones import DoubledTime, SkippedTime, UnknownZone, in_japan
from schemeengine.values import (
    ERAS,
    LONGEST_MONTH,
    Era,
    MonthDay,
    OutsideEra,
    date_from_era,
    format_date,
    format_fiscal_year,
)


def read_date(m: re.Match[str]) -> Read:
    day = _read_day(m)
    if isinstance(day, Wrong):
        return day
    if m["weekday"] and "月火水木金土日"[day.weekday()] != m["weekday"]:
        return wrong(codes_time.WRONG_WEEKDAY, weekday="月火水木金土日"[day.weekday()])
    if m["hour"] is None and m["ji"] is None and m["noon"] is None:
        return Literal("date", day)
    return _read_time(m, day)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_english_date(m: re.Match[str]) -> Read:
    """3 June 2024, June 3, 2024 17:00; without a year the day of any year: 31 March."""
    month = 1 + _MONTHS.index((m["month"] or m["named"])[:3].lower())
    number, year = int(m["d1"] or m["d2"]), m["y1"] or m["y2"]
    timed = m["hour"] or m["ji"] or m["noon"]
    if not year:
        if timed or m["weekday"]:
            return wrong(codes.UNREADABLE)
        if not 1 <= number <= LONGEST_MONTH[month - 1]:
            return _no_such_day(month)
        return Literal("month_day", MonthDay(month, number))
    day = _western(int(year), month, number)
    if isinstance(day, Wrong):
        return day
    if m["weekday"] and not f"{day:%A}".lower().startswith(m["weekday"].lower()):
        return wrong(codes_time.WRONG_WEEKDAY, weekday="月火水木金土日"[day.weekday()])
    return _read_time(m, day) if timed else Literal("date", day)


def _read_day(m: re.Match[str]) -> date | Wrong:
    if m["y"]:
        return _western(int(m["y"]), int(m["m"]), int(m["d"]))
    if m["letter"]:
        era = next((e for e in ERAS if e.letter == m["letter"].upper()), None)
        if era is None:
            return wrong(codes.UNKNOWN_ERA_LETTER, letter=m["letter"])
        return _in_era(era, int(m["ly"]), int(m["lm"]), int(m["ld"]))
    year, month, day = _year(m["jy"]), int(m["jm"]), int(m["jd"])
    if m["era"]:
        return _in_era(_era(m["era"]), year, month, day)
    if len(m["jy"]) < 4:
        return wrong(codes.WHICH_ERA, fix=f"令和{m['jy']}年{month}月{day}日")
    return _western(year, month, day)


def _western(year: int, month: int, day: int) -> date | Wrong:
    try:
        return date(year, month, day)
    except ValueError:
        return _no_such_day(month)


def _in_era(era: Era, year: int, month: int, day: int) -> date | Wrong:
    try:
        return date_from_era(era, year, month, day)
    except OutsideEra as outside:
        if outside.day < ERAS[0].first_day:
            return wrong(codes.LUNAR_DATE)
        return wrong(codes.OUTSIDE_ERA, era=era.ja, fix=format_date(outside.day, "ja"))
    except ValueError:
        return _no_such_day(month)


def _no_such_day(month: int) -> Wrong:
    if not 1 <= month <= 12:
        return wrong(codes.NO_SUCH_DAY, fix_ja="月は1から12までです。", fix_en="Months run from 1 to 12.")
    if month == 2:
        ja = "2月は28日まで（うるう年は29日まで）です。"
        en = "February ends on the 28th, in leap years on the 29th."
    else:
        last = LONGEST_MONTH[month - 1]
        ja, en = f"{month}月は1日から{last}日までです。", f"Month {month} runs from 1 to {last}."
    return wrong(codes.NO_SUCH_DAY, fix_ja=ja, fix_en=en)


def _read_time(m: re.Match[str], day: date) -> Read:
    hour = 12 if m["noon"] else int(m["hour"] or m["ji"])
    minute = 30 if m["han"] else int(m["minute"] or m["fun"] or 0)
    second = int(m["second"] or m["byo"] or 0)
    if m["half"]:
        if hour > 11:
            return wrong(codes.NO_SUCH_TIME)
        hour += 12 if m["half"] == "午後" else 0
    if hour > 23 or minute > 59 or second > 59:
        return wrong(codes.NO_SUCH_TIME)
    moment = datetime(day.year, day.month, day.day, hour, minute, second)
    if m["zone"]:
        return wrong(codes_time.TWO_ZONES) if m["ahead"] else _by_zone(moment, m["zone"])
    return _to_japan_time(moment, m["ahead"]) if m["ahead"] else Literal("datetime", moment)


def _by_zone(moment: datetime, zone: str) -> Read:
    """A local time of a zone of the time zone database, such as Europe/Berlin."""
    try:
        return Literal("datetime", in_japan(moment, zone), day=moment.date())
    except UnknownZone as unknown:
        near = unknown.near or "Asia/Tokyo, Europe/Berlin, UTC"
        return wrong(codes_time.UNKNOWN_ZONE, zone=zone, near=near)
    except SkippedTime as skipped:
        before, after = (f"{t:%Y-%m-%d %H:%M}" for t in (skipped.before, skipped.after))
        return wrong(codes_time.SKIPPED_TIME, zone=zone, before=before, after=after)
    except DoubledTime as doubled:
        said = f"{moment:%Y-%m-%d %H:%M}"
        return wrong(
            codes_time.DOUBLED_TIME, zone=zone, first=said + doubled.first, second=said + doubled.second
        )
    except OverflowError:
        return wrong(codes.UNREADABLE)


def _to_japan_time(moment: datetime, zone: str) -> Read:
    ahead = timedelta()
    if zone != "Z":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        if hours > 14 or minutes > 59:
            return wrong(codes.NO_SUCH_TIME)
        ahead = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    try:
        return Literal("datetime", moment - ahead + timedelta(hours=9), day=moment.date())
    except OverflowError:
        return wrong(codes.UNREADABLE)


def read_fiscal_year(m: re.Match[str]) -> Read:
    year = _year(m["y"])
    if not m["era"] and len(m["y"]) < 4:
        return wrong(codes.WHICH_ERA, fix=f"令和{m['y']}年度")
    era = _era(m["era"]) if m["era"] else None
    western = year + (era.before_year_one if era else 0)
    if not 1 <= western <= 9998:  # the year 9999/10000 would run off the calendar
        return wrong(codes.UNREADABLE)
    if era is None:
        return Literal("fiscal_year", western)
    following = ERAS[ERAS.index(era) + 1 :]
    ended = bool(following) and following[0].first_day <= date(western, 4, 1)
    if western < ERAS[0].first_day.year:
        return wrong(codes.LUNAR_DATE)
    if year == 0 or ended:
        return wrong(codes.OUTSIDE_ERA, era=era.ja, fix=format_fiscal_year(western, "ja"))
    return Literal("fiscal_year", western)


def read_month_day(m: re.Match[str]) -> Read:
    month = int(m["m"])
    if not 1 <= month <= 12:
        return _no_such_day(month)
    day = LONGEST_MONTH[month - 1] if m["end"] else int(m["d"])
    if not 1 <= day <= LONGEST_MONTH[month - 1]:
        return _no_such_day(month)
    return Literal("month_day", MonthDay(month, day))


def read_year_month(m: re.Match[str]) -> Read:
    if m["era"] is None and len(m["y"]) < 4 and m["y"] != "元":
        return None  # 3年, 1年6月: a length of time
    start = f"{m['era'] or ''}{m['y']}年"
    month = m["m"] or "4"
    return wrong(codes.INCOMPLETE_DATE, fix=f"{start}{month}月1日", fiscal=f"{start}度")


def _year(text: str) -> int:
    return 1 if text == "元" else int(text)


def _era(text: str) -> Era:
    return next(e for e in ERAS if e.ja == text)
