"""A comparison that fails is not shown with its sign, as if it held."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

_SCHEME = """\
言語版: 1
制度: racks
題名: 自転車置場
事実:
  台数: {型: 個数, 単位: 台, 名称: 駐輪台}
  区分: {型: 符号, 名称: 区分, 選択肢: {店: 店, 他: 他}}
  開業日: {型: 日付, 名称: 開業の日}
規定:
  多い: {であること: 台数 >= 10台}
  多すぎない: {であること: 台数 <= 8台}
  超える: {であること: 台数 > 9台}
  満たない: {であること: 台数 < 9台}
  店: {であること: 区分 = "店"}
  他でない: {であること: 区分 != "他"}
  逆: {であること: でない(台数 >= 9台)}
  前: {であること: 開業日 <= 令和6年4月1日}
  足りる: {効果: 除外, であること: 台数 >= 5台}
"""
_DOSSIER = """\
言語版: 1
申請書: case
基準時: 令和6年6月10日
事実: {台数: 9台, 区分: 他, 開業日: 令和6年4月2日}
"""


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", ["駐輪台 9台で、10台以上でない", "駐輪台 9台で、8台以下でない", "駐輪台 9台で、9台を超えない",
                "駐輪台 9台で、9台未満でない", "区分 他で、店でない", "区分 他で、他以外でない",
                "開業の日 令和6年4月2日で、令和6年4月1日以前でない", "駐輪台 9台 ≧ 5台"]),
        ("en", ["駐輪台 9, not 10 or more", "駐輪台 9, not 8 or less", "駐輪台 9, not more than 9",
                "駐輪台 9, not less than 9", "区分 他, not 店", "区分 他, not other than 他",
                "開業の日 2024-04-02, not on or before 2024-04-01", "駐輪台 9 ≧ 5"]),
    ],
)  # fmt: skip
def test_what_fails_is_said_to_fail(tmp_path: Path, lang: str, said: list[str]) -> None:
    scheme, dossier = tmp_path / "racks.yaml", tmp_path / "case.yaml"
    scheme.write_text(_SCHEME, encoding="utf-8")
    dossier.write_text(_DOSSIER, encoding="utf-8")
    shown = run("evaluate", str(dossier), "--scheme", str(scheme), "--lang", lang).out
    data = run("evaluate", str(dossier), "--scheme", str(scheme), "--lang", lang, "--format", "json").out
    for words in said:
        assert words in shown, (words, shown)
        assert words in data, words
    assert "9台 ≧ 10台" not in shown + data
