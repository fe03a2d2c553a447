"""The page of a programme explains everything it names, in words a citizen reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import ROOT, run

SCHEME = """\
schemeengine: 1
scheme: market
title: 市場の支援
uses: []
facts:
  applied_on: {type: event, label: 申請日, label_en: day of application}
  closed: {type: yes_no, label: 休業した, label_en: is closed}
  debt: {type: yes_no, label: 滞納, label_en: arrears}
  costs: {type: yen, label: 経費, label_en: costs}
  size: {type: count, unit: 人, label: 従業員, label_en: staff}
  place: {type: code, choices: {c: 中央, n: 北, o: その他}, choices_en: {c: centre, n: north, o: elsewhere}, label: 地区, label_en: district}
  wishes_more: {type: yes_no, label: 加算を希望する, label_en: asks for more}
outline:
  第1条: {title: 要件, has: [第1号〜第9号], encoded: yes}
definitions:
  rate:
    cite: 第1条第1号
    table: |
      | place | size    | → rate |
      | c     | >= 10人 | 50%    |
      | c     | < 10人  | 60%    |
      | n     | -       | 70%    |
      | o     | -       | 80%    |
amounts:
  more: {cite: 第1条第2号, label: 加算, label_en: extra, applies_when: wishes_more, value: "5,000円"}
  grant: {cite: 第1条第3号, label: 支援額, label_en: grant, share: rate, of: costs, round_down: "1,000円"}
dates:
  by: {cite: 第1条第4号, label: 期限, label_en: deadline, calendar_day: 6月30日, in_fiscal_year_of: applied_on, if_holiday: next_business_day}
  next: {cite: 第1条第5号, label: 次の期限, label_en: next deadline, calendar_day: 6月30日, in_fiscal_year_of: applied_on, plus_years: 1, if_holiday: as_written}
provisions:
  out: {effect: exclude, cite: 第1条第6号, any: [closed, debt]}
  listed: {cite: 第1条第7号, one_of: place, list: [c, n]}
"""


@pytest.fixture
def page(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "market.yaml").write_text(SCHEME, encoding="utf-8")
    found = {}
    for lang in ("ja", "en"):
        done = run(
            "publish", str(tmp_path / "market.yaml"), "--strict", "--lang", lang, "--format", "markdown"
        )
        assert (done.code, done.err) == (0, "")
        found[lang] = done.out
    return found


def test_a_day_of_the_calendar_is_said(page: dict[str, str]) -> None:
    assert "| 期限 | 申請日の属する年度の6月30日（閉庁日なら次の開庁日） |" in page["ja"]
    assert "| 次の期限 | 申請日の属する年度の翌年度の6月30日 |" in page["ja"]
    assert "30 June of the fiscal year of day of application (the next business day" in page["en"]


def test_a_rate_is_explained(page: dict[str, str]) -> None:
    told = page["ja"].split("## この案内で使う言葉")[1].split("\n## ")[0]
    for line in (
        "- 地区が中央のとき、従業員が10人以上のとき：50%",
        "- 地区が北のとき：70%",
        "- 地区がその他のとき：80%",
    ):
        assert line in told
    assert "- if 地区" not in page["en"]
    assert "if district is north: 70%" in page["en"]


def test_an_exclusion_without_a_name_says_each_thing_once(page: dict[str, str]) -> None:
    told = page["ja"].split("### 認められない場合")[1].split("###")[0]
    assert told.count("次のどれか") == 1
    assert "次のどれかに当たるときは認められません" in told
    assert "- 休業した" in told
    assert "Excluded: any of these" in page["en"]


def test_what_counts_in_one_case_only_says_so(page: dict[str, str]) -> None:
    assert "5,000円" in page["ja"]
    assert "地区が次のどれか：中央、北" in page["ja"]
    assert "is one of: centre, north" in page["en"]


def test_what_follows_a_certification_is_told() -> None:
    told = run("publish", "kita_ku", "--as-of", "2024-06-30", "--format", "markdown").out
    after = told.split("## 認められた後にすること")[1].split("\n## ")[0]
    assert "活動進捗レポート（第11条第1項）" in after
    assert "可否の決定の通知" not in after  # the office's own duty
    taken = told.split("## 取り消されることなどがある場合")[1].split("\n## ")[0]
    assert "活動進捗レポートの不提出（第16条第1項第3号） → 認証の取消しの決定" in taken
    assert "SDGs達成目標（第4条第3号）" in told.split("## この案内で使う言葉")[1]


SCHEMES = sorted(
    p.stem for p in (Path(ROOT) / "schemes").rglob("*.yaml") if p.parent.name in ("schemes", "library")
)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_page_leaves_words_out(scheme: str, lang: str) -> None:
    done = run("publish", scheme, "--as-of", "2024-06-30", "--strict", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert "…" not in done.out
    assert "場合に応じた値" not in done.out
    assert "「「" not in done.out
