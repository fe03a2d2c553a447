"""One thing under several names, members told apart by labels, and days as forms write them."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from schemeengine import BadInput, Evaluator, dossier_from_text, scheme_from_text
from schemeengine.diagnostics import Problems
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import bind_dossier

SCHEME = """\
schemeengine: 1
scheme: s
title: t
types:
  child:
    label: 子
    key: name
    fields:
      name: {type: text, label: 名前, label_en: Name}
      born: {type: date, label: 生年月日, label_en: Date of birth}
      expected: {type: date, label: 出生予定日}
facts:
  staff: {type: count, unit: 人, label: 従業員数, label_en: Staff}
  children: {type: list of child, label: 子どもたち}
  kind: {type: code, label: 種別, choices: {a: 会社, b: 個人}, choices_en: {a: company, b: person}}
  begun: {type: date, label: 設立日}
  filed: {type: date, label: 消印の日}
provisions:
  p: {all: {a: {asked_of: applicant, text: x}, b: {that: staff > 3}}}
"""
HEAD = "schemeengine: 1\ndossier: d\nas_of: 2025-07-01\n"


@cache
def scheme() -> Scheme:
    return scheme_from_text(SCHEME)


def told(body: str) -> list[tuple[str, str]]:
    problems = Problems()
    try:
        bind_dossier((scheme(),), dossier_from_text(HEAD + body), problems)
        found = problems.items
    except BadInput as bad:
        found = bad.diagnostics
    return [(d.code.id, f"{d.span.line}:{d.span.column}" if d.span else "") for d in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("facts: {従業員数: 5, staff: 5}\n", [("S019", "4:18")]),
        ("facts:\n  Staff: 5\n  従業員数: 6\n", [("S019", "6:3")]),
        ("facts:\n  children: [{名前: 甲, Name: 乙}]\n", [("S019", "5:22")]),
        ("answers:\n  p.a: yes\n  p: {a: no}\n", [("S019", "6:7")]),
        ("facts:\n  children: [{名前: 甲}, {Name: 甲}]\n", [("D011", "5:30")]),
        ("facts:\n  children: [{名前: '2'}, {born: 2020-01-01}]\n", []),
        ("facts: {Staff: 5, kind: company}\n", []),
    ],
)
def test_names_and_labels_mean_one_thing(body: str, found: list[tuple[str, str]]) -> None:
    assert told(body) == found


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ("{name: 甲, born: 2025-07-02}", [("D061", "5:30")]),
        ("{name: 甲, Date of birth: 令和21年1月1日}", [("D061", "5:39")]),
        ("{name: 甲, born: 2025-07-01}", []),
        ("{name: 甲, expected: 2025-12-01}", []),
    ],
)
def test_nobody_is_born_after_the_day_in_question(member: str, found: list[tuple[str, str]]) -> None:
    assert told(f"facts:\n  children: [{member}]\n") == found
    fast = Evaluator((scheme(),)).evaluate_json(
        {"schemeengine": 1, "dossier": "d", "as_of": "2025-07-01",
         "facts": {"children": [{"name": "甲", "born": "2025-07-02"}]}}
    )  # fmt: skip
    assert [d.code.id for d in fast.diagnostics] == ["D061"]


@pytest.mark.parametrize(
    "written", ["R070610", "r070610", "令７・６・１０", "R7.6.10", "2025・6・10", "20250610"]
)
def test_days_as_forms_write_them(written: str) -> None:
    bound = bind_dossier((scheme(),), dossier_from_text(f'{HEAD}facts: {{begun: "{written}"}}\n'), Problems())
    assert list(bound.values.values()) == [date(2025, 6, 10)]


@pytest.mark.parametrize(
    ("written", "code", "words"),
    [
        ("7.6.10", "L012", "令和7年6月10日"),
        ("7/6/10", "L012", "令和7年6月10日"),
        ("7-6-10", "L012", "令和7年6月10日"),
        ("10/6/2025", "D003", "2025-06-10 / 2025-10-06"),
        ("25.06.2025", "D003", "例: 2025-06-25"),
        ("2025-06-10T00:00:00Z", "D003", "例: 2025-06-10"),
        ("13.13.13", "L010", ""),
    ],
)
def test_days_that_can_be_read_in_two_ways_are_refused_with_the_likely_one(
    written: str, code: str, words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        bind_dossier((scheme(),), dossier_from_text(f'{HEAD}facts: {{begun: "{written}"}}\n'), Problems())
    (only,) = refused.value.diagnostics
    assert only.code.id == code
    assert words in only.help("ja")


@pytest.mark.parametrize(
    "rule", ["filed <= 2025-06-30 23:59 Europe/Vienna", "2025-06-30 23:59+02:00 >= filed"]
)
def test_a_day_is_compared_with_the_day_of_a_time_in_another_zone(rule: str) -> None:
    text = SCHEME.replace("staff > 3", rule).replace("a: {asked_of: applicant, text: x}, ", "")
    evaluator = Evaluator((scheme_from_text(text),))
    outcomes = []
    for day in ("2025-06-30", "2025-07-01"):
        verdict = evaluator.evaluate(dossier_from_text(f"{HEAD}facts: {{filed: {day}}}\n")).verdicts[0]
        outcomes.append(verdict.outcome)
    assert outcomes == ["eligible", "ineligible"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("約12人", "例: 12人"),
        ("12人（見込み）", "例: 12人"),
        ("１２人程度", "例: 12人"),
        ("未定", "例: 12人"),
    ],
)
def test_a_hedged_value_is_shown_bare(written: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        bind_dossier((scheme(),), dossier_from_text(f'{HEAD}facts: {{staff: "{written}"}}\n'), Problems())
    (only,) = refused.value.diagnostics
    assert words in only.help("ja")


@pytest.mark.parametrize(
    ("key", "code", "near"),
    [
        ("申告", "S005", "回答"),
        ("基準日", "S005", "基準時"),
        ("提出書類", "S005", "書類"),
    ],
)
def test_words_that_officers_write_first(key: str, code: str, near: str) -> None:
    text = HEAD.replace("as_of: 2025-07-01\n", "") + f"{key}: x\n"
    with pytest.raises(BadInput) as refused:
        dossier_from_text(text)
    (first, *_) = refused.value.diagnostics
    assert first.code.id == code
    assert near in first.help("ja")
