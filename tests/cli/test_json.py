"""The JSON output: as its schema says, and the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.cli.running import EXAMPLES, ROOT, dossier, process, run


def schema(name: str) -> Any:
    return json.loads((ROOT / "docs" / "schema" / name).read_text(encoding="utf-8"))


def checker(name: str) -> jsonschema.Draft7Validator:
    found = schema(name)
    jsonschema.Draft7Validator.check_schema(found)
    return jsonschema.Draft7Validator(found)


CASES = [(p, "ja") for p in EXAMPLES] + [(p, "en") for p in EXAMPLES[::5]]


@pytest.mark.parametrize(("path", "lang"), CASES, ids=[f"{p.parent.name}-{lang}" for p, lang in CASES])
def test_every_example_fits_the_published_schema(path: Path, lang: str) -> None:
    expected = json.loads((path.parent / "verdict.json").read_text(encoding="utf-8"))
    shown = path.relative_to(ROOT).as_posix()
    found = run("evaluate", shown, "-s", expected["scheme"], "-f", "json", "--lang", lang)
    assert found.code == 0
    data = found.data
    checker("verdict.schema.json").validate(data)
    verdict = data["verdicts"][0]
    checker("trace.schema.json").validate(verdict["trace"])
    assert verdict["outcome"] == expected.get("outcome", verdict["outcome"])
    assert sorted(verdict["failed"]) == sorted(expected.get("failed", verdict["failed"]))
    for name, want in expected.get("amounts", {}).items():
        assert {k: verdict["amounts"][name][k] for k in want} == want


def test_the_schema_refuses_what_it_should() -> None:
    data = run("evaluate", dossier("kita_excluded"), "-s", "kita_ku", "-f", "json").data
    check = checker("verdict.schema.json")
    for spoil in (
        lambda v: v.update(outcome="maybe"),
        lambda v: v.pop("receipt"),
        lambda v: v.update(more=1),
        lambda v: v["determinations"][0].update(status="perhaps"),
        lambda v: v["trace"].update(version=2),
    ):
        wrong = json.loads(json.dumps(data))
        spoil(wrong["verdicts"][0])
        with pytest.raises(jsonschema.ValidationError):
            check.validate(wrong)


def test_the_same_input_gives_the_same_bytes() -> None:
    arguments = ("evaluate", dossier("sdgx_joint"), "--format", "json")
    first = process(*arguments, PYTHONHASHSEED="1")
    second = process(*arguments, PYTHONHASHSEED="2")
    assert first.code == 0
    assert first.out == second.out
    assert first.out.endswith("}\n")
    assert "\\u" not in first.out


def test_keys_without_an_order_are_sorted() -> None:
    verdict = run("evaluate", dossier("sdgx_sound"), "-s", "sdgx_subsidy", "-f", "json").data["verdicts"][0]
    for key in ("amounts", "periods", "dates"):
        assert list(verdict[key]) == sorted(verdict[key])


def test_periods_and_amounts_have_the_promised_form() -> None:
    verdict = run("evaluate", dossier("sdgx_sound"), "-s", "sdgx_subsidy", "-f", "json").data["verdicts"][0]
    assert verdict["amounts"]["grant_ceiling"]["value"] == 6172000
    assert verdict["amounts"]["grant_ceiling"]["unit"] == "yen"
    period = verdict["periods"]["project_period"]
    assert (period["from"], period["until"]) == ("2022-10-14", "2023-03-31")


def test_texts_follow_the_language() -> None:
    arguments = ("evaluate", dossier("kita_just_below_70"), "-s", "kita_ku", "-f", "json", "--lang")
    ja, en = (run(*arguments, lang).data["verdicts"][0] for lang in ("ja", "en"))
    assert ja["title"] == "東京都北区SDGs推進企業認証"
    assert en["title"].startswith("Kita City")
    assert ja["failed"] == en["failed"]
    assert "69.89" in json.dumps(en["trace"])


def test_the_smallest_reason_where_it_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "verdict.json"
    plain = run("evaluate", dossier("kita_excluded"), "--scheme", "kita_ku", "--format", "json")
    assert "sufficient_reason" not in json.loads(plain.out)["verdicts"][0]
    asked = ("evaluate", dossier("kita_excluded"), "--scheme", "kita_ku", "--format", "json", "--why")
    assert run(*asked, "-o", str(target)).code == 0
    found = json.loads(target.read_text(encoding="utf-8"))
    checker("verdict.schema.json").validate(found)
    reason = found["verdicts"][0]["sufficient_reason"]
    assert [f["path"] for f in reason["facts"]] == ["annexed_table.consumer_loans"]
    assert run("replay", str(target)).code == 0
    target.write_text(target.read_text(encoding="utf-8").replace('"of": 95', '"of": 96'), encoding="utf-8")
    assert run("replay", str(target)).code == 1


@pytest.mark.parametrize("command", ["why", "what-if", "readings"])
def test_remarks_met_while_reading_are_in_the_json(command: str, tmp_path: Path) -> None:
    scheme, filed = tmp_path / "fence.yaml", tmp_path / "d.yaml"
    scheme.write_text(
        "schemeengine: 1\nscheme: fence\ntitle: a\nfacts: {built: {type: event, label: a}}\n"
        "provisions: {p: {that: built <= as_of}}\n",
        encoding="utf-8",
    )
    filed.write_text(
        "schemeengine: 1\ndossier: d\nas_of: 2024-06-10\nfacts: {built: 2024-07-01}\n", encoding="utf-8"
    )
    found = run(command, str(filed), "--scheme", str(scheme), "--format", "json")
    assert found.code == 0
    printed = run("evaluate", str(filed), "--scheme", str(scheme), "--format", "json")
    told = [d["code"] for d in json.loads(printed.out)["diagnostics"]]
    assert told
    assert [d["code"] for d in json.loads(found.out)["diagnostics"]] == told
