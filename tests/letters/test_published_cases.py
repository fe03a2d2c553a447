"""What the guide to a programme says of choices, periods and exclusions, and values of unknown hour."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

_SCHEME = """\
言語版: 1
制度: example
題名: 例
事実:
  区分: {型: 符号, 名称: 申請者の区分, 選択肢: {個人: 個人事業者, 法人: 法人, 予定: これから始める者}}
  開業日: {型: 出来事, 名称: 開業の日}
  登記: {型: 是非, 名称: 登記がある}
  大きい: {型: 是非, 名称: 大企業である}
  料金: {型: 円, 名称: 料金}
  到達: {型: 日時, 名称: 届いた日時}
  業種: {型: 符号の一覧, 名称: 業種, 選択肢: {金融: 金融, 宿泊: 宿泊}}
  許可: {型: 是非, 名称: 許可がある}
期間:
  募集: {名称: 募集の期間, 始期: 令和6年5月1日, 終期: 令和6年6月28日 17時}
規定:
  区分ごと:
    場合分け: 区分
    場合ごと:
      個人 / 予定: {本文: 開業している, 済み: 開業日}
      法人: 登記
    その他の場合: 許可
  大小:
    場合分け: 大きい
    場合ごと: {はい: 料金 >= 100円, いいえ: 料金 >= 50円}
  順:
    順に選ぶ:
      - {もし: 登記, ならば: 料金 >= 10円}
      - {もし: 許可, ならば: 料金 >= 20円}
    その他の場合: 料金 >= 30円
  業種なし: {効果: 除外, ただし: 許可, 一覧を含む: 業種, 一覧: [金融]}
  期限: 到達 in 募集
"""

_DOSSIER = """\
言語版: 1
申請書: case
基準時: 令和6年7月1日
事実: {到達: %s}
"""


def _published(tmp_path: Path, lang: str) -> str:
    scheme = tmp_path / "example.yaml"
    scheme.write_text(_SCHEME, encoding="utf-8")
    found = run("publish", str(scheme), "--as-of", "2024-06-30", "--format", "markdown", "--lang", lang)
    assert found.code == 0, found.err
    return found.out


def test_every_branch_says_its_case(tmp_path: Path) -> None:
    said = _published(tmp_path, "ja")
    for words in (
        "申請者の区分が個人事業者かこれから始める者のとき：開業している", "申請者の区分が法人のとき：登記がある",
        "その他のとき：許可がある", "「大企業である」に当たるとき：料金が100円以上",
        "「大企業である」に当たらないとき：料金が50円以上", "登記があるとき：料金が10円以上",
        "そのほかで、許可があるとき：料金が20円以上", "その他のとき：料金が30円以上",
        "次の場合は除きます：許可がある", "令和6年5月1日から、令和6年6月28日17時まで",
    ):  # fmt: skip
        assert words in said, words


def test_every_branch_says_its_case_in_english(tmp_path: Path) -> None:
    said = _published(tmp_path, "en")
    for words in ("is 個人事業者 or これから始める者: ", "in every other case: 許可がある",
                  "unless 大企業である: ", "except if: 許可がある", "from 2024-05-01 to 2024-06-28 17:00"):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize(("value", "code"), [("令和6年6月28日", 2), ("令和6年6月28日 17時", 0)])
def test_a_day_is_not_a_date_and_time(tmp_path: Path, value: str, code: int) -> None:
    """The hour decides whether 17時必着 is met, so it is asked for and not taken to be midnight."""
    scheme, dossier = tmp_path / "example.yaml", tmp_path / "case.yaml"
    scheme.write_text(_SCHEME, encoding="utf-8")
    dossier.write_text(_DOSSIER % value, encoding="utf-8")
    found = run("evaluate", str(dossier), "--scheme", str(scheme), "--lang", "ja")
    assert found.code == code
    assert ("D003" in found.err) == (code == 2)
