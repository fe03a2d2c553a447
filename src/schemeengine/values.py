"""Exact values and how they are written: money, shares, quantities, durations, days, eras.

Nothing here rounds: what cannot be written exactly is written as a fraction or marked with "…".
What the Japanese formatting functions print, ``syntax.literals.read_literal`` reads back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from schemeengine.diagnostics import Lang


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months and days; 3年 is 36 months, 2週間 is 14 days.

    Months and days do not convert into each other, so durations have no order of their own.
    """

    months: int
    days: int

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0:
            raise ValueError(f"a duration is not negative: {self.months}, {self.days}")

    @property
    def length(self) -> Fraction:
        """Days to order lengths of time by: a month counts as 30.4375 (only mixed ones need it)."""
        return self.months * Fraction(487, 16) + self.days


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of any year, such as 3月31日. 2月29日 stands for the last day of February."""

    month: int
    day: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.day <= LONGEST_MONTH[self.month - 1]):
            raise ValueError(f"no such day of the year: {self.month}-{self.day}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount of something measured. ``unit`` is normalised on construction (㎡ → m2)."""

    amount: Fraction
    unit: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", normalise_unit(self.unit))


@dataclass(frozen=True, slots=True)
class Approx:
    """A value not known exactly. ``lo``/``hi`` bound it (None = open), ``options`` list it.

    ``may_be_none`` and ``may_not_apply`` say that it may also turn out to be one of these.
    """

    lo: Any = None
    hi: Any = None
    options: frozenset[Any] | None = None
    may_be_none: bool = False
    may_not_apply: bool = False


ANYTHING = Approx()


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days; both ends included, None where open. While facts are missing an end may
    be an approximation."""

    first: object
    last: object


class Stated(Enum):
    """Statements that stand where a value would: not values themselves."""

    NONE = "none"  # the applicant states that there is none
    NOT_YET = "not_yet"  # the event is stated not to have happened
    NOT_APPLICABLE = "not_applicable"  # arises only from a written guard


LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: Currencies other than the yen (ISO 4217): exact decimals, never mixed and never converted.
#: Signs written before an amount. A bare $ is the dollar of the United States.
CURRENCY_SIGNS = {"¥": "円", "$": "USD", "€": "EUR", "£": "GBP"}
CURRENCIES = frozenset({"USD", "EUR", "GBP", "CNY", "KRW", "TWD", "AUD", "CAD", "CHF", "SGD", "THB", "VND"})

#: Counter words that are also measured: 82.5点, 1.5人月. Whole ones are read as counts.
DECIMAL_COUNTERS = frozenset({"点", "人月", "人日", "人時"})

MEASURES = (
    frozenset({
        "mg", "g", "kg", "t", "mm", "cm", "m", "km", "mm2", "cm2", "m2", "km2", "a", "ha",
        "cm3", "m3", "Nm3", "mL", "L", "kL", "W", "kW", "MW", "Wh", "kWh", "MWh", "GWh",
        "J", "kJ", "MJ", "GJ", "TJ", "kcal", "°C", "V", "A", "Hz", "dB", "ppm",
        "g-CO2", "kg-CO2", "t-CO2", "坪", "時間",
    })
    | CURRENCIES
)  # fmt: skip
"""Units of measured things: these allow decimals. Every other unit counts whole things."""

_UNIT_WORDS = {
    "グラム": "g", "キログラム": "kg", "トン": "t",
    "メートル": "m", "センチメートル": "cm", "キロメートル": "km",
    "平方メートル": "m2", "平米": "m2", "立方メートル": "m3", "立米": "m3", "ヘクタール": "ha",
    "アール": "a", "リットル": "L", "キロリットル": "kL",
    "ワット": "W", "キロワット": "kW", "メガワット": "MW", "キロワット時": "kWh",
    "l": "L", "ml": "mL", "kl": "kL", "KL": "kL", "Kg": "kg", "KG": "kg", "KW": "kW",
    "Kw": "kW", "kw": "kW", "KWh": "kWh", "KWH": "kWh", "kwh": "kWh",
    "ドル": "USD", "米ドル": "USD", "ユーロ": "EUR", "ウォン": "KRW", "人民元": "CNY", "豪ドル": "AUD",
    "カ月": "か月", "ヶ月": "か月", "ヵ月": "か月", "ケ月": "か月", "週間": "週", "開庁日": "営業日",
    "tCO2": "t-CO2", "kgCO2": "kg-CO2", "トン-CO2": "t-CO2",
}  # fmt: skip


def normalise_unit(text: str) -> str:
    """One spelling for a unit: NFKC (㎡ → m2, t-CO₂ → t-CO2, ｋｇ → kg), then known words."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return _UNIT_WORDS.get(plain, plain)


#: Units of the language itself and usual counter words, for one and for any other number; every other
#: counter word is the scheme's own, and stays as it is.
_ENGLISH_UNITS = {
    "営業日": ("business day", "business days"), "銀行営業日": ("bank day", "bank days"),
    "点": ("point", "points"), "人": ("person", "people"), "名": ("person", "people"),
    "社": ("company", "companies"), "事業者": ("business", "businesses"), "世帯": ("household", "households"),
    "回": ("time", "times"), "か所": ("place", "places"), "箇所": ("place", "places"),
    "戸": ("dwelling", "dwellings"), "棟": ("building", "buildings"), "室": ("room", "rooms"),
    "年": ("year", "years"), "か月": ("month", "months"), "週": ("week", "weeks"), "日": ("day", "days"),
    "時間": ("hour", "hours"), "項目": ("item", "items"), "件": ("", ""), "個": ("", ""), "台": ("", ""),
}  # fmt: skip


def unit_in_english(unit: str, number: object) -> str:
    """A unit as it stands in an English text behind a number; "" for counters English does without."""
    one, many = _ENGLISH_UNITS.get(unit, (unit, unit))
    return one if number == 1 else many


# --- Eras -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Era:
    """A Japanese era, from its ``first_day`` on; year n of it is ``before_year_one`` + n."""

    ja: str
    letter: str
    first_day: date
    before_year_one: int


ERAS: tuple[Era, ...] = (
    # 明治 began in 1868, but up to 明治5年 days were counted by the lunar calendar: a date of
    # those years is not the same day in the solar calendar, so the table starts with 明治6年.
    Era("明治", "M", date(1873, 1, 1), 1867),
    Era("大正", "T", date(1912, 7, 30), 1911),
    Era("昭和", "S", date(1926, 12, 25), 1925),
    Era("平成", "H", date(1989, 1, 8), 1988),
    Era("令和", "R", date(2019, 5, 1), 2018),
)


class OutsideEra(ValueError):
    """The day exists but does not belong to the era named; ``day`` is that day."""

    def __init__(self, era: Era, day: date) -> None:
        self.era, self.day = era, day
        super().__init__(f"{day} is not in {era.ja}")


def era_of(day: date) -> Era | None:
    """The era of a day; None before 1873-01-01, when the solar calendar was introduced."""
    return next((e for e in reversed(ERAS) if day >= e.first_day), None)


def date_from_era(era: Era, year: int, month: int, day: int) -> date:
    """The day written as 〈era〉〈year〉年…. Raises OutsideEra, or ValueError if no such day."""
    found = date(era.before_year_one + year, month, day)
    if era_of(found) is not era:
        raise OutsideEra(era, found)
    return found


# --- Writing --------------------------------------------------------------------------------


#: Longer fractions are shown as decimals: nobody reads 31 digits over 29.
_LONG = 10**15
_MOST_BITS = 13_000  # about as many as Python writes out in figures (4,300 digits)


def format_number(n: int) -> str:
    """12345 → 12,345."""
    return f"{n:,}"


def format_long(value: Fraction) -> str | None:
    """A fraction too long to be read as one, cut after six places: 0.034483…; None for any other."""
    if value.denominator < _LONG:
        return None
    cut = Fraction(int(value * 10**6), 10**6)
    sign = "-" if value < 0 and cut == 0 else ""
    return f"{sign}{format_decimal(cut)}…"


def format_yen(amount: int, lang: Lang) -> str:
    """Whole yen with separators: 30,000,000円 / 30,000,000 yen."""
    return f"{amount:,}円" if lang == "ja" else f"{amount:,} yen"


def format_ratio(ratio: Fraction, lang: Lang) -> str:
    """Exact: 70%, 12.5%; what has no short decimal form is 3分の2 / 2/3, only a very long one is cut."""
    percent = format_decimal(ratio * 100)
    if percent is not None:
        return f"{percent}%"
    long = format_long(ratio * 100)
    if long is not None:
        return f"{long}%"
    if lang == "en":
        return f"{ratio.numerator}/{ratio.denominator}"
    return f"{'-' if ratio < 0 else ''}{ratio.denominator}分の{abs(ratio.numerator)}"


def format_percent_of(part: int, whole: int, lang: Lang) -> str:
    """A comparison without rounding: 93分の65（69.89…%）; "…" says that digits follow."""
    if whole == 0:
        return f"0分の{part}（割合なし）" if lang == "ja" else f"{part} of 0 (no share)"
    hundredths = Fraction(part, whole) * 10_000
    shown = Fraction(int(hundredths), 100)  # int() drops digits, so 69.999% is never shown as 70%
    sign = "-" if hundredths < 0 and shown == 0 else ""
    percent = f"{sign}{format_decimal(shown)}%"
    if shown * 100 != hundredths:
        percent = f"{sign}{_two_places(shown)}…%"
    if lang == "ja":
        return f"{whole:,}分の{part:,}（{percent}）"
    return f"{part:,} of {whole:,} ({percent})"


def format_duration(duration: Duration, lang: Lang) -> str:
    """3年, 1年6か月, 30日 / 3 years, 1 year 6 months, 30 days."""
    years, months = divmod(duration.months, 12)
    if lang == "ja":
        parts = [(years, "年"), (months, "か月"), (duration.days, "日")]
        return "".join(f"{n}{u}" for n, u in parts if n) or "0日"
    words = [(years, "year"), (months, "month"), (duration.days, "day")]
    return " ".join(f"{n} {w}{'' if n == 1 else 's'}" for n, w in words if n) or "0 days"


def format_date(day: date, lang: Lang) -> str:
    """令和6年6月1日 (元年 for year 1; 西暦 before 1873) / 2024-06-01."""
    if lang == "en":
        return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    return f"{_era_year(day.year, era_of(day))}{day.month}月{day.day}日"


def format_datetime(moment: datetime, lang: Lang) -> str:
    """令和6年6月1日17時, …17時01分 / 2024-06-01 17:01. Japan time; seconds only if not 0."""
    if lang == "en":
        second = f":{moment.second:02d}" if moment.second else ""
        return f"{format_date(moment.date(), lang)} {moment.hour:02d}:{moment.minute:02d}{second}"
    minute = f"{moment.minute:02d}分" if moment.minute or moment.second else ""
    second = f"{moment.second:02d}秒" if moment.second else ""
    return f"{format_date(moment.date(), lang)}{moment.hour}時{minute}{second}"


def format_fiscal_year(year: int, lang: Lang) -> str:
    """令和4年度 / fiscal year 2022. ``year`` is the calendar year of its April."""
    if lang == "en":
        return f"fiscal year {year}"
    # 31 December: the year 2019/20 is called 令和元年度, and 1988/89 昭和63年度.
    return f"{_era_year(year, era_of(date(year, 12, 31)))}度"


def format_month_day(day: MonthDay, lang: Lang) -> str:
    """3月31日 / 31 March."""
    if lang == "ja":
        return "2月末日" if (day.month, day.day) == (2, 29) else f"{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def _era_year(year: int, era: Era | None) -> str:
    if era is None:
        return f"{year:04d}年"
    n = year - era.before_year_one
    return f"{era.ja}{'元' if n == 1 else n}年"


def format_decimal(value: Fraction, places: int = 6) -> str | None:
    """The exact decimal text with separators, or None if it needs more than ``places`` digits."""
    scaled = value * 10**places
    if scaled.denominator != 1:
        return None
    whole, rest = divmod(abs(scaled.numerator), 10**places)
    digits = f"{rest:0{places}d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole:,}{'.' if digits else ''}{digits}"


def format_money(amount: Fraction, lang: Lang) -> str:
    """Of a currency with cents: 29,251; 29,251.50; 0.0125; a third is 約0.33 / about 0.33."""
    shown = format_decimal(amount)
    if shown is None:
        return f"{'約' if lang == 'ja' else 'about '}{_two_places(Fraction(round(amount * 100), 100))}"
    return f"{shown}0" if shown[-2:-1] == "." else shown


def exact_decimal(amount: Fraction) -> str:
    """For programs, without separators: 29251.50; what has no finite decimal is a fraction, 100/3."""
    shown = format_decimal(amount, _EXACT_PLACES)
    if shown is None:
        return exact_fraction(amount)
    return (f"{shown}0" if shown[-2:-1] == "." else shown).replace(",", "")


def exact_fraction(amount: Fraction) -> str:
    """100/3, for programs; one too long to be written out is cut after twenty decimals."""
    if max(amount.numerator.bit_length(), amount.denominator.bit_length()) <= _MOST_BITS:
        return str(amount)
    return exact_decimal(Fraction(int(amount * 10**_EXACT_PLACES), 10**_EXACT_PLACES))


#: More decimals than amounts of money and shares of them come to; beyond it a fraction is shorter.
_EXACT_PLACES = 20


def _two_places(value: Fraction) -> str:
    whole, rest = divmod(abs(int(value * 100)), 100)
    return f"{'-' if value < 0 else ''}{whole:,}.{rest:02d}"
