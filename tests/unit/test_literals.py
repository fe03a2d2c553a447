"""Literals: every way of writing a value, every mistake, and the way back from print to value."""

from __future__ import annotations

import string
import time
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemeengine import values
from schemeengine.calendar import BusinessDay, DayOfMonth, MonthEnd, Weekday
from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.diagnostics.catalogue import CODES as ALL_CODES
from schemeengine.source import Source, Span
from schemeengine.syntax.literal_model import MAX_LENGTH, Literal
from schemeengine.syntax.literals import (
    match_literal,
    read_day_pattern,
    read_literal,
)
from schemeengine.values import Duration, MonthDay, Quantity


def read(text: str) -> tuple[Literal | None, tuple[Diagnostic, ...]]:
    problems = Problems()
    found = read_literal(text, Span(Source("test", text), 0, len(text)), problems)
    return found, problems.items


def value(text: str) -> Literal:
    found, diagnostics = read(text)
    assert found is not None, [d.message("en") for d in diagnostics]
    assert not diagnostics
    return found


def quantity(amount: str, unit: str) -> Quantity:
    return Quantity(Fraction(amount), unit)


GOOD: dict[str, dict[str, object]] = {
    "yen": {
        "1,000円": 1000, "千円": 1000, "3,000万円": 30_000_000, "3000万円": 30_000_000,
        "3億円": 300_000_000, "1億2,000万円": 120_000_000, "5億3千万円": 530_000_000,
        "2百万円": 2_000_000, "300百万円": 300_000_000, "￥1,000": 1000, "¥1,000": 1000,
        "1000 yen": 1000, "1,000yen": 1000, "30 million yen": 30_000_000, "三千万円": 30_000_000,
        "十万円": 100_000, "二〇〇〇円": 2000, "三千五百円": 3500, "３，０００万円": 30_000_000,
        "壱億円": 10**8, "参拾萬円": 300_000, "零円": 0, "一億五千万円": 150_000_000,
        "0円": 0, " 5円 ": 5, "1億円": 10**8, "2兆円": 2 * 10**12,
    },
    "ratio": {
        "70%": Fraction(7, 10), "７０％": Fraction(7, 10), "70パーセント": Fraction(7, 10),
        "70 percent": Fraction(7, 10), "12.5%": Fraction(1, 8), "2分の1": Fraction(1, 2),
        "二分の一": Fraction(1, 2), "7割": Fraction(7, 10), "0.1%": Fraction(1, 1000),
        "100分の5": Fraction(1, 20), "120%": Fraction(6, 5), "百分の七十": Fraction(7, 10),
        "7割5分3厘": Fraction(753, 1000),
        "7.5割": Fraction(3, 4), "七十パーセント": Fraction(7, 10), "七〇％": Fraction(7, 10),
    },
    "count": {"30人": 30, "3社": 3, "5件": 5, "2台": 2, "10個": 10, "1,000人": 1000, "３０人": 30,
              "10万人": 100_000, "30分": 30, "2ポイント": 2},
    "quantity": {
        "12.5kg": quantity("12.5", "kg"), "500m2": quantity("500", "m2"),
        "500㎡": quantity("500", "m2"), "10m³": quantity("10", "m3"),
        "3.2t-CO2": quantity("3.2", "t-CO2"), "3.2t-CO₂": quantity("3.2", "t-CO2"),
        "２０ｋＷ": quantity("20", "kW"), "5.5時間": quantity("5.5", "時間"),
        "20平方メートル": quantity("20", "m2"), "£700": quantity("700", "GBP"),
        "$12.50": quantity("12.5", "USD"), "€1,000": quantity("1000", "EUR"), "￡5": quantity("5", "GBP"),
    },
    "number": {"12": 12, "1,000": 1000, "１２": 12, "0": 0, "3万": 30_000, "1.10": Fraction(11, 10), "0.0256619": Fraction(256619, 10**7)},
    "duration": {
        "3年": Duration(36, 0), "36か月": Duration(36, 0), "36ヶ月": Duration(36, 0),
        "36カ月": Duration(36, 0), "36ヵ月": Duration(36, 0), "36箇月": Duration(36, 0),
        "36月": Duration(36, 0), "13月": Duration(13, 0), "3か月": Duration(3, 0),
        "30日": Duration(0, 30), "2週間": Duration(0, 14), "1年6か月": Duration(18, 0),
        "1年6月": Duration(18, 0), "3年間": Duration(36, 0), "3か年": Duration(36, 0),
        "1年2か月3日": Duration(14, 3), "3 years": Duration(36, 0), "36 months": Duration(36, 0),
        "30 days": Duration(0, 30), "1 year 6 months": Duration(18, 0),
    },
    "date": {
        "2023-05-22": date(2023, 5, 22), "2023/5/22": date(2023, 5, 22),
        "2023年5月22日": date(2023, 5, 22), "令和5年5月22日": date(2023, 5, 22),
        "令和５年５月２２日": date(2023, 5, 22), "令和5年5⽉22⽇": date(2023, 5, 22),
        "令和05年05月22日": date(2023, 5, 22), "令和元年5月1日": date(2019, 5, 1),
        "㋿元年5月1日": date(2019, 5, 1), "R5.5.22": date(2023, 5, 22),
        "H31.4.30": date(2019, 4, 30), "平成31年4月30日": date(2019, 4, 30),
        "昭和64年1月7日": date(1989, 1, 7), "大正元年7月30日": date(1912, 7, 30),
        "明治45年7月29日": date(1912, 7, 29), "2024-02-29": date(2024, 2, 29),
        "3 June 2024": date(2024, 6, 3), "June 3, 2024": date(2024, 6, 3), "3 Jun 2024": date(2024, 6, 3),
        "1st April 2024": date(2024, 4, 1), "Sept. 30, 2024": date(2024, 9, 30),
        "令和六年七月一日": date(2024, 7, 1), "令和元年七月三十一日": date(2019, 7, 31),
        "二〇二四年十二月三十一日": date(2024, 12, 31), "令和6年七月一日": date(2024, 7, 1),
        "平成三十一年四月三十日": date(2019, 4, 30),
    },
    "datetime": {
        "令和4年9月5日17時": datetime(2022, 9, 5, 17),
        "令和4年9月5日 17時": datetime(2022, 9, 5, 17),
        "令和4年9月5日17時01分": datetime(2022, 9, 5, 17, 1),
        "令和4年9月5日17:00": datetime(2022, 9, 5, 17),
        "令和4年9月5日午後5時": datetime(2022, 9, 5, 17),
        "令和4年9月5日午前0時": datetime(2022, 9, 5), "令和4年9月5日正午": datetime(2022, 9, 5, 12),
        "令和4年9月5日午後5時半": datetime(2022, 9, 5, 17, 30),
        "2022-09-05T17:00": datetime(2022, 9, 5, 17), "2022-09-05 17:00": datetime(2022, 9, 5, 17),
        "2022-09-05T17:00+09:00": datetime(2022, 9, 5, 17),
        "2022-09-05T17:00Z": datetime(2022, 9, 6, 2),
        "2022-09-05T17:00:30-05:00": datetime(2022, 9, 6, 7, 0, 30),
        "令和四年九月五日午後五時": datetime(2022, 9, 5, 17),
        "2024-06-01 17:00 Asia/Tokyo": datetime(2024, 6, 1, 17),
        "3 June 2024 17:00": datetime(2024, 6, 3, 17), "June 3, 2024 17:00 UTC": datetime(2024, 6, 4, 2),
        "2024-06-01 17:00 JST": datetime(2024, 6, 1, 17),
        "2024-06-01 17:00 Europe/Berlin": datetime(2024, 6, 2),
        "2024-01-10T17:00 Europe/Berlin": datetime(2024, 1, 11, 1),
        "令和6年6月1日 17時 Europe/Berlin": datetime(2024, 6, 2),
        "令和6年6月1日 午後5時半 America/New_York": datetime(2024, 6, 2, 6, 30),
        "2024-06-01 17:00 UTC": datetime(2024, 6, 2, 2),
        "1950-07-01 12:00 Asia/Tokyo": datetime(1950, 7, 1, 12),
    },
    "month_day": {"3月31日": MonthDay(3, 31), "12月1日": MonthDay(12, 1),
                  "2月末日": MonthDay(2, 29), "31 March": MonthDay(3, 31), "March 31": MonthDay(3, 31),
                  "Dec. 1": MonthDay(12, 1)},
    "fiscal_year": {"令和4年度": 2022, "2022年度": 2022, "令和元年度": 2019, "平成31年度": 2019,
                    "平成元年度": 1989, "昭和63年度": 1988,
                    "令和六年度": 2024, "二〇二四年度": 2024},
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [(kind, text, v) for kind, cases in GOOD.items() for text, v in cases.items()],
)
class TestGood:
    def test_reads(self, kind: str, text: str, expected: object) -> None:
        found = value(text)
        assert found.kind == kind
        assert found.value == expected
        assert type(found.value) is type(expected)

    def test_is_cut_out_of_an_expression(self, kind: str, text: str, expected: object) -> None:
        text = text.strip()
        for before, after in (("x<=", " and y"), ("(", ")"), ("[", "]"), ("", ""), ("", "*2"),
                              ("[", ", 1]"), ("[", ".."), ("", "\u3000かつ")):  # fmt: skip
            expression = before + text + after
            assert match_literal(expression, len(before)) == len(before) + len(text), expression


#: Read where nothing else stands beside them (in a dossier, as a parameter), not inside an expression.
ALONE: dict[str, object] = {
    "金3,000万円": 30_000_000, "金参千万円也": 30_000_000, "3,000万円也": 30_000_000,
    "¥30,000,000-": 30_000_000, "30,000,000 円": 30_000_000, "30,000,000 JPY": 30_000_000,
    "70 %": Fraction(7, 10), "12 人": 12, "15\u3000点": 15, "500 m2": quantity("500", "m2"),
    "2.5 ha": quantity("2.5", "ha"), "100 USD": quantity("100", "USD"),
    "令和 6 年 7 月 1 日": date(2024, 7, 1), "令和6年 7月 1日": date(2024, 7, 1),
    "令和6.7.1": date(2024, 7, 1), "令6.7.1": date(2024, 7, 1), "R6/7/1": date(2024, 7, 1),
    "R6-7-1": date(2024, 7, 1), "平31.4.30": date(2019, 4, 30), "2024.6.1": date(2024, 6, 1),
    "R元.5.1": date(2019, 5, 1), "令和六年七月一日 午後五時三十分": datetime(2024, 7, 1, 17, 30), "令和6.7.1 17時": datetime(2024, 7, 1, 17),
    "2024-06-01 17:00 (JST)": datetime(2024, 6, 1, 17),
    "七割": Fraction(7, 10), "七割五分": Fraction(3, 4), "五倍": Fraction(5), "三月三十一日": MonthDay(3, 31),
    "三月末日": MonthDay(3, 31), "十二人": 12, "十五点": 15, "二〇人": 20, "三年": Duration(36, 0), "三十六か月": Duration(36, 0),
    "三年六箇月": Duration(42, 0), "三十日": Duration(0, 30),
    "1年半": Duration(18, 0), "一年半": Duration(18, 0), "半年": Duration(6, 0), "3年 6か月": Duration(42, 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ALONE.items())
def test_reads_alone(text: str, expected: object) -> None:
    found = value(text)
    assert found.value == expected
    assert type(found.value) is type(expected)


def test_units() -> None:
    assert value("3,000万円").unit == "円"
    assert value("３０ｋｇ").unit == "kg"
    assert value("30社").unit == "社"
    assert value("30%").unit == ""
    assert Quantity(Fraction(1), "㎡") == Quantity(Fraction(1), "m2")


BAD = [
    ("3 widgets", "L001", ""), ("9999-12-31T23:00Z", "L001", ""), ("5000000日", "L001", ""),
    ("2023-02-30", "L002", "2月は28日まで"), ("31 June 2024", "L002", "30日まで"), ("June 31", "L002", "30日まで"), ("2023年4月31日", "L002", "30日まで"),
    ("R5.13.1", "L002", "12まで"), ("2月30日", "L002", ""), ("13月1日", "L002", ""),
    ("2023-02-29T10:00", "L002", ""),
    ("平成31年5月1日", "L003", "令和元年5月1日"), ("令和0年1月1日", "L003", "平成30年1月1日"),
    ("昭和65年1月1日", "L003", "平成2年1月1日"), ("H32.3.31", "L003", "令和2年3月31日"),
    ("令和元年4月30日", "L003", "平成31年4月30日"), ("平成32年度", "L003", "令和2年度"),
    ("令和0年度", "L003", "平成30年度"), ("昭和64年度", "L003", "平成元年度"),
    ("3月", "L004", "3か月"), ("12月", "L004", "12月1日"),
    ("1000.5円", "L005", "1,000円、1,001円"), ("1.5億円", "L005", "150,000,000円"),
    ("1.5 million yen", "L005", "1,500,000円"), ("￥10.5", "L005", ""),
    ("1,00円", "L006", "「100」"), ("10,00", "L006", "1,000"), ("1,0000人", "L006", "10,000"),
    ("Q5.5.22", "L007", ""),
    ("令和4年9月5日24時", "L008", "翌日の0時"), ("2022-09-05 17:60", "L008", ""),
    ("令和4年9月5日午後12時", "L008", ""), ("令和4年9月5日午後17時", "L008", ""),
    ("2022-09-05T17:00+19:00", "L008", ""),
    ("3万5円年", "L009", ""), ("3人5件", "L009", ""), ("5年目", "L009", ""), ("10²", "L009", ""),
    ("60.000 EUR", "L024", ""), ("3%増", "L009", ""), ("¥30万円", "L009", ""), ("7_x", "L009", ""),
    ("1.5人", "L010", ""), ("1.5 years", "L010", ""),
    ("0911", "L011", "911"), ("007人", "L011", ""),
    ("5年5月22日", "L012", "令和5年5月22日"), ("4年度", "L012", "令和4年度"),
    ("2023年", "L013", "2023年4月1日"), ("令和5年6月", "L013", "令和5年6月1日"),
    ("17時", "L014", ""), ("17:00", "L014", ""), ("9時30分", "L014", ""),
    ("3人以上", "L015", ""), ("10以上20未満", "L015", ""), ("70%超", "L015", ""),
    ("明治5年1月1日", "L016", ""), ("M5.1.1", "L016", ""),
    ("0分の1", "L017", ""),
    ("令和6年7月1日（火）", "L019", "曜日"),
    ("令和六年六月三十一日", "L002", "30日まで"), ("平成三十一年五月一日", "L003", "令和元年5月1日"),
    ("令6.6.31", "L002", ""), ("三月", "L004", "3か月"), ("五年五月一日", "L012", "令和5年5月1日"),
    ("2024-06-01 17:00 Europe/Berln", "L020", "Europe/Berlin"), ("2024-06-01 17:00 EST", "L020", "+09:00"),
    ("2024-03-31 02:30 Europe/Berlin", "L021", "03:30"),
    ("2024-10-27 02:30 Europe/Berlin", "L022", "02:30+01:00"),
    ("2024-06-01 17:00+09:00 Asia/Tokyo", "L023", ""),
    ("9999-12-31 23:00 America/New_York", "L001", ""),
    ("1万2億円", "L018", ""), ("万円", "L018", ""), ("5百300円", "L018", ""),
    ("百千円", "L018", ""), ("1億20000万円", "L018", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "hint"), BAD)
def test_mistakes(text: str, code: str, hint: str) -> None:
    found, diagnostics = read(text)
    assert found is None
    assert [d.code.id for d in diagnostics] == [code]
    assert hint in diagnostics[0].help("ja")
    for lang in ("ja", "en"):
        said = diagnostics[0].message(lang) + diagnostics[0].help(lang)
        assert text in diagnostics[0].message(lang)
        assert "{" not in said, "a place of the template was not filled"


def test_every_code_has_a_case() -> None:
    codes = sorted(c.id for c in ALL_CODES if c.id.startswith("L"))
    assert sorted({code for _, code, _ in BAD}) == codes
    assert codes == [f"L{n:03d}" for n in range(1, len(codes) + 1)]


def test_every_correction_offered_for_a_date_is_right() -> None:
    for text, code, hint in BAD:
        if code in ("L003", "L012") and hint:
            value(hint)
            assert hint in read(text)[1][0].help("en")


@pytest.mark.parametrize(
    "text",
    ["", " ", "staff", "売上高", "令和4年度売上高", "昭和通り", "千葉", "十分な資力", "三者協定",
     "一般", "十分", "百貨店", "令和六年度売上高", "三人以上", "一般職員数", "約3千万円", "1,000万円(税抜)",
     "1/2", "3人 + 2人", "10-5", "[1..5]", "-5", "①", "R5", "x.y.z", "1" * (MAX_LENGTH + 1)],
)  # fmt: skip
def test_something_else_is_left_alone(text: str) -> None:
    assert read(text) == (None, ())


@pytest.mark.parametrize(
    ("expression", "literal"),
    [
        ("令和4年9月5日 17時 and x", "令和4年9月5日 17時"), ("300人 and 3,000万円 < cap", "300人"),
        ("1,000, 2", "1,000"), ("1,2", "1"), ("1,0000", "1"), ("1..5", "1"), ("1.amount", "1"),
        ("10-5", "10"), ("12/3", "12"), ("2024-03-31-x", "2024-03-31"), ("2024 - 3", "2024"),
        ("3 yearsx", "3"), ("3 x", "3"), ("30 million yen)", "30 million yen"),
        ("3.2t-CO2>=1", "3.2t-CO2"), ("5t-x", "5t"), ("70%*2", "70%"),
        ("2024-06-01 17", "2024-06-01"),
        # Wrong ones are cut out whole, to be reported whole.
        ("2023-02-30 and", "2023-02-30"), ("2024-06-01以後", "2024-06-01以後"),
        ("3人以上)", "3人以上"),
    ],
)  # fmt: skip
def test_where_a_literal_ends(expression: str, literal: str) -> None:
    assert match_literal(expression, 0) == len(literal)


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "令和4年度売上高 > 3",
        "千葉",
        " 3",
        "年",
        "(",
        "十分な",
        "一台",
        "一台.価格",
        "三年 < x",
        "一日平均",
        "三年度",
        "七割",
        "R5 - 2",
    ],
)
def test_no_literal_starts_here(name: str) -> None:
    assert match_literal(name, 0) is None
    assert match_literal(name, len(name)) is None


PIECES = st.sampled_from(
    [*"0123456789０９,.，/-:%％ \u3000年月日時分度円人万億千百十元半¥£$+()<=T²①㎡㋿_",
     "令和", "平成", "か月", "分の", "午後", " yen", " million", " years", "kg", "t-CO₂", "以上",
     "末日", "R5."]
)  # fmt: skip
JUMBLES = st.lists(PIECES, max_size=14).map("".join)


@given(st.one_of(JUMBLES, st.text(max_size=30)), st.integers(0, 5))
def test_what_is_cut_out_is_read_or_reported(text: str, pos: int) -> None:
    end = match_literal(text, pos)
    if end is None:
        return
    assert pos < end <= len(text)
    found, diagnostics = read(text[pos:end])
    assert (found is None) == bool(diagnostics)
    assert text[end - 1] not in " \u3000([<="


@given(st.one_of(JUMBLES, st.text(max_size=30)))
def test_any_text_gives_a_value_or_reasons_or_nothing(text: str) -> None:
    found, diagnostics = read(text)
    assert len(diagnostics) + (found is not None) <= 1
    if match_literal(text, 0) == len(text):
        assert len(diagnostics) + (found is not None) == 1


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1,000", "十", "1十", "千円", "令和1年", "1 ", "1年", "一", "一年", "令和一", "金", "1 円", "1分", "割", "1分の", "0.", "¥", "$", "£",
     "1-", "1 day "],
)  # fmt: skip
def test_hostile_length(unit: str) -> None:
    for length in (MAX_LENGTH - 1, 200_000):
        text = (unit * length)[:length] + "!"
        started = time.process_time()
        match_literal(text, 0)
        read(text)
        read(text[:-1])
        assert time.process_time() - started < 0.5


# --- From value to text and back -------------------------------------------------------------

amounts = st.integers(0, 10**15)
some_days = st.dates(date(1600, 1, 1), date(2999, 12, 31))
langs = st.sampled_from(["ja", "en"])


@given(amounts)
def test_yen_back(amount: int) -> None:
    assert value(values.format_yen(amount, "ja")) == value(values.format_yen(amount, "en"))
    assert value(values.format_yen(amount, "ja")).value == amount
    assert value(values.format_number(amount)).value == amount


@given(st.fractions(0, 5, max_denominator=10**12))
def test_ratio_back(ratio: Fraction) -> None:
    assert value(values.format_ratio(ratio, "ja")).value == ratio


@given(st.integers(0, 999), st.integers(0, 11), st.integers(0, 999))
def test_duration_back(years: int, months: int, n: int) -> None:
    duration = Duration(years * 12 + months, n)
    assert value(values.format_duration(duration, "ja")).value == duration
    assert value(values.format_duration(duration, "en")).value == duration


@given(some_days)
def test_date_back(day: date) -> None:
    assert value(values.format_date(day, "ja")).value == day
    assert value(values.format_date(day, "en")).value == day
    assert value(values.format_fiscal_year(day.year, "ja")).value == day.year


@given(st.datetimes(datetime(1600, 1, 1), datetime(2999, 1, 1)))
def test_datetime_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert value(values.format_datetime(moment, "ja")).value == moment
    assert value(values.format_datetime(moment, "en")).value == moment


@given(some_days)
def test_month_day_back(day: date) -> None:
    md = MonthDay(day.month, day.day)
    assert value(values.format_month_day(md, "ja")).value == md


class TestPrint:
    def test_exactly(self) -> None:
        assert values.format_yen(30_000_000, "ja") == "30,000,000円"
        assert values.format_yen(30_000_000, "en") == "30,000,000 yen"
        assert values.format_ratio(Fraction(1, 2), "ja") == "50%"
        assert values.format_ratio(Fraction(1, 8), "en") == "12.5%"
        assert values.format_ratio(Fraction(2, 3), "en") == "2/3"
        assert values.format_ratio(Fraction(2, 3), "ja") == "3分の2"
        assert values.format_duration(Duration(36, 0), "ja") == "3年"
        assert values.format_duration(Duration(13, 1), "en") == "1 year 1 month 1 day"
        assert values.format_duration(Duration(0, 0), "ja") == "0日"
        assert values.format_date(date(2019, 5, 1), "ja") == "令和元年5月1日"
        assert values.format_date(date(1850, 1, 2), "ja") == "1850年1月2日"
        assert values.format_datetime(datetime(2022, 9, 5, 17, 1), "ja") == "令和4年9月5日17時01分"
        assert values.format_fiscal_year(2019, "ja") == "令和元年度"
        assert values.format_fiscal_year(1988, "ja") == "昭和63年度"

    @pytest.mark.parametrize(
        ("part", "whole", "ja"),
        [
            (65, 93, "93分の65（69.89…%）"),
            (1, 2, "2分の1（50%）"),
            (69_999, 100_000, "100,000分の69,999（69.99…%）"),
            (2, 3, "3分の2（66.66…%）"),
            (1, 100_000, "100,000分の1（0.00…%）"),
            (7, 10, "10分の7（70%）"),
            (1, 32, "32分の1（3.12…%）"),
            (0, 0, "0分の0（割合なし）"),
        ],
    )
    def test_shares(self, part: int, whole: int, ja: str) -> None:
        assert values.format_percent_of(part, whole, "ja") == ja

    def test_shares_in_english(self) -> None:
        assert values.format_percent_of(65, 93, "en") == "65 of 93 (69.89…%)"

    @given(st.integers(0, 10**6), st.integers(1, 10**6))
    def test_a_share_is_never_shown_larger_than_it_is(self, part: int, whole: int) -> None:
        shown = values.format_percent_of(part, whole, "en").split("(")[1].rstrip("%)")
        exact = Fraction(shown.rstrip("…").replace(",", ""))
        difference = Fraction(part * 100, whole) - exact
        assert 0 <= difference < Fraction(1, 100)
        assert (difference > 0) == shown.endswith("…")

    def test_values_that_cannot_be(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            Duration(-1, 0)
        with pytest.raises(ValueError, match="no such day"):
            MonthDay(2, 30)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("3月31日", MonthDay(3, 31)), ("31 March", MonthDay(3, 31)), ("1日", DayOfMonth(1)), ("月末", MonthEnd()),
        ("月曜日", Weekday(0)), ("日曜", Weekday(6)), ("営業日", BusinessDay()),
        ("開庁日", BusinessDay()), ("３月３１日", MonthDay(3, 31)),
        ("32日", None), ("13月1日", None), ("平日", None), ("3月", None), ("", None),
    ],
)  # fmt: skip
def test_recurring_days(text: str, pattern: object) -> None:
    assert read_day_pattern(text) == pattern


def test_half_and_full_width_read_alike() -> None:
    wide = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in string.digits + ",.%/-:"})
    for cases in GOOD.values():
        for text in cases:
            assert value(text.translate(wide)).value == value(text).value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("20 per cent", "ratio", Fraction(1, 5)),
        ("two thirds", "ratio", Fraction(2, 3)),
        ("One-half", "ratio", Fraction(1, 2)),
        ("one month", "duration", Duration(1, 0)),
        ("three years", "duration", Duration(36, 0)),
        ("450 pounds", "quantity", Quantity(Fraction(450), "GBP")),
        ("£ 7,130", "quantity", Quantity(Fraction(7130), "GBP")),
        ("50p", "quantity", Quantity(Fraction(1, 2), "GBP")),
        ("5 pence", "quantity", Quantity(Fraction(1, 20), "GBP")),
        ("50 people", "count", 50),
        ("10 working days", "count", 10),
        ("Tuesday 1 April 2025", "date", date(2025, 4, 1)),
        ("Thu, 3 April 2025", "date", date(2025, 4, 3)),
        ("2 June 2025, 10:00", "datetime", datetime(2025, 6, 2, 10, 0)),
    ],
)
def test_values_in_english_words(text: str, kind: str, value: object) -> None:
    found, diagnostics = read(text)
    assert (found and (found.kind, found.value), diagnostics) == ((kind, value), ())


@pytest.mark.parametrize("text", ["one - half", "two", "third", "half", "Sunday", "month"])
def test_words_that_may_be_names_are_no_values(text: str) -> None:
    assert read(text) == (None, ())


def test_days_of_a_week_and_month_in_english() -> None:
    assert read_day_pattern("Monday") == Weekday(0)
    assert read_day_pattern("End of month") == MonthEnd()
    assert read_day_pattern("1st") == DayOfMonth(1)
    assert read_day_pattern("working day") == BusinessDay()
