"""``status`` and ``timeline`` from the command line, the calendar file, and the generated pages."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.cli.running import ROOT, dossier, run

PENDING = dossier("kita_life_renewal_pending")
SCHEMES = sorted(p.name.removesuffix(".ja.md") for p in (ROOT / "docs/schemes").glob("*.ja.md"))


def test_status_in_all_forms_and_both_languages() -> None:
    for lang, word in (("ja", "認証が継続しているとみなす"), ("en", "deemed to continue")):
        for form in ("text", "markdown", "html", "json"):
            done = run("status", PENDING, "--format", form, "--lang", lang)
            assert done.code == 0, done.err
            assert word in done.out


def test_a_duty_to_pay_in_another_currency(tmp_path: Path) -> None:
    """Cents are told as they are; yen and dollars are not mixed up."""
    scheme, case = tmp_path / "abroad.yaml", tmp_path / "case.yaml"
    scheme.write_text(_ABROAD, encoding="utf-8")
    case.write_text(
        "schemeengine: 1\ndossier: case\nas_of: 2024-06-10\nfacts: {paid: 1000.50USD, used: 900USD}\n"
        "events: [{event: granted, on_date: 2024-04-01}, {event: revoked, on_date: 2024-06-01}]\n",
        encoding="utf-8",
    )
    told = run("status", str(case), "--scheme", str(scheme), "--lang", "en")
    assert "repayment (100.50 USD)" in told.out, told.err
    scheme.write_text(_ABROAD.replace("amount: back", "amount: 3年"), encoding="utf-8")
    assert "M003" in run("check", str(scheme)).out


_ABROAD = """\
schemeengine: 1
scheme: abroad
title: abroad
outline: {第1条: {title: all, encoded: yes}}
facts:
  paid: {type: money, unit: USD, label: paid}
  used: {type: money, unit: USD, label: used}
events:
  granted: {label: granted, cite: 第1条}
  repaid: {label: repaid, cite: 第1条}
  revoked: {label: revoked, cite: 第1条}
amounts:
  back: {value: paid, less: used, not_below: 0USD}
life_cycle:
  grant:
    label: grant
    cite: 第1条
    begins_as: none_yet
    states:
      none_yet: {label: none, moves: [{event: granted, becomes: held}]}
      held: {label: held, in_force: yes, moves: [{event: revoked, becomes: over}]}
      over: {label: over}
    obligations:
      repay:
        label: repayment
        cite: 第1条
        who: holder
        arises: [revoked]
        due: {last_day_of: 30日, since: turn}
        amount: back
        done_by: repaid
"""


def test_the_day_on_the_command_line_wins() -> None:
    assert run("status", PENDING, "--as-of", "2027-03-31", "-f", "json").data["cycles"][0]["state"] == "valid"
    assert (
        run("status", PENDING, "--as-of", "2027-04-01", "-f", "json").data["cycles"][0]["state"]
        == "continued"
    )


def test_a_reading_changes_the_state() -> None:
    name = dossier("kita_life_revoked")
    day = ("--as-of", "2026-07-10", "-f", "json")
    assert run("status", name, *day).data["cycles"][0]["state"] == "valid"
    other = run("status", name, *day, "--reading", "withdrawal_effect=notice_ends_it")
    assert other.code == 0, other.err
    assert other.data["cycles"][0]["state"] == "withdrawn"


def test_wrong_events_are_told_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(
        "schemeengine: 1\ndossier: x\nfor: kita_ku\nas_of: 2026-01-01\nevents:\n"
        "  - {event: renewed, on_date: 2024-01-01}\n"
        "  - {event: certified, on_date: 2024-05-01}\n"
        "  - {event: certified, on_date: 2024-05-01}\n"
        "  - {event: reportted, on_date: 2025-05-01}\n",
        encoding="utf-8",
    )
    done = run("status", str(file), "--lang", "en", cwd=ROOT)
    assert done.code == 2
    assert done.out == ""
    for code, line in (("C022", 8), ("C020", 9)):
        assert code in done.err
        assert f":{line}:" in done.err


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_calendar_file_is_read_back(lang: str) -> None:
    done = run("timeline", PENDING, "--format", "ics", "--lang", lang)
    assert done.code == 0, done.err
    found = Calendar.from_ical(done.out)
    events = list(found.walk("VEVENT"))
    assert len(events) >= 8
    assert len({str(e["uid"]) for e in events}) == len(events)
    for event in events:
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(start) is date
        assert end == start + timedelta(days=1)
        assert event.decoded("dtstamp").date() == date(2027, 4, 10)
    if lang == "ja":
        assert any("認証が継続しているとみなす" in str(e["summary"]) for e in events)
    assert all(len(line.encode()) <= 75 for line in done.out.replace("\r\n", "\n").split("\n"))


def test_the_same_input_gives_the_same_bytes() -> None:
    for form in ("ics", "json", "text", "html", "markdown"):
        assert run("timeline", PENDING, "-f", form).out == run("timeline", PENDING, "-f", form).out


def test_an_entry_keeps_its_uid_when_time_goes_on() -> None:
    def uids(day: str) -> dict[str, str]:
        data = run("timeline", PENDING, "-f", "json", "--as-of", day).data
        return {e["text"]: e["uid"] for e in data["entries"]}

    early, late = uids("2026-06-01"), uids("2027-02-01")
    shared = early.keys() & late.keys()
    assert len(shared) >= 5
    assert {early[k] for k in shared} == {late[k] for k in shared}


def test_dates_of_a_decision_that_might_be_taken() -> None:
    done = run("timeline", "--scheme", "kita_ku", "--decided", "令和7年3月31日", "--event", "decided_on")
    assert done.code == 0, done.err
    assert "令和11年3月31日" in done.out
    assert "elapsed_day.final_day＝" in done.out
    data = run("timeline", "--scheme", "kita_ku", "--decided", "2025-03-31", "-f", "json").data
    assert {"2025-03-31", "2029-03-31", "2029-04-01"} <= {e["day"] for e in data["entries"]}


def test_a_name_that_is_no_dated_fact() -> None:
    done = run("timeline", "--scheme", "kita_ku", "--event", "applicant", "--lang", "en")
    assert done.code == 2
    assert "decided_on" in done.err


GATE = """
schemeengine: 1
scheme: gate
title: 門の許可
facts: {applied_on: {type: event, label: 申請の日}}
provisions: {applied: {cite: 第1条, happened: applied_on}}
events:
  permitted: {label: 許可, cite: 第1条, records: applied_on}
  closed: {label: 閉鎖, cite: 第2条}
life_cycle:
  permit:
    label: 許可
    cite: 第1条
    begins_as: none_yet
    states:
      none_yet: {label: なし, moves: [{event: permitted, becomes: open}]}
      open: {label: 許可中, in_force: yes, moves: [{event: closed, becomes: shut}]}
      shut: {label: 閉鎖}
    examples:
      possible: {events: [{event: permitted, on_date: 2024-04-01}], as_of: 2024-05-01, expect: {state: open}}
      closed_before: {events: [{event: closed, on_date: 2024-04-01}], as_of: 2024-05-01, expect: {state: shut}}
examples:
  twice: {dossier: case.yaml, expect: {outcome: eligible}}
"""
CASE = """
schemeengine: 1
dossier: case
for: gate
as_of: 2024-06-01
events:
  - {event: closed, on_date: 2024-04-01}
  - {event: permitted, on_date: 2024-05-01}
"""


def test_events_that_cannot_be_are_one_failing_example_and_told_by_check(tmp_path: Path) -> None:
    (tmp_path / "gate.yaml").write_text(GATE, encoding="utf-8")
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    tried = run("test", "gate.yaml", "--lang", "en", cwd=tmp_path)
    assert tried.code == 1
    assert "C023" in tried.out
    assert "C024" in tried.out
    assert "1 of 3 examples agree" in tried.out
    checked = run("check", "case.yaml", "--scheme", "gate.yaml", "--lang", "en", cwd=tmp_path)
    assert checked.code == 2
    assert "C023" in checked.out + checked.err


def test_what_is_optional_is_never_overdue() -> None:
    def renewal(day: str) -> dict[str, object]:
        name = dossier("sdgx_life_renewal_missed")
        cycles = run("status", name, "--as-of", day, "-f", "json").data["cycles"]
        return next(d for c in cycles for d in c["duties"] if d["obligation"] == "renewal_application")

    assert [renewal(d)["state"] for d in ("2022-12-31", "2023-01-01")] == ["due", "lapsed"]
    assert renewal("2022-12-31")["optional"] is True


def test_dates_that_hang_on_two_facts_are_listed_with_what_they_wait_for() -> None:
    done = run("timeline", "--scheme", "kita_ku", "--decided", "2025-03-31", "--lang", "en")
    assert "Not settled by this day alone" in done.out
    assert "Day on which the present certification was decided" in done.out


def test_neither_dossier_nor_programme() -> None:
    assert run("timeline").code == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", SCHEMES)
def test_the_generated_pages_agree_with_the_programmes(name: str, lang: str) -> None:
    page = ROOT / "docs/schemes" / (f"{name}.ja.md" if lang == "ja" else f"{name}.md")
    done = run("timeline", "--scheme", name, "--format", "markdown", "--lang", lang)
    assert page.read_text(encoding="utf-8") == done.out
    assert len(SCHEMES) >= 3
