"""The page of a programme tells the points, how applications are chosen, and from what duties count."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

SCHEME = """\
言語版: 1
制度: koubo
題名: 公募の補助
型定義:
  納品: {名称: 納品, 識別: 番号, 欄: {番号: {型: 文字, 名称: 番号}, 日: {型: 日付, 名称: 納品の日}}}
事実:
  納品一覧: {型: 納品の一覧, 名称: 納品}
  受付日時: {型: 日時, 名称: 受付の日時}
  若手: {型: 是非, 名称: 若手の代表者がいる}
  決定日: {型: 出来事, 名称: 交付決定の日, 提供者: 所管課}
  残額: {型: 円, 名称: 残っている額, 提供者: 所管課}
規定:
  受付: {本文: 受付が済んでいる, であること: 受付日時 >= 令和7年1月1日 0時}
金額:
  補助金: {名称: 補助金, 値: 100万円}
支給額: [補助金]
期日:
  締切: {名称: 締切, 最初の: 4月10日, 以後: {遅い日: 品 in 納品一覧, 一件ごと: 品.日}, 休日のとき: 記載のとおり}
採点:
  審査:
    名称: 審査の点
    採点者: 審査会
    最低点: 60%
    審査項目:
      新規性: {名称: 新規性, 配点: 10点, 重み: 3, 最低点: 4点}
      実現性: {名称: 実現性, 配点: 20点}
    加点:
      若手加点: {名称: 若手, 点数: 3点, とき: 若手}
    加点の上限: 2点
選定:
  名称: 令和7年度の公募
  選定順: 得点順
  順位の基準: 審査
  同順位: [審査.新規性, 先着順]
  受領: 受付日時
  件数枠: 3
  予算の範囲: 200万円
  支給額: 補助金
  予算不足のとき: 次の者
出来事一覧:
  交付決定: {名称: 交付決定, 決定者: 知事, 記録する事実: 決定日}
  確定: {名称: 額の確定, 決定者: 知事}
  報告: {名称: 報告}
  返還: {名称: 返還}
状態推移:
  補助事業:
    名称: 補助事業
    初めの状態: 前
    状態:
      前: {名称: 決定前, 移り変わり: [{出来事: 交付決定, 移る先: 中}]}
      中: {名称: 実施中, 有効: はい, 移り変わり: [{出来事: 確定, 移る先: 後}]}
      後: {名称: 確定済み}
    義務:
      年次:
        名称: 年次の報告
        義務者: 補助事業者
        開始: {最初の: 4月1日, 後: 決定日}
        繰返し: 年度
        期限: {暦日: 4月30日, その年度の: 当回, 休日のとき: 翌開庁日}
        果たす出来事: 報告
      返す:
        名称: 残額の返還
        義務者: 補助事業者
        生じるとき: [確定]
        適用する場合: 残額 > 0円
        額: 残額
        期限: {期間の末日: 20日, から: 当回, 休日のとき: 翌開庁日}
        果たす出来事: 返還
"""


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "koubo.yaml").write_text(SCHEME, encoding="utf-8")
    found = {}
    for lang in ("ja", "en"):
        path = str(tmp_path / "koubo.yaml")
        done = run("publish", path, "--strict", "--lang", lang, "--format", "markdown")
        assert done.code == 0, done.err
        found[lang] = done.out
    return found


def test_the_points_stand_in_a_table(pages: dict[str, str]) -> None:
    ja, en = pages["ja"], pages["en"]
    assert "審査会が採点します。" in ja
    assert "| 新規性 | 審査項目 | 10点 | × 3 | 4点 |" in ja
    assert "| 実現性 | 審査項目 | 20点 |" in ja
    assert "| 若手 | 加点 | 3点 |" in ja
    assert "| 合計 |  | 50点 |  | 30点 |" in ja
    assert "| 加点の上限 |  | 2点 |" in ja
    assert "| total |  | 50 points |  | 30 points |" in en
    assert "規則で計算した値" not in ja
    assert "審査会が10点満点で採点します" in ja


def test_the_page_says_how_it_is_chosen(pages: dict[str, str]) -> None:
    for line in (
        "審査の点の高い順に選びます。",
        "新規性、先着順の順に決めます。",
        "選ぶ数：3",
        "予算：2,000,000円",
        "予算に収まらない申請は飛ばし、次の申請を見ます。",
    ):
        assert line in pages["ja"]
    assert "highest first." in pages["en"]
    assert "Budget: 2,000,000 yen" in pages["en"]


def test_a_duty_says_from_what_it_counts_and_when_it_arises(pages: dict[str, str]) -> None:
    ja, en = pages["ja"], pages["en"]
    assert "時期：各年度の4月30日" in ja
    assert "時期：「額の確定」の日の翌日を1日目とする20日の末日" in ja
    assert "次の場合だけ：残っている額が0円を超える" in ja
    assert "額：残っている額" in ja
    assert "30 April of each fiscal year" in en
    assert "the day after the day of “額の確定”" in en
    assert "当回" not in ja
    assert "the turn" not in en


def test_the_later_of_two_days_is_no_greatest(pages: dict[str, str]) -> None:
    assert "納品の各件の納品の日の最も遅い日以後の最初の4月10日" in pages["ja"]
    assert "の最大" not in pages["ja"]
