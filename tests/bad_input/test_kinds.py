"""Bad input of every kind: which code, at which line and column, with which words to mend it.

Each file of ``files/`` holds one mistake (those called ``several_…`` hold more). Columns count
characters from 1. The words are those a person needs most: what was meant, or what to write.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from schemeengine import BadInput, Diagnostic, evaluate, load_dossier, load_schemes
from schemeengine.diagnostics import Severity
from schemeengine.ir.scheme import Scheme

ROOT = Path(__file__).resolve().parents[2]
FILES = "tests/bad_input/files"


@dataclass(frozen=True)
class Mistake:
    """One file and the single mistake in it; ``ja`` and ``en`` must occur in message or help."""

    file: str
    code: str
    place: str
    ja: str
    en: str


MISTAKES = (
    # the notation
    Mistake("bare_comparison", "Y060", "10:15", "以上: 70%", "at_least: 70%"),
    Mistake("full_width_colon", "Y061", "6:10", "全角の「：」", "full-width colon"),
    Mistake("full_width_indent", "Y064", "7:1", "全角の空白", "a full-width blank"),
    Mistake("tab_indent", "Y064", "7:1", "タブ", "tabs"),
    Mistake("tab_after_colon", "Y083", "7:10", "タブ文字", "a tab"),
    Mistake("duplicate_key", "Y020", "8:3", "「staffed」が同じ段に二度", "staffed is written twice"),
    Mistake("merge_key", "Y022", "8:5", "「<<」", "<<"),
    Mistake("cp932", "Y007", "", "CP932(Shift_JIS) のようです(3 行目)", "seems to be CP932(Shift_JIS) (line 3)"),
    # names
    Mistake("unknown_keyword", "S002", "7:5", "近い語: that", "Nearest: that"),
    Mistake("unknown_key_of_a_fact", "S005", "6:23", "近い語: label", "Nearest: label"),
    Mistake("unknown_fact", "M001", "7:11", "近い名前: applicant", "Did you mean applicant?"),
    Mistake("unknown_field", "M002", "7:21", "近い欄: employees", "Did you mean employees?"),
    Mistake("unknown_reference", "M023", "10:24", "近い名前: staffed", "Did you mean staffed?"),
    Mistake("unknown_vocabulary", "M037", "4:45", "schemes/vocabulary/compani.yaml", "compani.yaml"),
    Mistake("unknown_entry", "M024", "8:33", "「9999」という項目はありません", "no entry 9999"),
    Mistake("cycle", "M007", "6:3", "first_rule → second_rule → third_rule → first_rule", "in a circle"),
    # types, units, values
    Mistake("wrong_type", "M003", "7:11", "これは「個数(人)」です", "this is a count (人)"),
    Mistake("wrong_unit", "M004", "7:11", "「金額」と「割合」は比べられません", "an amount of yen and a percentage"),
    Mistake("missing_unit", "M005", "7:32", "「3000000」に単位がありません", "3000000 has no unit"),
    Mistake("float_money", "L005", "7:32", "1,000円、1,001円", "1,000 yen or 1,001 yen"),
    Mistake("impossible_date", "L002", "7:35", "6月は1日から30日まで", "Month 6 runs from 1 to 30"),
    Mistake("impossible_era", "L003", "7:35", "令和元年5月1日", "Write 令和元年5月1日"),
    # editions
    Mistake("edition_overlap", "M022", "7:3", "重なっています(令和6年4月1日)", "both in force on 2024-04-01"),
    # dossiers
    Mistake("dossier_unknown_fact", "D001", "6:3", "近い名前: applicant", "Did you mean applicant?"),
    Mistake("dossier_corporate_number", "D010", "9:23", "先頭は 7 です", "it is 7"),
    Mistake("dossier_corporate_number_short", "D010", "9:23", "12桁", "12 digits instead of 13"),
    Mistake("dossier_float_money", "D006", "9:14", "円単位の整数", "whole yen"),
    Mistake("dossier_missing_unit", "D004", "9:14", "「3000000」に単位がありません", "has no unit"),
    Mistake("dossier_wrong_unit", "D005", "9:16", "人 で書き直してください", "Write it in 人"),
    Mistake("dossier_wrong_kind", "D003", "9:14", "書くのは「金額」です", "an amount of yen"),
    Mistake("dossier_day_without_time", "D003", "8:15", "日時", "a date and time"),
    Mistake("dossier_impossible_date", "L002", "9:17", "2月は28日まで", "February ends on the 28th"),
    Mistake("dossier_unknown_choice", "D008", "9:11", "company(会社", "company"),
    Mistake("dossier_unknown_indicator", "D009", "9:18", "「9999」という項目はありません", "no entry 9999"),
    Mistake("dossier_unknown_goal", "D009", "7:23", "「18」という項目はありません", "no entry 18"),
    Mistake("dossier_indicator_unit", "D005", "10:22", "m2 です(「人」とあります)", "measured in m2"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@cache
def kita_ku() -> tuple[Scheme, ...]:
    return load_schemes(["schemes/kita_ku.yaml", "schemes/sdgx_subsidy.yaml"])


def reported(file: str) -> tuple[Diagnostic, ...]:
    """The errors of a file: of a dossier when it is judged, of a scheme when it is loaded."""
    path = f"{FILES}/{file}.yaml"
    with pytest.raises(BadInput) as refused:
        evaluate(kita_ku(), load_dossier(path)) if file.startswith("dossier") else load_schemes([path])
    return tuple(d for d in refused.value.diagnostics if d.severity is Severity.ERROR)


def places(found: Iterable[Diagnostic]) -> list[tuple[str, str]]:
    return [(d.code.id, f"{d.span.line}:{d.span.column}" if d.span else "") for d in found]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m.file)
def test_one_mistake_is_reported_once_where_it_stands(mistake: Mistake) -> None:
    found = reported(mistake.file)
    assert places(found) == [(mistake.code, mistake.place)]
    assert mistake.ja in found[0].message("ja") + found[0].help("ja")
    assert mistake.en in found[0].message("en") + found[0].help("en")
    if found[0].span is not None:
        assert found[0].span.source.name == f"{FILES}/{mistake.file}.yaml"


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("anchor_and_alias", [("Y021", "6:12"), ("Y021", "8:10")]),
        ("several_slips", [("Y061", "3:6"), ("Y060", "9:15"), ("Y064", "11:1")]),
        (
            "several_shapes",
            [("S010", "5:12"), ("S012", "7:3"), ("S013", "8:38"), ("S009", "9:10"), ("S005", "10:1")],
        ),
        (
            "several_meanings",
            [("M008", "6:18"), ("M022", "10:3"), ("M001", "14:15"), ("M005", "15:34"), ("L002", "16:36"),
             ("M019", "19:3")],
        ),
        (
            "dossier_several",
            [("D006", "9:14"), ("D005", "10:16"), ("L002", "11:17"), ("D001", "12:3"), ("D013", "14:3")],
        ),
    ],
)  # fmt: skip
def test_several_mistakes_are_all_reported_in_the_order_of_the_file(
    file: str, wanted: list[tuple[str, str]]
) -> None:
    assert places(reported(file)) == wanted


def test_every_file_is_used() -> None:
    used = {m.file for m in MISTAKES} | {
        "anchor_and_alias", "several_slips", "several_shapes", "several_meanings", "dossier_several",
    }  # fmt: skip
    assert {p.stem for p in (ROOT / FILES).glob("*")} == used


def test_mistakes_of_several_files_are_reported_together() -> None:
    names = ("wrong_unit", "edition_overlap", "float_money")
    with pytest.raises(BadInput) as refused:
        load_schemes([f"{FILES}/{name}.yaml" for name in names])
    found = [(d.span.source.name, d.code.id) for d in refused.value.diagnostics if d.span]
    assert found == sorted(found)
    assert {code for _, code in found} == {"M004", "M022", "L005"}


# ------------------------------------------------------------------ files that cannot be had
def test_a_file_that_is_not_there() -> None:
    with pytest.raises(BadInput) as refused:
        load_schemes(["schemes/kita_kuu.yaml"])
    (only,) = refused.value.diagnostics
    assert only.code.id == "Y001"
    assert "「schemes/kita_ku.yaml」のことではありませんか" in only.help("ja")
    assert "Did you mean schemes/kita_ku.yaml?" in only.help("en")


def test_a_dossier_that_is_not_there() -> None:
    with pytest.raises(BadInput) as refused:
        load_dossier("examples/kita_sound_company/dosier.yaml")
    assert "dossier.yaml" in refused.value.diagnostics[0].help("ja")


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-16"])
def test_a_dossier_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "dossier.yaml"
    path.write_text("dossier: 例\ntitle: 東京都北区の事業者のかた\n", encoding=encoding)
    with pytest.raises(BadInput) as refused:
        load_dossier(str(path))
    (only,) = refused.value.diagnostics
    assert only.code.id == "Y007"
    assert {"cp932": "CP932", "euc_jp": "EUC-JP", "utf-16": "UTF-16"}[encoding] in only.message("ja")


# ------------------------------------------------------------------ files of the wrong kind
@pytest.mark.parametrize(
    ("path", "got", "got_en"),
    [
        ("schemes/vocabulary/company.yaml", "語彙", "vocabulary"),
        ("schemes/catalogues/sdgs_goals.yaml", "目録", "catalogue"),
        ("examples/kita_sound_company/dossier.yaml", "申請書", "dossier"),
    ],
)
def test_another_kind_of_file_for_a_scheme(path: str, got: str, got_en: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_schemes([path])
    (only,) = refused.value.diagnostics
    assert only.code.id == "S018"
    assert only.message("ja").startswith(f"これは{got}のファイルですが")
    assert f"a {got_en} file" in only.message("en")


def test_a_scheme_for_a_dossier() -> None:
    with pytest.raises(BadInput) as refused:
        load_dossier("schemes/kita_ku.yaml")
    assert [d.code.id for d in refused.value.diagnostics] == ["S018"]
