"""Reasons say what is compared, under which requirement, and only what was in point."""

from __future__ import annotations

import pytest

from schemeengine import Evaluator, dossier_from_text, scheme_from_text
from schemeengine.diagnostics import Lang
from schemeengine.evaluator import Judged
from schemeengine.explain.ways import what_if
from schemeengine.render.page import Options, page
from schemeengine.render.status import status_blocks
from schemeengine.render.why import failures
from schemeengine.render.width import plain
from schemeengine.standing import status

SCHEME = """
schemeengine: 1
scheme: farm
title: 農業機械の補助
title_en: Farm machinery grant
types:
  partner:
    key: name
    fields:
      name: {type: text, label: 氏名, label_en: name}
      born: {type: date, label: 生年月日, label_en: date of birth}
      income: {type: yen, label: 所得, label_en: income}
facts:
  applied: {type: event, label: 申請の日, label_en: day of application}
  kind: {type: code, label: 申請者の区分, label_en: applicant, choices: {person: 個人, firm: 組合}}
  born: {type: date, label: 生年月日, label_en: date of birth}
  partners: {type: list of partner, label: 組合員, label_en: partners}
  paid_out: {type: event, label: 交付の日, label_en: day of payment}
provisions:
  young:
    cite: 第1条
    label: 若い農業者
    label_en: young farmer
    any:
      person: {text: 45歳未満の個人, text_en: a person under 45, all: [kind = "person", "age_on(born, applied) < 45"]}
      firm:
        text: 組合員がみな45歳未満の組合
        text_en: a firm whose partners are all under 45
        all:
          is_firm: kind = "firm"
          each: {every: p in partners, satisfies: "age_on(p.born, applied) < 45"}
  poor: {cite: 第2条, label: 所得, label_en: income, that: "sum(partners.income) <= 500万円"}
amounts:
  late: {cite: 第3条, label: 遅延額, label_en: charge, applies_when: paid_out > applied, value: 1万円}
"""
DOSSIER = """
schemeengine: 1
dossier: d
as_of: 2025-07-01
facts:
  applied: 2025-06-20
  kind: firm
  partners:
    - {name: Anna, born: 1990-03-01, income: 300万円}
    - {name: Ben, born: 1980-06-20, income: "2,000,001円"}
"""


def judged(dossier: str = DOSSIER) -> tuple[Evaluator, Judged]:
    evaluator = Evaluator([scheme_from_text(SCHEME)])
    (found,) = evaluator.evaluate(dossier_from_text(dossier)).judged
    return evaluator, found


def reasons(lang: Lang) -> list[tuple[str, ...]]:
    _, found = judged()
    shown = page(found.verdict, found.trace(), Options(lang))
    return [tuple(line.split("［")[0].split(" [")[0] for line in f.facts) for f in shown.failures]


def test_what_is_compared_has_a_name_and_stands_under_its_requirement() -> None:
    assert reasons("ja")[1] == (
        "組合員の所得の合計 5,000,001円で、5,000,000円以下でない",
        "組合員：2件",
    )
    assert reasons("en")[1][0] == "the sum of income of partners 5,000,001 yen, not 5,000,000 yen or less"


def test_only_the_branch_in_point_is_told() -> None:
    assert reasons("en")[0] == (
        "a firm whose partners are all under 45, partners Ben: "
        "age on day of application (from date of birth) 45, not less than 45",
        "partners Ben, date of birth: 1980-06-20",
        "day of application: 2025-06-20",
    )
    assert not any("個人" in line for line in reasons("ja")[0])


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ja", "求めない（認められないため）"), ("en", "not worked out (the case does not qualify)")],
)
def test_nobody_waits_for_an_amount_of_a_refused_case(lang: Lang, said: str) -> None:
    _, found = judged()
    (amount,) = page(found.verdict, found.trace(), Options(lang)).amounts
    assert amount.text == said


def test_an_amount_of_which_only_is_open_whether_it_applies() -> None:
    _, found = judged(DOSSIER.replace("1980-06-20", "1980-06-21").replace("2,000,001円", "200万円"))
    shown = page(found.verdict, found.trace(), Options("en"))
    assert found.verdict.outcome == "eligible"
    assert shown.amounts[0].text == "10,000 yen (if it applies)"


def test_a_day_of_birth_cannot_be_changed() -> None:
    ways = what_if(*judged()).ways
    assert ways
    assert not any(c.path.endswith("born") for w in ways for c in w.changes)


def test_a_way_with_a_new_member_is_told_once() -> None:
    ways = what_if(*judged()).ways
    told = [tuple((c.label, c.before, c.after) for c in (*w.changes, *w.answers)) for w in ways]
    assert len(told) == len(set(told))


def test_the_wide_blank_of_a_name_is_kept() -> None:
    assert plain(" 山田　花子\n 様\t") == "山田　花子 様"


LIFE = """
schemeengine: 1
scheme: badge
title: Badge
facts:
  untrue: {type: yes_no, label: untrue statement}
events:
  given: {label: grant, decided_by: mayor}
  taken: {label: withdrawal, decided_by: mayor}
life_cycle:
  badge:
    label: badge
    begins_as: none_yet
    states:
      none_yet: {label: none, moves: [{event: given, becomes: held}]}
      held: {label: held, in_force: yes, moves: [{event: taken, becomes: gone}]}
      gone: {label: withdrawn}
    grounds:
      fraud: {label: fraud, when: untrue, allows: taken}
"""


@pytest.mark.parametrize(("lang", "said"), [("ja", "分からないこと：untrue"), ("en", "not known: untrue")])
def test_a_ground_names_what_it_waits_for(lang: Lang, said: str) -> None:
    dossier = dossier_from_text(
        "schemeengine: 1\ndossier: d\nas_of: 2025-07-01\nevents: [{event: given, on_date: 2025-01-01}]\n"
    )
    report = status(Evaluator([scheme_from_text(LIFE)]), dossier)
    assert any(f"{said} statement" in str(block) for block in status_blocks(report, lang))


def test_a_provision_over_a_list_that_has_no_words_is_called_by_its_name() -> None:
    scheme = (
        "schemeengine: 1\nscheme: nn\ntitle: nn\n"
        "types: {v: {key: id, fields: {id: {type: text}, r: {type: count, unit: 人}}}}\n"
        "facts: {vs: {type: list of v}}\n"
        "provisions: {each_one: {every: v in vs, satisfies: v.r >= 3人}}\n"
    )
    dossier = "schemeengine: 1\ndossier: d\nas_of: 2024-06-10\nfacts: {vs: [{id: x, r: 1人}]}\n"
    verdict = Evaluator([scheme_from_text(scheme)]).evaluate(dossier_from_text(dossier)).verdicts[0]
    assert failures(verdict, "ja") == [("", "each_one（x）", "each_one[x]")]
    assert failures(verdict, "en") == [("", "each_one (x)", "each_one[x]")]
