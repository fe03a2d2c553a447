"""What a page and a letter say of amounts: the conditions they hang on, and what was in fact decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.running import run

SCHEME = """\
schemeengine: 1
scheme: ovens
title: Oven grant
authority: mayor
types:
  oven:
    label: oven
    key: id
    fields:
      id: {type: text, label: mark}
      price: {type: yen, label: price}
      kind: {type: code, label: kind, choices: {elec: electric, gas: gas}}
facts:
  applied: {type: event, label: day of application}
  ovens: {type: list of oven, label: ovens}
  town: {type: yes_no, label: lives in the town}
  decided_sum: {type: yen, label: sum decided, provided_by: office}
provisions:
  some_oven: {text: there is an oven, some: o in ovens, satisfies: o.price > 0円}
amounts:
  electric:
    label: for electric ovens
    sum: o in ovens
    where: o.kind = "elec"
    each: {share: 2分の1, of: o.price, round_down: "1,000円"}
  extra: {label: extra, applies_when: town, value: 10万円}
  other: {label: other, unless: town, value: 5万円}
  crowd:
    label: crowd
    applies_when: {some: o in ovens, satisfies: o.kind = "gas"}
    value: 1万円
dates:
  decide_by: {label: decision due, last_day_of: 30 business days, since: applied}
procedures:
  filing:
    applied: applied
    stages:
      check: {label: check, checks: [some_oven]}
      decision: {label: decision, after: check, decided_by: mayor, awards: [electric]}
events:
  granted: {label: grant made, decided_by: mayor, amount: decided_sum}
life_cycle:
  grant:
    label: grant
    begins_as: open
    states:
      open: {label: open, moves: [{event: granted, becomes: made}]}
      made: {label: made, in_force: yes}
"""
CASE = """\
schemeengine: 1
dossier: case
title: Sato
for: ovens
as_of: 2026-03-10
facts:
  applied: 2026-03-01
  town: yes
  ovens: [{id: a, price: 100000円, kind: electric}, {id: b, price: 50000円, kind: gas}]
judgments:
  filing.decision: {decision: yes, by: mayor, on_date: 2026-03-05, reason: enough money}
events:
  - {event: granted, on_date: 2026-03-05, %s}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ovens.yaml").write_text(SCHEME, encoding="utf-8")
    return tmp_path


def _published(folder: Path, lang: str) -> str:
    done = run("publish", str(folder / "ovens.yaml"), "--strict", "--lang", lang, "--format", "markdown")
    assert done.code == 0, done.err
    return done.out


def _letter(folder: Path, kind: str, amount: str) -> str:
    (folder / "case.yaml").write_text(CASE % amount, encoding="utf-8")
    done = run(
        "letter", kind, str(folder / "case.yaml"), "-s", str(folder / "ovens.yaml"), "--strict",
        "--lang", "en", "--format", "markdown",
    )  # fmt: skip
    assert done.code == 0, done.err
    return done.out


def test_a_sum_says_over_which_members(folder: Path) -> None:
    assert "yen) over ovens for which kind is electric |" in _published(folder, "en")
    assert (
        "| ovensのうちkindがelectricであるものの各件のpriceの2分の1（1,000円未満切捨て）の合計 |"
        in _published(folder, "ja")
    )


def test_an_amount_says_in_which_case(folder: Path) -> None:
    en = _published(folder, "en")
    assert "| extra | 100,000 yen (counts only if: lives in the town) |" in en
    assert "| other | 50,000 yen (does not count if: lives in the town) |" in en
    assert "| crowd | 10,000 yen (counts only if: there is one of ovens for which kind is gas) |" in en
    ja = _published(folder, "ja")
    assert "| extra | 100,000円（次の場合だけ数えます：lives in the town） |" in ja
    assert "ovensの中に、kindがgasであるものがある" in ja


def test_the_amount_of_the_decision_is_said(folder: Path) -> None:
    told = _letter(folder, "granted", "amount: 4万円")
    assert "| for electric ovens | 40,000 yen |" in told
    assert "50,000 yen" not in told
    report = _letter(folder, "report", "amount: 4万円")
    assert "| for electric ovens | 50,000 yen |" in report
    assert "| sum decided | 40,000 yen (as recorded) |" in report


def test_the_day_by_which_it_is_decided_is_no_consequence(folder: Path) -> None:
    assert "decision due" not in _letter(folder, "granted", "amount: 4万円")
    assert "decision due" in _letter(folder, "report", "amount: 4万円")
