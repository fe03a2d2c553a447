"""``replay``: the same, the first difference, or what of the input has changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import ROOT, dossier, run

CASES = (
    "kita_sound_company",
    "kita_incomplete",
    "kita_excluded",
    "sdgx_costs_unknown",
    "kitakyushu_stage_one",
)


def recorded(tmp_path: Path, name: str, *options: str) -> Path:
    path = tmp_path / f"{name}.json"
    own = {"kita": "kita_ku", "sdgx": "sdgx_subsidy", "kitakyushu": "kitakyushu"}[name.partition("_")[0]]
    options = options if "--scheme" in options else ("--scheme", own, *options)
    assert run("evaluate", dossier(name), "--format", "json", "-o", str(path), *options).code == 0
    return path


def edited(path: Path, change: Any) -> Path:
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data["verdicts"][0])
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_recorded_verdict_replays(name: str, lang: str, tmp_path: Path) -> None:
    found = run("replay", str(recorded(tmp_path, name, "--lang", lang)))
    assert (found.code, found.err) == (0, "")
    assert "違う" not in found.out


@pytest.mark.parametrize("engine", ["reference"])
def test_another_executor_replays_the_same_bytes(engine: str, tmp_path: Path) -> None:
    path = str(recorded(tmp_path, "kita_sound_company"))
    assert run("replay", path, "--engine", engine) == run("replay", path)


def test_as_of_and_readings_come_from_the_receipt(tmp_path: Path) -> None:
    path = recorded(
        tmp_path, "kita_sound_company", "--scheme", "kita_ku", "--as-of", "2024-07-30",
        "--reading", "elapsed_day=final_day",
    )  # fmt: skip
    assert run("replay", str(path)).code == 0


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda v: v.update(outcome="ineligible"), 'outcome：記録 "ineligible"、今 "eligible"'),
        (lambda v: v["stages"][0].update(outcome="undetermined"), "stages[papers].outcome："),
        (lambda v: v["determinations"][2].update(status="true"), "determinations[annexed_table.adult"),
        (lambda v: v["periods"]["validity"].update(until="2028-03-30"), "periods.validity.until："),
        (lambda v: v["failed"].append("x"), 'failed[0]：記録 "x"、今 null'),
        (lambda v: v["trace"]["nodes"][0].update(status="true"), "trace.nodes[annexed_table].status："),
        (lambda v: v.update(reason="別の文"), "reason："),
    ],
)
def test_the_first_difference_is_named(change: Any, place: str, tmp_path: Path) -> None:
    path = edited(recorded(tmp_path, "kita_sound_company", "--scheme", "kita_ku"), change)
    found = run("replay", str(path))
    assert found.code == 1
    assert f"最初の違い {place}" in found.out
    data = run("replay", str(path), "--format", "json").data
    assert not data["same"]
    assert data["verdicts"][0]["first_difference"]["place"] == place.partition("：")[0].partition("(")[0][
        : len(data["verdicts"][0]["first_difference"]["place"])
    ] or place.startswith("determinations")


def test_a_changed_file_is_told_even_where_the_answer_is_the_same(tmp_path: Path) -> None:
    copy = tmp_path / "dossier.yaml"
    shutil.copy(ROOT / dossier("kita_sound_company"), copy)
    path = str(recorded(tmp_path, "kita_sound_company", "--scheme", "kita_ku"))
    assert run("replay", path, "--dossier", str(copy)).code == 0  # the same text from another place
    copy.write_text(copy.read_text(encoding="utf-8") + "# 見直した\n", encoding="utf-8")
    found = run("replay", path, "--dossier", str(copy), "--lang", "en")
    assert found.code == 1
    assert "the answer is the same, from other files" in found.out
    assert "dossier file: recorded " in found.out


LIMITS = """\
schemeengine: 1
catalogue: limits
title: 業種ごとの上限
source: 試験用
edition: 令和6年
fields:
  label: {type: text, label: 業種}
  most: {type: count, unit: 人, label: 上限}
entries:
  shop: {label: 小売, most: 5人}
"""
SCHEME = """\
schemeengine: 1
scheme: shops
title: 店の助成
authority: 町
instrument: {title: 助成要綱, kind: 要綱}
uses: [limits]
outline:
  第1条: {title: 対象, encoded: yes}
facts:
  kind: {type: entry of limits, label: 業種}
  staff: {type: count, unit: 人, label: 従業員数}
provisions:
  small:
    label: 小さい店
    cite: 第1条
    effect: require
    that: staff <= kind.most
"""
SHOP = """\
schemeengine: 1
dossier: shop
for: shops
as_of: 令和6年6月3日
facts: {kind: shop, staff: 5人}
"""
CHANGED = [
    ("limits.yaml", "most: 5人", "most: 4人", "ineligible"),  # a limit of the catalogue
    ("shops.yaml", "staff <= kind.most", "staff < kind.most", "ineligible"),  # a rule
    ("shop.yaml", "staff: 5人", "staff: 6人", "ineligible"),  # a fact
    ("shop.yaml", ", staff: 5人", "", "undetermined"),  # a fact taken out
]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A programme, the catalogue it uses and a dossier; ``record.json`` says that they are met."""
    for name, text in (("limits", LIMITS), ("shops", SCHEME), ("shop", SHOP)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    dossier_file, record = str(tmp_path / "shop.yaml"), str(tmp_path / "record.json")
    scheme = str(tmp_path / "shops.yaml")
    done = run("evaluate", dossier_file, "--scheme", scheme, "--format", "json", "-o", record)
    assert (done.code, done.err) == (0, "")
    assert json.loads(Path(record).read_text(encoding="utf-8"))["verdicts"][0]["outcome"] == "eligible"
    assert run("replay", record).code == 0
    return tmp_path


@pytest.mark.parametrize(("file", "old", "new", "outcome"), CHANGED)
def test_what_has_changed_and_the_first_difference_are_told(
    file: str, old: str, new: str, outcome: str, town: Path
) -> None:
    """Of a changed catalogue, scheme and dossier: which file, and that the outcome is the first to differ."""
    path = town / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = run("replay", str(town / "record.json"), "--lang", "en")
    assert (found.code, found.err) == (1, "")
    assert f'first difference at outcome: recorded "eligible", now "{outcome}"' in found.out
    (verdict,) = run("replay", str(town / "record.json"), "--format", "json").data["verdicts"]
    (change,) = verdict["changes"]
    assert ("申請書" in change["what"]) if file == "shop.yaml" else change["what"].endswith(file)
    assert change["recorded"] != change["now"]


def test_another_version_with_another_answer_tells_both(town: Path) -> None:
    def older(verdict: Any) -> None:
        verdict["receipt"].update(engine="0.0.1", language=0)
        verdict["determinations"][0].update(status="unknown")

    found = run("replay", str(edited(town / "record.json", older)), "--lang", "en")
    assert found.code == 1
    assert 'first difference at determinations[small].status: recorded "unknown", now "true"' in found.out
    assert "version of schemeengine: recorded 0.0.1, now " in found.out
    assert "version of the language: recorded 0, now " in found.out


def test_another_version_that_gives_the_same_answer_has_replayed_it(tmp_path: Path) -> None:
    path = edited(recorded(tmp_path, "kita_excluded"), lambda v: v["receipt"].update(engine="0.0.1"))
    found = run("replay", str(path))
    assert found.code == 0
    assert "schemeengine の版：記録 0.0.1、今 " in found.out


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "R001"), ("[]", "R001"), ("{", "R001"), ('{"verdicts": []}', "R001"), ("1.5", "R001"), ("[" * 100000, "R001"),
     ('{"verdicts": [], "diagnostics": []}', "R001")],
)  # fmt: skip
def test_what_is_no_verdict_is_bad_input(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "v.json"
    path.write_text(text, encoding="utf-8")
    found = run("replay", str(path))
    assert (found.code, found.out) == (2, "")
    assert why in found.err or "Y0" in found.err


def test_a_record_without_a_file_name_asks_for_it(tmp_path: Path) -> None:
    path = edited(
        recorded(tmp_path, "kita_excluded", "--scheme", "kita_ku"),
        lambda v: v["receipt"].update(dossier_file=""),
    )
    found = run("replay", str(path))
    assert (found.code, found.out) == (2, "")
    assert "R002" in found.err
    assert run("replay", str(path), "--dossier", dossier("kita_excluded")).code == 0
