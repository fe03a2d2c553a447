"""The pages on selections show what the command really prints; its other forms say the same."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.running import ROOT, Run, run
from tests.documentation.fences import fences

PAGES = (("docs/selection.md", "en"), ("docs/selection.ja.md", "ja"))


def select(page: str, folder: Path, *arguments: str, programme: str = "") -> Run:
    """The page's dossiers of a programme by that programme of the page."""
    names = []
    scheme = f"{programme or 'pilot'}.yaml"
    for fence in fences(page):
        if fence.words.get("programme") == programme:
            (folder / scheme).write_text(fence.text, encoding="utf-8")
        elif "dossier" in fence.words and fence.words.get("of", "") == programme:
            names.append(f"{fence.words['dossier']}.yaml")
            (folder / names[-1]).write_text(fence.text, encoding="utf-8")
    return run("select", *names, "--scheme", scheme, *arguments, cwd=folder)


@pytest.mark.parametrize("programme", ["", "regions"])
@pytest.mark.parametrize(("page", "lang"), PAGES)
def test_the_page_shows_what_is_printed(page: str, lang: str, programme: str, tmp_path: Path) -> None:
    (shown,) = (f.text for f in fences(page) if f.words.get("shown") == programme)
    done = select(page, tmp_path, "--lang", lang, programme=programme)
    assert (done.code, done.err) == (0, "")
    assert done.out == shown


def test_json_keeps_to_its_schema_and_says_the_same(tmp_path: Path) -> None:
    done = select("docs/selection.md", tmp_path, "--format", "json", "--lang", "en")
    schema = json.loads((ROOT / "docs/schema/selection.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(done.data, schema)
    places = {p["dossier"]: (p["result"], p["rank"]) for p in done.data["places"]}
    assert places["house_c"] == ("chosen", 1)
    assert places["house_b"] == ("not_chosen", 3)
    assert done.data["provisional"] is True
    assert done.data["spent"] == 5_300_000


def test_groups_and_the_waiting_list_in_json(tmp_path: Path) -> None:
    data = select("docs/selection.md", tmp_path, "--format", "json", "--lang", "en", programme="regions").data
    schema = json.loads((ROOT / "docs/schema/selection.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert [(g["group"], g["spent"], g["budget"]) for g in data["groups"]] == [
        ("north", 300_000, 600_000), ("south", 200_000, 200_000),
    ]  # fmt: skip
    assert (data["spent"], data["budget"]) == (750_000, 800_000)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_lines_for_a_spreadsheet(lang: str, tmp_path: Path) -> None:
    page = "docs/selection.ja.md" if lang == "ja" else "docs/selection.md"
    printed = select(page, tmp_path, "--format", "csv", "--lang", lang).out
    head, *lines = csv.reader(io.StringIO(printed, newline=""))
    assert [line[0] for line in lines] == ["house_c", "house_a", "house_b", "house_e", "house_f", "house_d"]
    assert [line[6] for line in lines] == ["1000000", "4000000", "", "300000", "", ""]
    assert len({len(line) for line in (head, *lines)}) == 1
    assert head[-3:] == (
        ["審査会の採点", "計画の点", "受付の日時"]
        if lang == "ja"
        else ["points", "points for the plan", "time of receipt"]
    )
    select(page, tmp_path, "--format", "csv", "--lang", lang, "-o", "ranking.csv")
    assert (tmp_path / "ranking.csv").read_bytes() == b"\xef\xbb\xbf" + printed.encode()


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_other_forms_hold_the_same_words(form: str, tmp_path: Path) -> None:
    out = select("docs/selection.md", tmp_path, "--format", form, "--lang", "en").out
    for word in ("points for the plan 35", "300,000 yen of the 4,000,000 yen left", "Provisional"):
        assert word in out


@pytest.mark.parametrize("engine", ["reference", "durable"])
def test_every_executor_gives_the_same(engine: str, tmp_path: Path) -> None:
    if engine == "durable":
        pytest.importorskip("durable")
    first = select("docs/selection.md", tmp_path, "--format", "json")
    assert select("docs/selection.md", tmp_path, "--format", "json", "--engine", engine).out == first.out


def test_one_dossier_that_cannot_be_read_stops_the_whole(tmp_path: Path) -> None:
    select("docs/selection.md", tmp_path)
    (tmp_path / "bad.yaml").write_text(
        "schemeengine: 1\ndossier: bad\nfacts: {plan: many}\n", encoding="utf-8"
    )
    done = run("select", "house_a.yaml", "bad.yaml", "-s", "pilot.yaml", "-o", "out.txt", cwd=tmp_path)
    assert done.code == 2
    assert "bad.yaml:3" in done.err
    assert not (tmp_path / "out.txt").exists()


UNRANKED = """
schemeengine: 1
scheme: sel
title: Sel
facts:
  sound: {type: yes_no, label: sound}
  points: {type: number, label: points, provided_by: office}
  costs: {type: yen, label: costs}
provisions: {ok: sound}
amounts: {grant: {value: costs}}
procedures:
  application:
    label: application
    stages: {check: {label: check, checks: [ok]}, decision: {label: decision, after: check, decided_by: mayor}}
selection: {order: by_score, ranked_by: points, capacity: 2 MORE}
"""


@pytest.mark.parametrize(
    ("more", "facts", "named"),
    [
        ("", "{sound: yes}", ["points"]),
        (", within_budget: 100円, pays: grant", "{sound: yes, points: 3}", ["costs"]),
        ("", "{points: 3}", []),
    ],
)
def test_an_open_application_says_what_its_place_waits_for(
    more: str, facts: str, named: list[str], tmp_path: Path
) -> None:
    """Not the decision, for which those that are chosen wait as well."""
    (tmp_path / "sel.yaml").write_text(UNRANKED.replace(" MORE", more), encoding="utf-8")
    for name, said in (("a", facts), ("b", "{sound: yes, points: 5, costs: 10円}")):
        text = f"schemeengine: 1\ndossier: {name}\nas_of: 2024-06-10\nfacts: {said}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    call = ("select", "a.yaml", "b.yaml", "-s", "sel.yaml", "--lang", "en")
    out = run(*call, cwd=tmp_path).out
    place = next(
        p for p in run(*call, "--format", "json", cwd=tmp_path).data["places"] if p["dossier"] == "a"
    )
    assert (place["result"], place["missing"]) == ("open", named)
    if named:
        assert f"depends on it: {named[0]}." in out
        assert "Still to be recorded" not in out
    else:
        assert "Not known yet: sound" in out
    assert ("10 yen" in out) == bool(more)
    assert "0 yen" not in out.replace("10 yen", "").replace("100 yen", "").replace("90 yen", "")


def test_a_grant_on_record_that_the_selection_does_not_bear_out_is_told(tmp_path: Path) -> None:
    text = UNRANKED.replace("capacity: 2 MORE", "capacity: 1, waiting_list: 1, after: check")
    (tmp_path / "sel.yaml").write_text(text, encoding="utf-8")
    granted = (
        "judgments: {application.decision: {decision: yes, by: mayor, on_date: 2024-06-09, reason: r}}\n"
    )
    for name, points in (("a", 5), ("b", 3), ("c", 2)):
        dossier = (
            f"schemeengine: 1\ndossier: {name}\nas_of: 2024-06-10\nfacts: {{sound: yes, points: {points}}}\n"
        )
        (tmp_path / f"{name}.yaml").write_text(dossier + granted * (name != "c"), encoding="utf-8")
    call = ("select", "a.yaml", "b.yaml", "c.yaml", "-s", "sel.yaml", "--lang")
    told = "b: a decision that grants it is recorded, but the selection says “waiting list”."
    out = run(*call, "en", cwd=tmp_path).out
    assert told in out
    assert out.count("is recorded, but") == 1
    assert (
        "b には認める決定が記録されていますが、選定の結果は「補欠」です。"
        in run(*call, "ja", cwd=tmp_path).out
    )
    page = run("publish", "sel.yaml", "--lang", "en", cwd=tmp_path).out
    assert "Chosen among the applications that have passed: check." in page
    assert (
        "「check」を通った申請の中から選びます。"
        in run("publish", "sel.yaml", "--lang", "ja", cwd=tmp_path).out
    )
