"""Days as forms and other systems write them, where the declared type says that a day is meant."""

from __future__ import annotations

import re
import unicodedata

_SIGN = "[./・･-]"
_EIGHT_DIGITS = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
#: R070610 and 令7・6・10, as office systems and rubber stamps have it.
_ERA_DIGITS = re.compile(r"([MTSHR])([0-9]{2})([0-9]{2})([0-9]{2})", re.IGNORECASE)
_MIDDLE_DOTS = re.compile(r"([^0-9]{0,2})([0-9]{1,4})[・･]([0-9]{1,2})[・･]([0-9]{1,2})")
_SHORT_YEAR = re.compile(rf"([0-9]{{1,2}})({_SIGN})([0-9]{{1,2}})\2([0-9]{{1,2}})")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})({_SIGN})([0-9]{{1,2}})\2([0-9]{{4}})")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")


def usual_day(text: str) -> str:
    """A day in a spelling that only its type makes clear, as literals are written; else the text."""
    plain = _plain(text)
    if found := _EIGHT_DIGITS.fullmatch(plain):
        return f"{found[1]}-{found[2]}-{found[3]}"
    if found := _ERA_DIGITS.fullmatch(plain):
        return f"{found[1]}{int(found[2])}.{int(found[3])}.{int(found[4])}"
    if found := _MIDDLE_DOTS.fullmatch(plain):
        return f"{found[1]}{found[2]}.{found[3]}.{found[4]}"
    return text


def without_era(text: str) -> str:
    """7.6.10 with the era that is perhaps meant: 令和7年6月10日; "" for anything else."""
    found = _SHORT_YEAR.fullmatch(_plain(text))
    if found is None or not _may_be(int(found[3]), int(found[4])):
        return ""
    return f"令和{int(found[1])}年{int(found[3])}月{int(found[4])}日"


def put_right(text: str) -> str:
    """10/6/2025 with the year first (both ways where either number can be the month), and a day with an
    idle time as the day; "" for anything else."""
    plain = _plain(text)
    if found := _MIDNIGHT.fullmatch(plain):
        return found[1]
    if (found := _YEAR_LAST.fullmatch(plain)) is None:
        return ""
    a, b, year = int(found[1]), int(found[3]), found[4]
    ways = [(month, day) for month, day in ((b, a), (a, b)) if _may_be(month, day)]
    return " / ".join(dict.fromkeys(f"{year}-{month:02}-{day:02}" for month, day in ways))


def _may_be(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
