"""What was granted is followed by the edition that governs the case, by every engine alike."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.cli.running import dossier, run

from schemeengine import Evaluator, load_dossier, status
from schemeengine.evaluator import Engine
from schemeengine.execute.durable.executor import EngineUnavailable
from schemeengine.lifecycle.model import StatusReport
from schemeengine.pipeline import load_schemes
from schemeengine.render.status_records import status_json

FIRST = """
schemeengine: 1
scheme: shop
title: 店の認定
editions: {r5: {from: 令和5年4月1日}}
edition_by: applied_on
facts:
  applied_on: {type: event, label: 申請の日}
  labelled_on: {type: event, label: 認定の日}
provisions:
  applied: {cite: 第1条, that: applied_on <= as_of}
periods:
  term: {starts: labelled_on, lasts: 3年}
events:
  applied: {label: 申請, cite: 第1条, records: applied_on}
  labelled: {label: 認定, cite: 第1条, records: labelled_on}
  paper_seen: {label: 書面の確認, cite: 第2条}
  reported: {label: 報告, cite: 第3条}
life_cycle:
  label:
    label: 認定
    cite: 第1条
%s    begins_as: none_yet
    states:
      none_yet: {label: なし, moves: [{event: labelled, becomes: held}]}
      held:
        label: 認定中
        in_force: yes
        moves:
          - {event: paper_seen, becomes: held}
          - {past: term.last, becomes: lapsed}
      lapsed: {label: 失効}
    obligations:
      report:
        label: 報告
        cite: 第3条
        begins: {first: 4月1日, after: labelled_on}
        repeats: fiscal_year
        due: {calendar_day: 6月30日, in_fiscal_year_of: turn}
        done_by: reported
        while: held
"""
AMENDED = """
schemeengine: 1
scheme: shop
amends: r5
editions:
  r8:
    from: 令和8年4月1日
    former_when: {text: 従前の例を選んだ, all: [applied_on <= 令和9年3月31日, former_rules]}
facts:
  former_rules: {type: yes_no, label: 従前の例によることを選ぶ}
periods:
  term: {starts: labelled_on, lasts: 2年}
repeals: [events.paper_seen, life_cycle.label]
life_cycle:
  label:
    label: 認定
    cite: 第1条
%s    begins_as: none_yet
    states:
      none_yet: {label: なし, moves: [{event: labelled, becomes: held}]}
      held: {label: 認定中, in_force: yes, moves: [{past: term.last, becomes: lapsed}]}
      lapsed: {label: 失効}
"""
OLD = "{event: applied, on_date: 2024-04-10}, {event: labelled, on_date: 2024-05-01}"
NEW = "{event: applied, on_date: 2026-04-10}, {event: labelled, on_date: 2026-05-01}"
ENGINES: tuple[Engine, ...] = ("compiled", "reference", "durable")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return written(tmp_path, "")


def written(folder: Path, by: str) -> Path:
    (folder / "shop.yaml").write_text(FIRST % "", encoding="utf-8")
    (folder / "shop.r8.yaml").write_text(AMENDED % by, encoding="utf-8")
    return folder / "shop.yaml"


def found(shop: Path, events: str, as_of: str, facts: str = "", engine: Engine = "compiled") -> StatusReport:
    case = shop.parent / "case.yaml"
    case.write_text(
        f"schemeengine: 1\ndossier: x\nfor: shop\nas_of: {as_of}\nfacts: {{{facts}}}\nevents: [{events}]\n",
        encoding="utf-8",
    )
    schemes = load_schemes([str(shop)])
    return status(Evaluator(schemes, engine), load_dossier(str(case)))


def test_a_label_of_the_former_edition_keeps_its_term_and_its_duties(shop: Path) -> None:
    (cycle,) = found(shop, OLD, "2026-07-01").cycles
    assert (cycle.edition, cycle.state) == ("r5", "held")
    assert cycle.until is not None
    assert cycle.until.value == "2027-04-30"
    assert [d.state for d in cycle.duties if d.turn == date(2026, 4, 1)] == ["overdue"]
    assert "2024-04-10" in cycle.edition_reason.en


def test_a_label_of_the_new_edition(shop: Path) -> None:
    (cycle,) = found(shop, NEW, "2026-07-01", "former_rules: no").cycles
    assert (cycle.edition, cycle.duties) == ("r8", ())
    assert cycle.until is not None
    assert cycle.until.value == "2028-04-30"


def test_the_transitional_provision_counts(shop: Path) -> None:
    (cycle,) = found(shop, NEW, "2026-07-01", "former_rules: yes").cycles
    assert (cycle.edition, cycle.until and cycle.until.value) == ("r5", "2029-04-30")


def test_while_the_edition_is_open_every_state_is_possible(shop: Path) -> None:
    (cycle,) = found(shop, NEW, "2026-07-01").cycles
    assert cycle.state == ""
    assert [p.fact for p in cycle.pending] == ["former_rules"]
    assert cycle.note.en


def test_an_event_of_another_edition_is_told_and_not_counted(shop: Path) -> None:
    seen = "{event: paper_seen, on_date: 2026-06-01}"
    report = found(shop, f"{NEW}, {seen}", "2026-07-01", "former_rules: no")
    assert [d.code.id for d in report.diagnostics] == ["C030"]
    assert [d.code.id for d in found(shop, f"{OLD}, {seen}", "2026-07-01").diagnostics] == []


def test_the_life_cycle_may_follow_the_day_in_question(tmp_path: Path) -> None:
    shop = written(tmp_path, "    edition_by: as_of\n")
    before = found(shop, OLD, "2026-03-31", "former_rules: no").cycles[0]
    after = found(shop, OLD, "2026-04-01", "former_rules: no").cycles[0]
    assert (before.edition, before.state) == ("r5", "held")
    assert (after.edition, after.until and after.until.value) == ("r8", "2026-04-30")


@pytest.mark.parametrize("events", [OLD, NEW])
@pytest.mark.parametrize("facts", ["", "former_rules: no", "former_rules: yes"])
def test_all_engines_say_the_same(shop: Path, events: str, facts: str) -> None:
    said = set()
    for engine in ENGINES:
        try:
            said.add(status_json(found(shop, events, "2026-07-01", facts, engine), "en"))
        except EngineUnavailable:
            pytest.skip("the durable-rules extra is not installed")
    assert len(said) == 1


@pytest.mark.parametrize("command", ["status", "timeline"])
@pytest.mark.parametrize(
    "name", ["kita_life_revoked", "sdgx_life_settlement", "kitakyushu_life_report_missed"]
)
def test_the_commands_take_any_engine(command: str, name: str) -> None:
    said = {run(command, dossier(name), "--engine", engine, "-f", "json").out for engine in ENGINES}
    assert len(said) == 1
    assert json.loads(said.pop())["dossier"] == name


def test_an_edition_that_is_not_written_down_is_told(tmp_path: Path) -> None:
    shop = tmp_path / "shop.yaml"
    text = FIRST % ""
    editions = "editions: {r3: {from: 令和3年4月1日, until: 令和5年3月31日, encoded: no, why: 手元にない}, r5: {from: 令和5年4月1日}}"
    shop.write_text(text.replace("editions: {r5: {from: 令和5年4月1日}}", editions), encoding="utf-8")
    old = "{event: applied, on_date: 2023-03-01}, {event: labelled, on_date: 2023-05-01}"
    report = found(shop, old, "2024-07-01")
    assert [d.code.id for d in report.diagnostics] == ["C031"]
    assert report.cycles[0].state == "held"
