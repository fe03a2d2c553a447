"""How an amount came about, in the few lines an officer signs: what counted, and nothing that did not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import Run, run

SCHEME = """\
schemeengine: 1
scheme: fee
title: 利用料
authority: 町長
outline: {第1条: {title: 額, has: [第1項〜第3項], encoded: yes}}
types:
  child:
    label: 子
    key: name
    fields: {name: {type: text, label: 氏名}, born: {type: date, label: 生年月日}, uses: {type: yes_no, label: 利用する}}
    computed: {age: {label: 年齢, value: "full_years(born, day)"}}
facts:
  day: {type: date, label: 利用の日}
  income: {type: yen, label: 所得}
  children: {type: list of child, label: 子の一覧}
  extra: {type: yen, label: 加算の対象}
  wants: {type: yes_no, label: 加算を求める}
definitions:
  rate:
    cite: 第1条第1項
    label: 料率
    table: |
      | income       | → rate |
      | 100万円以下  | 10%    |
      | 100万円超    | 20%    |
amounts:
  base:
    cite: 第1条第2項
    label: 基本の額
    sum: c in children
    where: c.uses
    each:
      choose: [{if: c.age < 3, then: 1万円}]
      otherwise: 6千円
  fee:
    cite: 第1条第3項
    label: 利用料
    share: rate
    of:
      sum:
        own: base
        more: {applies_when: wants, share: 50%, of: extra}
    round_down: 100円
  other: {label: 定額, value: 500円}
pays: [fee]
"""
CASE = """\
schemeengine: 1
dossier: d
for: fee
as_of: 2025-04-01
facts:
  day: 2025-04-01
  income: 120万円
  wants: no
  children: [{name: 一郎, born: 2023-05-01, uses: yes}, {name: 二郎, born: 2020-05-01, uses: yes}, {name: 三郎, born: 2019-05-01, uses: no}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fee.yaml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "d.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def _evaluated(folder: Path, *more: str) -> Run:
    return run("evaluate", str(folder / "d.yaml"), "--scheme", str(folder / "fee.yaml"), *more)


def _section(text: str, title: str) -> list[str]:
    return [line.strip() for line in text.split(f"■ {title}")[1].split("\n\n")[0].split("\n")[1:]]


def test_the_lines_lead_from_the_amount_down_to_facts(folder: Path) -> None:
    assert _section(_evaluated(folder).out, "金額の求め方") == [
        "利用料 ＝ （料率 20% × 基本の額 16,000円）（100円未満切捨て） ＝ 3,200円［第1条第3項］",
        "料率 ＝ 20%（表の所得 1,200,000円の行）［第1条第1項］",
        "基本の額 ＝ 子 一郎 10,000円 ＋ 子 二郎 6,000円 ＝ 16,000円［第1条第2項］",
        "子 一郎 ＝ 10,000円（年齢が3未満のとき）",
        "子 二郎 ＝ 6,000円（その他のとき）",
    ]


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_every_page_has_them_in_both_languages(folder: Path, form: str) -> None:
    japanese, english = (_evaluated(folder, "--format", form, "--lang", lang).out for lang in ("ja", "en"))
    assert "金額の求め方" in japanese
    assert "料率 ＝ 20%（表の所得 1,200,000円の行）" in japanese
    assert "How the amounts came about" in english
    assert "料率 ＝ 20% (row of the table by 所得 1,200,000 yen)" in english


def test_what_does_not_count_is_not_told(folder: Path) -> None:
    lines = "".join(_section(_evaluated(folder).out, "金額の求め方"))
    assert "三郎" not in lines
    assert "加算の対象" not in lines
    assert "定額" not in lines


def test_an_open_amount_has_no_lines(folder: Path) -> None:
    path = folder / "d.yaml"
    path.write_text(CASE.replace("  income: 120万円\n", ""), encoding="utf-8")
    lines = _section(_evaluated(folder).out, "金額の求め方")
    assert lines[0].startswith("基本の額 ＝ 子 一郎")
    assert not any(line.startswith("利用料") for line in lines)


def test_the_report_has_them(folder: Path) -> None:
    done = run("letter", "report", str(folder / "d.yaml"), "--scheme", str(folder / "fee.yaml"))
    assert done.code == 0, done.err
    assert "料率 ＝ 20%（表の所得 1,200,000円の行）（第1条第1項）" in done.out.replace("\n", "").replace(
        "  ", ""
    )
