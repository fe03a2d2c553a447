"""The dossier an interview writes: lists with any key, keywords of either language, points."""

from __future__ import annotations

from datetime import date

import pytest

from schemeengine.explain.interview import Interview
from schemeengine.pipeline import Evaluator, dossier_from_text, scheme_from_text
from schemeengine.render.asking import question_lines

DAY = date(2024, 6, 10)

CHILDREN = """
schemeengine: 1
scheme: young
title: 幼い子
types:
  child:
    label: 子
    {key}
    fields: {{name: {{type: text, label: 名}}, age: {{type: count, unit: 歳, label: 年齢}}}}
facts:
  children: {{type: list of child, label: 子ども}}
  moved: {{type: event, label: 転入の日}}
  arrears: {{type: yes_no, label: 滞納がある}}
provisions:
  young: {{some: k in children, satisfies: k.age < 3歳}}
  lives: {{that: moved <= as_of}}
  paid: {{that: not(arrears)}}
"""
REPLIES = {
    "children": "太郎, 花子", "children.太郎.age": "5歳", "children.花子.age": "2歳", "moved": "2024-04-01",
    "arrears": "いいえ", "children.1.age": "5歳", "children.2.age": "2歳",
}  # fmt: skip


def answered(key: str, lang: str, dossier: str = "") -> Interview:
    evaluator = Evaluator([scheme_from_text(CHILDREN.format(key=key))])
    interview = Interview.start(evaluator, "young", dossier=dossier, day=DAY, lang=lang)  # type: ignore[arg-type]
    for question in interview:
        assert interview.answer(REPLIES[question.pending.fact]) == ()
    again = evaluator.evaluate(dossier_from_text(interview.text)).verdicts[0]
    assert again.outcome == "eligible"
    return interview


def test_members_are_named_in_the_field_that_tells_them_apart() -> None:
    text = answered("key: name", "en").text
    assert '- name: "太郎"' in text
    assert "id:" not in text


def test_members_without_a_key_are_told_apart_by_number() -> None:
    assert answered("", "ja").text.count("年齢") == 2


def test_a_new_dossier_has_the_keywords_of_its_language() -> None:
    text = answered("key: name", "ja").text
    assert text.startswith("言語版: 1\n申請書: new\n対象制度: young\n基準時: 2024-06-10\n事実:\n")
    assert "arrears: いいえ" in text
    assert "facts:" in answered("key: name", "en").text


def test_a_dossier_gone_on_with_keeps_its_language_and_its_sections() -> None:
    begun = "言語版: 1\n申請書: new\n対象制度: young\n基準時: 2024-06-10\n事実:\n  子ども:\n    - {年齢: 2歳, name: 花子}\n"
    text = answered("key: name", "en", begun).text
    assert text.count("事実:") == 1
    assert "facts:" not in text


@pytest.mark.parametrize(("lang", "word"), [("ja", "未到来"), ("en", "not_yet")])
def test_what_to_write_is_told_in_the_language_and_the_label_once(lang: str, word: str) -> None:
    evaluator = Evaluator([scheme_from_text(CHILDREN.format(key="key: name"))])
    interview = Interview.start(evaluator, "young", day=DAY, lang=lang)  # type: ignore[arg-type]
    for question in interview:
        if question.pending.fact == "moved":
            break
        interview.pass_over()
    said = "\n".join(line.text for line in question_lines(question, 1, DAY, lang))  # type: ignore[arg-type]
    assert word in said
    assert said.count("転入の日") == 1
    assert interview.answer(word) == ()
    assert f"moved: {word}" in interview.text


POINTS = """
schemeengine: 1
scheme: prize
title: 表彰
facts:
  seen: {type: yes_no, label: 見た}
scorings:
  review:
    label: 審査
    scored_by: 審査会
    SHEETS
    minimum: 12点
    criteria:
      novelty: {label: 新規性, points: 10点}
      use: {label: 効用, points: 10点}
provisions:
  good: review.passed
"""


def test_points_are_asked_criterion_by_criterion_and_who_gave_them_once() -> None:
    scheme = scheme_from_text(POINTS.replace("    SHEETS\n", ""))
    evaluator = Evaluator([scheme])
    interview = Interview.start(evaluator, "prize", day=DAY, who="everyone", lang="ja")
    asked = []
    for question in interview:
        asked.append(question.pending.fact)
        by = "" if interview.has_scorer else "審査会"
        assert interview.score("8", by) == ()
    assert sorted(asked) == ["review.novelty", "review.use"]
    assert interview.text.count("判断者") == 1
    assert "採点結果:" in interview.text
    assert interview.verdict.outcome == "eligible"
    again = Interview.start(evaluator, "prize", day=DAY, who="everyone")
    assert again.question is not None
    assert [d.code.id for d in again.score("11", "審査会")]  # more than there are
    assert Interview.start(evaluator, "prize", day=DAY).question is None  # the office gives no points


def test_the_sheets_of_several_jurors_are_given_in_one_answer() -> None:
    text = POINTS.replace("SHEETS", "jurors: 2\n    combined_as: average")
    interview = Interview.start(Evaluator([scheme_from_text(text)]), "prize", day=DAY, who="everyone")
    assert interview.question is not None
    assert interview.answer("甲: 8, 7 / 乙: 6, 5") == ()
    assert interview.question is None
    assert interview.verdict.outcome == "eligible"
    assert 'by: "甲"' in interview.text
