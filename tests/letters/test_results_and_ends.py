"""A tier on the certificate, what a decision sets going, and a revocation that takes effect later."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

SCHEME = """\
schemeengine: 1
scheme: grade
title: 等級の認定
outline: {第1条: {title: 要件, encoded: yes}, 第2条: {title: 期間, encoded: yes}, 第3条: {title: 中止, encoded: yes}}
facts:
  points: {type: count, unit: 点, label: 点数}
  granted_on: {type: event, label: 認定日}
  moved: {type: yes_no, label: 転出した}
definitions:
  tier:
    cite: 第1条
    label: 等級
    show_result: yes
    table: |
      | points  | → tier |
      | >= 80点 | 金     |
      | < 80点  | 銀     |
provisions:
  enough: {cite: 第1条, text: 50点以上, that: points >= 50点}
  in_time: {cite: 第1条, text: 期限の内, that: granted_on <= deadline}
dates:
  deadline: {cite: 第1条, label: 受付の期限, first: 3月31日, on_or_after: 令和7年1月1日, if_holiday: as_written}
periods:
  term: {cite: 第2条, label: 認定の期間, starts: granted_on, lasts: 1年}
  extension: {cite: 第2条, label: 延長の期間, after: term.last, lasts: 1年}
events:
  granted: {label: 認定, cite: 第1条, decided_by: 市長, records: granted_on}
  stopped: {label: 中止の決定, cite: 第3条, decided_by: 市長, records: stopped_on}
life_cycle:
  grade:
    label: 認定
    cite: 第1条
    begins_as: none_yet
    states:
      none_yet: {label: 認定前, moves: [{event: granted, becomes: valid}]}
      valid: {label: 認定中, in_force: yes, moves: [{event: stopped, becomes: ending}]}
      ending: {label: 中止の予定, in_force: yes, moves: [{past: month_end, becomes: ended}]}
      ended: {label: 中止, cite: 第3条}
    grounds:
      gone: {label: 転出, cite: 第3条, when: moved, allows: stopped}
procedures:
  application:
    label: 申請
    stages:
      check: {cite: 第1条, label: 審査, checks: [enough, in_time]}
      decision:
        cite: 第1条
        label: 認定
        after: check
        decided_by: 市長
        notices: {granted: {title: 認定通知書, cite: 第1条}}
        issues: {granted: {title: 認定証, cite: 第1条}}
""".replace("  moved: {type", "  stopped_on: {type: event, label: 中止の決定の日}\n  moved: {type").replace(
    "periods:\n",
    "  month_end: {cite: 第3条, label: 月の末日, first: 月末, on_or_after: stopped_on, if_holiday: as_written}\nperiods:\n",
)
DOSSIER = """\
schemeengine: 1
dossier: x
title: 甲商店
for: grade
as_of: 令和6年8月20日
facts: {points: 85点, moved: yes}
judgments:
  application.decision: {decision: yes, by: 市長, on_date: 令和6年4月10日}
events:
  - {event: granted, on_date: 令和6年4月10日, by: 市長}
"""
STOPPED = DOSSIER + "  - {event: stopped, on_date: 令和6年8月5日, by: 市長, ground: gone}\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "grade.yaml").write_text(SCHEME, encoding="utf-8")
    (tmp_path / "held.yaml").write_text(DOSSIER, encoding="utf-8")
    (tmp_path / "stopped.yaml").write_text(STOPPED, encoding="utf-8")
    return tmp_path


def letter(files: Path, kind: str, dossier: str, *more: str) -> str:
    done = run("letter", kind, str(files / dossier), "--scheme", str(files / "grade.yaml"), "--strict", *more)
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize("kind", ["granted", "certificate", "report"])
def test_a_shown_result_stands_in_the_letter(kind: str, files: Path) -> None:
    lines = [line.split() for line in letter(files, kind, "held.yaml").splitlines()]
    assert ["等級", "金"] in lines


def test_a_template_may_name_a_shown_result(files: Path) -> None:
    (files / "certificate.ja.jinja").write_text(
        '{% by "tier" %}等級：{{ fact("tier") }}{% endby %}\n{{ results[0].label }}', encoding="utf-8"
    )
    assert letter(files, "certificate", "held.yaml", "--template", str(files)).split() == ["等級：金", "等級"]


def test_a_notice_tells_what_the_decision_sets_going(files: Path) -> None:
    told = letter(files, "granted", "held.yaml")
    assert "認定の期間  令和6年4月10日から令和7年4月9日まで" in told
    assert "延長の期間" not in told  # not granted yet
    assert "受付の期限" not in told  # a requirement's, not the decision's


def test_a_decision_that_takes_effect_later_is_told_at_once(files: Path) -> None:
    told = letter(files, "revoked", "stopped.yaml")
    assert "中止（令和6年9月1日から）" in told
    assert "令和6年8月5日" in told
    assert "第3条　転出" in told
