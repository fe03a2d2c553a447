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
  第1条: {title: 要件, has: [第1号〜第7号], encoded: yes}
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
        "| 地区 | 従業員 | rate |",
        "| 中央 | 10人以上 | 50% |",
        "| 北 | ― | 70% |",
        "| その他 | ― | 80% |",
    ):
        assert line in told
    assert "地区" not in page["en"]
    assert "| north | ― | 70% |" in page["en"]


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


DAYS = """\
schemeengine: 1
scheme: days
title: 日数
uses: []
facts: {applied: {type: event, label: 申請日}}
periods:
  a: {label: 支給期間, starts: {first: 1日, after: applied, if_holiday: as_written}, lasts: 3か月}
  b: {label: 延長期間, after: a.last, lasts: 3か月}
  c: {label: 前の三年, before: applied, lasts: 3年}
  d: {label: 終わりの一月, ends: a.last, lasts: 1か月}
  e: {label: 翌日から, after: applied, lasts: 1か月}
  f: {label: 終わりなし, starts: applied}
dates:
  g: {label: 次の一日, first: 1日, after: applied, if_holiday: as_written}
  h: {label: 次か当日の一日, first: 1日, on_or_after: applied, if_holiday: as_written}
  i: {label: 前の月末, last: 月末, before: applied, if_holiday: as_written}
  j: {label: 起算, last_day_of: 30日, counting_from: applied, if_holiday: as_written}
  k: {label: から, last_day_of: 30日, since: applied, if_holiday: as_written}
  l: {label: 経過, elapsed: 3年, since: applied, means: day_after_end, if_holiday: as_written}
  m: {label: 早い方, earlier_of: {x: applied, y: 令和12年4月1日}, if_holiday: next_business_day}
"""
#: What each is said to be, and what it comes to for an application on 1 April 2025.
SAID = {
    "支給期間": ("次の一日を1日目とする3か月", "令和7年5月1日", "令和7年7月31日"),
    "延長期間": ("支給期間の末日の翌日を1日目とする3か月", "令和7年8月1日", "令和7年10月31日"),
    "前の三年": ("申請日の前日を末日とする3年", "令和4年4月1日", "令和7年3月31日"),
    "終わりの一月": ("支給期間の末日を末日とする1か月", "令和7年7月1日", "令和7年7月31日"),
    "翌日から": ("申請日の翌日を1日目とする1か月", "令和7年4月2日", "令和7年5月1日"),
    "終わりなし": ("申請日から（終わりの定めなし）", "", ""),
    "次の一日": ("申請日より後の最初の1日", "", "令和7年5月1日"),
    "次か当日の一日": ("申請日以後の最初の1日", "", "令和7年4月1日"),
    "前の月末": ("申請日より前の最後の月末", "", "令和7年3月31日"),
    "起算": ("申請日を1日目とする30日の末日", "", "令和7年4月30日"),
    "から": ("申請日の翌日を1日目とする30日の末日", "", "令和7年5月1日"),
    "経過": ("申請日の翌日を1日目とする3年の末日の翌日", "", "令和10年4月2日"),
    "早い方": ("次のうち最も早い日：申請日、令和12年4月1日（閉庁日なら次の開庁日）", "", "令和7年4月1日"),
}


def test_every_wording_of_a_day_agrees_with_its_worked_dates(tmp_path: Path) -> None:
    (tmp_path / "days.yaml").write_text(DAYS, encoding="utf-8")
    done = run("publish", str(tmp_path / "days.yaml"), "--as-of", "2024-06-30", "--format", "markdown")
    rules = dict(line.split(" | ")[:2] for line in done.out.splitlines() if line.startswith("| "))
    for label, (words, first, last) in SAID.items():
        assert rules[f"| {label}"].removesuffix(" |") == words, label
        if not last:
            continue
        worked = done.out.split(f"### {label}\n")[1].split("###")[0]
        (row,) = [line for line in worked.splitlines() if line.startswith("| 令和7年4月1日 |")]
        assert row == "| " + " | ".join(x for x in ("令和7年4月1日", first, last) if x) + " |", label


def test_a_provision_without_a_name_says_its_own_condition(tmp_path: Path) -> None:
    (tmp_path / "close.yaml").write_text(
        "schemeengine: 1\nscheme: close\ntitle: 締切\nuses: []\noutline: {第1条: {title: 締切, encoded: yes}}\n"
        "facts: {arrived: {type: date, label: 届いた日}}\n"
        "provisions: {in_time: {cite: 第1条, that: arrived <= 令和7年3月31日}}\n",
        encoding="utf-8",
    )
    told = run("publish", str(tmp_path / "close.yaml")).out
    assert "届いた日が令和7年3月31日以前" in told
    assert "in_time" not in told
