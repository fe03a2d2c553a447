"""Pages: hostile facts stay text, figures keep their bounds, wording is plain."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from schemeengine.pipeline import Judged, dossier_from_text, evaluate, scheme_from_text
from schemeengine.render import markup
from schemeengine.render.figures import amount_text, day_text, period_text
from schemeengine.render.lines import as_text
from schemeengine.render.page import Options, Page, page
from schemeengine.render.text import document
from schemeengine.render.waiting import waiting
from schemeengine.verdict.model import Amount, Day, PeriodResult, Text

SCHEME = """schemeengine: 1
scheme: tiny
title: 小さな<b>制度</b>
title_en: Tiny & small
facts:
  applicant_name: {type: text, label: 申請者名, ask: お名前は}
  n: {type: count, unit: 人, label: 従業員数, label_en: staff}
  bad: {type: yes_no, label: 反則がある}
  cost: {type: yen, label: 経費}
definitions:
  small: {that: n <= 3, label: 小規模, text: 3人以下}
provisions:
  named: {that: applicant_name = "山田", text: 山田である, text_en: is Yamada}
  little: {that: small, text: 小規模である, text_en: is small}
  clean: {none: [bad], text: 反則がない, text_en: has no foul}
amounts:
  grant:
    label: 補助額
    lesser_of: {half: {share: 50%, of: cost, round: none}, most: "1,000,000円"}
"""
HOSTILE = "<script>alert(1)</script> | x | **b** [l](javascript:1) `c`"


def judge(facts: str) -> Judged:
    dossier = f"schemeengine: 1\ndossier: d\nfor: tiny\nas_of: 2024-06-01\nfacts:\n{facts}"
    return evaluate([scheme_from_text(SCHEME)], dossier_from_text(dossier, "d.yaml")).judged[0]


def shown(facts: str, options: Options) -> Page:
    judged = judge(facts)
    return page(judged.verdict, judged.trace(), replace(options, waits=waiting(judged.view)))


@pytest.fixture
def hostile() -> Page:
    facts = f"  applicant_name: '{HOSTILE}'\n  n: 5人\n  bad: yes\n  cost: 100円\n"
    return shown(facts, Options("ja", "full"))


def test_html_escapes_hostile_facts(hostile: Page) -> None:
    found = markup.html([hostile], [hostile], "ja", HOSTILE)
    assert "<script" not in found
    assert "<b>" not in found
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert "小さな&lt;b&gt;制度&lt;/b&gt;" in found


def test_html_has_one_language_and_every_tag_closed(hostile: Page) -> None:
    found = markup.html([hostile], [], "ja", "x")
    assert found.count("<html lang=") == 1
    for tag in ("article", "ul", "li", "table", "tr", "td", "span", "h2", "p", "div"):
        assert len(re.findall(rf"<{tag}[ >]", found)) == found.count(f"</{tag}>"), tag


def test_markdown_escapes_hostile_facts(hostile: Page) -> None:
    found = markup.markdown([hostile], [hostile], "ja")
    assert "<script" not in found.replace("\\<", "")
    assert "**b**" not in found
    assert "\\[l\\](javascript" in found
    rows = [line for line in found.splitlines() if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) in (4, 5) for row in rows)


def test_text_shows_hostile_facts_as_they_are(hostile: Page) -> None:
    assert HOSTILE in as_text(document([hostile]))


def test_every_failing_provision_is_listed_with_its_facts(hostile: Page) -> None:
    names = [f.name for f in hostile.failures]
    assert "山田である" in names
    assert "小規模である" in " ".join(names) or "3人以下" in " ".join(names)
    assert "反則がない" in names
    facts = [fact for f in hostile.failures for fact in f.facts]
    assert any("5人" in f and "d.yaml:7" in f for f in facts)
    assert all(f.facts for f in hostile.failures)


def test_a_part_of_none_that_holds_is_said_to_be_bad(hostile: Page) -> None:
    item = next(i for i in hostile.trace if i.name == "反則がない")
    assert (item.mark, item.state) == ("×", "満たさない")
    assert [p.state for p in item.parts] == ["該当する（認められない）"]


def test_a_missing_fact_bounds_the_amount_and_is_named() -> None:
    found = shown("  n: 2人\n", Options())
    assert found.amounts[0].text == "1,000,000円以下（経費が未回答）"
    english = shown("  n: 2人\n", Options("en"))
    assert english.amounts[0].text.startswith("at most 1,000,000 yen (not known: ")
    assert [g.heading for g in found.missing] == ["申請者にうかがうこと"]
    asked = {i.label: i.ask for i in found.missing[0].items}
    assert asked["申請者名"] == "お名前は"


def test_english_falls_back_to_japanese_where_there_is_none() -> None:
    found = shown("  applicant_name: 佐藤\n  n: 2人\n  bad: no\n", Options("en"))
    assert found.title == "Tiny & small"
    assert found.outcome == "Not eligible"
    assert [f.name for f in found.failures] == ["is Yamada"]
    assert found.amounts[0].label == "補助額" or found.amounts[0].label == "grant"


def test_everything_fulfilled() -> None:
    found = shown("  applicant_name: 山田\n  n: 2人\n  bad: no\n  cost: 100円\n", Options())
    assert (found.outcome, found.failures, found.missing, found.trace) == ("適合", (), (), ())
    assert found.amounts[0].text == "50円"


# ------------------------------------------------------------------ figures
def amount(**changes: object) -> Amount:
    values: dict[str, object] = {
        "id": "a", "label": Text("", ""), "cite": (), "value": None, "at_least": None, "at_most": None,
        "unit": "yen",
    }  # fmt: skip
    return Amount(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "ja", "en"),
    [
        (amount(value=6172000, at_least=6172000, at_most=6172000), "6,172,000円", "6,172,000 yen"),
        (amount(value=0, at_least=0, at_most=0), "0円", "0 yen"),
        (amount(at_least=0, at_most=30), "30円以下", "at most 30 yen"),
        (amount(at_least=5), "5円以上", "at least 5 yen"),
        (amount(at_least=5, at_most=9), "5円以上9円以下", "between 5 yen and 9 yen"),
        (amount(at_least=0), "まだ計算できない", "cannot be worked out yet"),
        (amount(applies=False), "適用なし", "does not apply"),
        (amount(exact="none"), "なし", "none"),
        (amount(at_least=33, at_most=34, exact="100/3"), "100/3円", "100/3 yen"),
        (
            amount(unit="EUR", at_least=29251, at_most=29252, exact="29251.50"),
            "29,251.50EUR",
            "29,251.50 EUR",
        ),
        (amount(unit="EUR", at_least=33, at_most=34, exact="100/3"), "約33.33EUR", "about 33.33 EUR"),
        (amount(unit="EUR", at_least=0, at_most=3, most=Fraction(5, 2)), "2.50EUR以下", "at most 2.50 EUR"),
        (amount(unit="percent", exact="1/2", at_least=0, at_most=1), "50%", "50%"),
        (amount(value=12, unit="人"), "12人", "12 people"),
        (amount(at_most=30, applies=None), "30円以下（適用される場合）", "at most 30 yen (if it applies)"),
    ],
)
def test_amounts_in_words(found: Amount, ja: str, en: str) -> None:
    assert amount_text(found, "ja") == ja
    assert amount_text(found, "en") == en


def test_days_and_periods_in_words() -> None:
    known, later = Day("2019-05-01", "2019-05-01", "2019-05-01"), Day(None, "2024-06-01", "2024-06-30")
    assert day_text(known, "ja") == "令和元年5月1日"
    assert day_text(Day("2022-09-05T17:00", None, None), "ja") == "令和4年9月5日17時"
    assert day_text(later, "ja") == "令和6年6月1日以後令和6年6月30日以前"
    assert day_text(later, "en") == "between 2024-06-01 and 2024-06-30"
    nothing = Day(None, None, None)
    period = PeriodResult("p", Text("", ""), (), known, nothing)
    assert period_text(period, "ja") == "令和元年5月1日から未定まで"
    assert period_text(PeriodResult("p", Text("", ""), (), nothing, nothing), "en") == "not fixed yet"
