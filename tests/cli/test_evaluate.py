"""``evaluate`` through the real command, on the shipped examples."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.cli.running import ROOT, dossier, run

KITA = ("--scheme", "kita_ku")


@pytest.mark.parametrize(
    ("name", "scheme", "ja", "en"),
    [
        ("kita_sound_company", "kita_ku", "判定：適合", "Verdict: Eligible"),
        ("kita_just_below_70", "kita_ku", "判定：不適合", "Verdict: Not eligible"),
        ("kita_incomplete", "kita_ku", "判定：情報不足", "Verdict: Facts are missing"),
        ("kita_awaiting_decision", "kita_ku", "判定：要審査", "Verdict: Awaiting a judgment"),
        ("kitakyushu_elsewhere", "kitakyushu", "判定：対象外", "Verdict: Out of scope"),
    ],
)
def test_the_headline_in_both_languages(name: str, scheme: str, ja: str, en: str) -> None:
    japanese = run("evaluate", dossier(name), "--scheme", scheme)
    english = run("evaluate", dossier(name), "--scheme", scheme, "--lang", "en")
    assert (japanese.code, english.code) == (0, 0)
    assert ja in japanese.out
    assert en in english.out
    assert en not in japanese.out


def test_a_failing_provision_is_shown_with_article_gist_and_figures() -> None:
    found = run("evaluate", dossier("kita_just_below_70"), *KITA).out
    assert "第4条第2号" in found
    assert "93分の65（69.89…%）" in found


def test_a_failing_answer_is_shown_with_its_place_in_the_dossier() -> None:
    found = run("evaluate", dossier("kita_excluded"), *KITA).out
    lines = (ROOT / dossier("kita_excluded")).read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, 1) if "consumer_loans" in line)
    assert f"examples/kita_excluded/dossier.yaml:{number}］" in found


def test_what_is_missing_is_grouped_by_who_supplies_it() -> None:
    found = run("evaluate", dossier("kita_incomplete"), *KITA).out
    applicant, judgments = found.index("申請者にうかがうこと"), found.index("判断・決定を待つこと（区長）")
    assert applicant < found.index("従業員数") < judgments < found.index("推進体制")
    assert "（先の答えによっては不要）" in found


def test_an_amount_that_is_not_known_yet_has_bounds() -> None:
    found = run("evaluate", dossier("sdgx_costs_unknown"), "-s", "sdgx_subsidy").out
    assert "4,500,000円以上30,000,000円以下（経費の一覧 c2・経費の金額が未回答）" in found
    assert "次の判断の記録を待っています：SDGs経営の審査（SSI）（福岡銀行）。" in found


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("trace", ["reasons", "deciding", "full"])
def test_no_programmers_words_in_the_texts(lang: str, trace: str) -> None:
    for name, scheme in (("kita_incomplete", "kita_ku"), ("sdgx_joint", "sdgx_subsidy")):
        found = run("evaluate", dossier(name), "-s", scheme, "-t", trace, "--lang", lang)
        assert found.code == 0
        assert found.err == ""
        for word in ("None", "True", "False", "node", "mask", "null", "not_applicable", "Kind."):
            assert word not in found.out, word


def test_the_zooms_show_more_and_more() -> None:
    sizes = [
        len(run("evaluate", dossier("kita_excluded"), *KITA, "--trace", zoom).out.splitlines())
        for zoom in ("reasons", "deciding", "full")
    ]
    assert sizes[0] < sizes[1] < sizes[2]


def test_a_fulfilled_exclusion_is_plainly_bad() -> None:
    found = run("evaluate", dossier("kita_excluded"), *KITA, "--trace", "full").out
    assert "× 該当する（認められない） 別表第4号" in found
    assert "○ 該当しない 別表第5号" in found


# ------------------------------------------------------------------ choosing programmes
def test_without_a_scheme_the_others_are_shown_in_brief() -> None:
    found = run("evaluate", dossier("kita_excluded"))
    assert found.code == 0
    assert found.out.index("東京都北区SDGs推進企業認証") < found.out.index("ほかの制度（概要のみ）")


def test_a_programme_without_the_edition_of_the_day_does_not_stand_in_the_way() -> None:
    found = run("evaluate", dossier("sdgx_sound"))
    assert found.code == 0
    assert "注意[D020]" in found.err
    assert run("evaluate", dossier("sdgx_sound"), "--scheme", "kitakyushu").code == 2


def test_nor_does_it_when_it_is_named_with_others() -> None:
    named = ("--scheme", "kitakyushu", "--scheme", "sdgx_subsidy", "--format", "json")
    found = run("evaluate", dossier("sdgx_sound"), *named)
    assert found.code == 0
    assert [v["scheme"] for v in found.data["verdicts"]] == ["sdgx_subsidy"]
    assert [d["code"] for d in found.data["diagnostics"] if d["severity"] == "warning"] == ["D020"]


def test_the_shipped_programmes_serve_anywhere(tmp_path: Path) -> None:
    here = tmp_path / "d.yaml"
    here.write_text((ROOT / dossier("kita_excluded")).read_text(encoding="utf-8"), encoding="utf-8")
    found = run("evaluate", "d.yaml", "--format", "json", cwd=tmp_path)
    assert found.code == 0
    assert found.data["verdicts"][0]["scheme"] == "kita_ku"


def test_a_schemes_folder_beside_the_dossier_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "cases" / "one"
    deep.mkdir(parents=True)
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "tiny.yaml").write_text(
        "schemeengine: 1\nscheme: tiny\ntitle: 小さな制度\nfacts:\n  n: {type: count, label: 数}\n"
        "provisions:\n  few: {that: n <= 3, text: 3以下, text_en: at most 3}\n",
        encoding="utf-8",
    )
    (deep / "d.yaml").write_text(
        "schemeengine: 1\ndossier: d\nfor: tiny\nas_of: 2024-06-01\nfacts: {n: 3}\n", encoding="utf-8"
    )
    found = run("evaluate", "d.yaml", cwd=deep)
    assert found.code == 0, found.err
    assert "小さな制度" in found.out
    assert str(tmp_path) not in found.out


@pytest.mark.parametrize("name", ["schemes/kita_ku.yaml", "kita_ku"])
def test_a_scheme_by_file_or_id(name: str) -> None:
    assert run("evaluate", dossier("kita_excluded"), "--scheme", name).code == 0


@pytest.mark.parametrize(("lang", "text"), [("ja", "見つかりません"), ("en", "cannot be found")])
def test_an_unknown_scheme_is_asked_back(lang: str, text: str) -> None:
    found = run("evaluate", dossier("kita_excluded"), "--scheme", "kita_kuu", "--lang", lang)
    assert (found.code, found.out) == (2, "")
    assert "X003" in found.err
    assert "kita_ku" in found.err.replace("kita_kuu", "")
    assert text in found.err


# ------------------------------------------------------------------ what changes a verdict
def test_a_reading_changes_a_verdict() -> None:
    arguments = ("evaluate", dossier("sdgx_costs_unknown"), "-s", "sdgx_subsidy", "-f", "json")
    adopted = run(*arguments).data["verdicts"][0]
    other = run(*arguments, "--reading", "five_visions=all_five").data["verdicts"][0]
    assert (adopted["outcome"], other["outcome"]) == ("needs_judgment", "ineligible")
    used = {r["id"]: r for r in adopted["readings"]}
    assert used["five_visions"]["would_differ"] == {"all_five": "outcome: ineligible"}
    assert other["receipt"]["readings"]["five_visions"] == "all_five"


@pytest.mark.parametrize("reading", ["five_visions=no_such", "no_such=x", "five_visions", "=x"])
def test_an_unknown_reading_is_refused(reading: str) -> None:
    found = run("evaluate", dossier("sdgx_sound"), "-s", "sdgx_subsidy", "--reading", reading)
    assert (found.code, found.out) == (2, "")
    assert "D018" in found.err


def test_the_day_in_question_wins_and_may_be_an_era_date() -> None:
    arguments = ("evaluate", dossier("kita_sound_company"), *KITA, "-f", "json", "--as-of")
    era, western = run(*arguments, "令和6年7月1日"), run(*arguments, "2024-07-01")
    assert era.out == western.out
    assert era.data["verdicts"][0]["as_of"] == "2024-07-01"
    assert era.data["verdicts"][0]["receipt"]["as_of_assumed"] is False


@pytest.mark.parametrize(("day", "code"), [("平成31年5月1日", "L"), ("2024-02-30", "L"), ("明日", "D003")])
def test_a_day_that_does_not_exist_is_refused(day: str, code: str) -> None:
    found = run("evaluate", dossier("kita_sound_company"), *KITA, "--as-of", day)
    assert (found.code, found.out) == (2, "")
    assert f"誤り[{code}" in found.err
    assert day in found.err


def test_today_is_assumed_and_said(tmp_path: Path) -> None:
    text = (ROOT / dossier("kita_excluded")).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("as_of")]
    (tmp_path / "d.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = str(tmp_path / "d.yaml")
    assert "今日とした" in run("evaluate", path, *KITA).out
    data = run("evaluate", path, *KITA, "-f", "json").data
    assert data["verdicts"][0]["receipt"]["as_of_assumed"] is True
    assert [d["code"] for d in data["diagnostics"]] == ["D022"]


def test_a_procedure_by_name() -> None:
    arguments = ("evaluate", dossier("kita_sound_company"), *KITA, "-f", "json", "--procedure")
    assert run(*arguments, "renewal").data["verdicts"][0]["procedure"] == "renewal"
    found = run(*arguments, "renwal")
    assert found.code == 2
    assert json.loads(found.err)["diagnostics"][0]["code"] == "D017"


def test_every_engine_gives_the_same_bytes() -> None:
    arguments = ("evaluate", dossier("kita_era_fullwidth"), *KITA, "-f", "json", "--engine")
    compiled = run(*arguments, "compiled")
    assert compiled.code == 0
    assert run(*arguments, "reference").out == compiled.out


# ------------------------------------------------------------------ exit codes and bad input
@pytest.mark.parametrize(
    ("name", "code"), [("kita_sound_company", 0), ("kita_excluded", 1), ("kita_awaiting_decision", 1)]
)
def test_the_exit_code_tells_only_when_asked(name: str, code: int) -> None:
    assert run("evaluate", dossier(name), *KITA).code == 0
    assert run("evaluate", dossier(name), *KITA, "--exit-code").code == code


BAD_DOSSIERS = {
    "broken": ("schemeengine: 1\ndossier: [x\n", "Y"),
    "empty": ("\n", "Y"),
    "scheme": ("schemeengine: 1\nscheme: x\ntitle: x\n", "S"),
    "unknown_fact": (
        "schemeengine: 1\ndossier: d\nfor: kita_ku\nas_of: 2024-06-01\nfacts: {aplicant: {}}\n",
        "D001",
    ),
    "unit": (
        "schemeengine: 1\ndossier: d\nfor: kita_ku\nas_of: 2024-06-01\nfacts: {applicant: {capital: 500}}\n",
        "D004",
    ),
}


@pytest.mark.parametrize("kind", BAD_DOSSIERS)
def test_bad_input_goes_to_standard_error_only(kind: str, tmp_path: Path) -> None:
    text, code = BAD_DOSSIERS[kind]
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    path = str(tmp_path / "d.yaml")
    words = run("evaluate", path, *KITA)
    assert (words.code, words.out) == (2, "")
    assert f"誤り[{code}" in words.err
    data = run("evaluate", path, *KITA, "--format", "json")
    assert (data.code, data.out) == (2, "")
    found = json.loads(data.err)["diagnostics"]
    assert any(d["severity"] == "error" and d["code"].startswith(code) for d in found)


def test_a_file_that_is_not_there_is_asked_back() -> None:
    found = run("evaluate", "examples/kita_excluded/dosier.yaml", *KITA)
    assert found.code == 2
    assert "dossier.yaml" in found.err


def test_standard_input() -> None:
    text = (ROOT / dossier("kita_excluded")).read_text(encoding="utf-8")
    found = run("evaluate", "-", *KITA, stdin=text)
    assert found.code == 0
    assert "不適合" in found.out


# ------------------------------------------------------------------ output
@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_output_is_written_whole_and_equals_what_is_printed(form: str, tmp_path: Path) -> None:
    target = tmp_path / "verdict"
    arguments = ("evaluate", dossier("kita_excluded"), *KITA, "--format", form)
    found = run(*arguments, "--output", str(target))
    assert (found.code, found.out) == (0, "")
    assert target.read_text(encoding="utf-8") == run(*arguments).out
    assert os.listdir(tmp_path) == ["verdict"]


def test_output_is_not_touched_when_something_is_wrong(tmp_path: Path) -> None:
    target = tmp_path / "verdict"
    target.write_text("old", encoding="utf-8")
    found = run("evaluate", dossier("kita_excluded"), "-s", "nothing", "-o", str(target))
    assert found.code == 2
    assert target.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["verdict"]


@pytest.mark.parametrize(("lang", "text"), [("ja", "書き込めません"), ("en", "Cannot write")])
def test_output_that_cannot_be_written(lang: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "no" / "such", tmp_path / "folder"):
        found = run("evaluate", dossier("kita_excluded"), *KITA, "-o", str(target), "--lang", lang)
        assert (found.code, found.out) == (2, "")
        assert text in found.err
    assert os.listdir(tmp_path) == ["folder"]


def test_the_words_of_the_instrument_are_shown(tmp_path: Path) -> None:
    (tmp_path / "i.txt").write_text(
        "第4条 認証の基準は、次のとおりとする。\n(1) 資格があること。\n(2) 点検表の七割を満たすこと。\n",
        encoding="utf-8",
    )
    found = run("evaluate", dossier("kita_just_below_70"), *KITA, "--instrument", str(tmp_path / "i.txt"))
    assert "条文：点検表の七割を満たすこと。" in found.out


def test_markdown_and_html_say_the_same() -> None:
    arguments = ("evaluate", dossier("kita_just_below_70"), *KITA, "--trace", "full", "--format")
    markdown, html = run(*arguments, "markdown").out, run(*arguments, "html").out
    for text in ("東京都北区SDGs推進企業認証", "93分の65（69.89…%）", "令和6年6月14日"):
        assert text in markdown
        assert text in html
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="ja">' in html
    for reference in ("http://", "https://", "src=", "<link", "@import", "url("):
        assert reference not in html
