"""Mistakes of every layer are told in one go, and none of them makes another be told falsely.

A slip of the keyboard, a wrong shape and a wrong meaning used to hide one another, so that an officer
mended a file in three waves.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.documentation.test_diagnostics_pages import Page, _library, page, text_of

from schemeengine import BadInput, dossier_from_text
from schemeengine.cli.evaluating import values_of
from schemeengine.diagnostics import Problems, Severity
from schemeengine.diagnostics.catalogue import CODES
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library, dossier_of
from schemeengine.pipeline import bind_dossier
from schemeengine.source import Source
from schemeengine.syntax import keywords

ROOT = Path(__file__).resolve().parents[2]

JAPANESE = """\
言語版: 1
制度: 試し
題名: 試しの補助金
目的: 読まれない
事実:
  従業員数: {型: 件数, 単位: 人}
  所在地：{型: 文字}
  売上: {型: 円, 名称: [売, 上]}
  資本金: {型: 金だよ}
   業種: {型: 区分}
  設立日: {型: 日付}
定義:
  小さい会社:
    であること: 従業員数 < 20
  大きい会社:
    であること: 売上 > 1億円 and 業種 = "A"
  市内:
    であること: 所在地 = "北区"
規定:
  会社であること:
    すべて:
      一: {であること: 小さい会社 and 資本金 > 3億円}
      二: {であること: 従業員 >= 5}
      三: {であること: 従業員数 >= 5円}
      四: {であること: 設立日 <= 令和6年6月31日}
      五: {であること 市内}
期日:
  締切:
    値: 令和6年4月1日
"""
FOUND_IN_JAPANESE = [
    ("S005", "4:1"), ("Y061", "7:6"), ("S010", "8:18"), ("M008", "9:12"), ("Y068", "10:4"),
    ("M001", "23:18"), ("M004", "24:18"), ("L002", "25:25"), ("Y027", "26:11"), ("M019", "28:3"),
]  # fmt: skip

ENGLISH = """\
schemeengine: 1
scheme: trial
title: A trial
facts:
  staff: {type: count, unit: 人}
  site:{type: text}
  sales: {type: yen, lable: [a, b]}
\tkind: {type: code, choices: {a: A}}
definitions:
  small:
    that: staff < 20
  here:
    that: site = "here" and kind = "a"
provisions:
  company:
    all:
      one: {that: small and here}
      two: {that: staf >= 5}
      three: {that: sales > 5%}
      four: {at_least: 2, of: [small, here]}
  other:
    that: >= 5
  third:
    that: "small
amounts:
  grant:
    value: 1,000,000円
    round: none
parameters:
  limit: {value: [1, 2}
"""
FOUND_IN_ENGLISH = [
    ("Y062", "6:7"), ("S005", "7:22"), ("S010", "7:29"), ("Y064", "8:1"), ("M001", "18:19"),
    ("S002", "20:14"), ("Y060", "22:11"), ("Y045", "24:11"), ("Y053", "30:23"),
]  # fmt: skip


def told(text: str, library: Library | None = None) -> list[tuple[str, str]]:
    problems = Problems()
    assert (library or Library()).scheme_of(Source("x.yaml", text), problems) is None
    return [
        (d.code.id, f"{d.span.line}:{d.span.column}" if d.span else "")
        for d in problems.items if d.severity is Severity.ERROR
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"), [(JAPANESE, FOUND_IN_JAPANESE), (ENGLISH, FOUND_IN_ENGLISH)], ids=["ja", "en"]
)
def test_mistakes_of_every_layer_are_told_at_once(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


# ------------------------------------------------------------------ one mistake beside another
MINIMAL = "schemeengine: 1\nscheme: example\ntitle: 例\n"
#: Sections with one mistake each, of every layer, that stand below a file which has no such section.
SECTIONS = {
    "authority": "authority：北区\n",
    "title_en": "title_en: [a, b]\n",
    "readings": "readings:\n  odd_reading: {cite: 第1条, question: q, choices: {a: x}, adopted: zzz}\n",
    "amounts": "amounts:\n  odd_amount:\n    value: nowhere_at_all * 2\n    round: none\n",
    "periods": "periods:\n  odd_period:\n    starts: 令和6年4月1日\n      ends: 令和6年4月2日\n",
    "parameters": "parameters:\n  odd_value: {value: [1, 2}\n",
    "checklists": "checklists:\n  odd_list: {lable: x}\n",
    "documents": 'documents:\n  odd_paper:\n    title "何か"\n',
    "pays": "pays: >= 3\n",
    "events": "events:\n  - a\n  - b\n",
}
#: Pages whose mistake leaves the rest unread: what cannot be a text, what is no programme at all, a
#: second document, more than there is room for; and what two files say of each other.
ALONE = {
    "Y010", "Y012", "Y013", "Y024", "Y029", "Y030", "Y050", "S014", "S018",
    "M071", "M072", "M073", "M074", "M075", "M077",
}  # fmt: skip
#: Where a list of shared files is not read, no name can be called unknown.
ANY_NAME = {"Y028", "Y043", "Y047", "Y048", "Y053", "Y070", "Y076", "M037", "M070"}


def wrong_pages() -> list[tuple[str, Page, str]]:
    found = []
    for code in CODES:
        path = ROOT / "docs" / "diagnostics" / f"{code.id}.md"
        if not path.exists() or code.id in ALONE:
            continue
        for fence in page(code.id).fences:
            if {"bad", "scheme"} <= fence.words.keys() and not fence.words.keys() & {"letter", "replay"}:
                found.append((code.id, page(code.id), text_of(fence).rstrip("\n") + "\n"))
    return found


PAGES = wrong_pages()


def of_page(shown: Page, text: str) -> set[tuple[str, int]]:
    problems = Problems()
    (bad,) = (f for f in shown.fences if {"bad", "scheme"} <= f.words.keys())
    _library(shown, bad).scheme_of(Source("x.yaml", text), problems)
    return {(d.code.id, d.span.line if d.span else 0) for d in problems.items if d.severity is Severity.ERROR}


def beside(shown: Page, text: str, section: str) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    """What is told of a page's example with a further wrong section, and what of the two apart."""
    added = SECTIONS[section]
    shift = text.count("\n") - MINIMAL.count("\n")
    alone = {(code, line + shift) for code, line in of_page(shown, MINIMAL + added)}
    assert alone
    return of_page(shown, text + added), of_page(shown, text) | alone


def has_section(text: str, section: str) -> bool:
    names = (section, keywords.TO_JAPANESE.get(section, section))
    return any(line.startswith(tuple(f"{n}{c}" for n in names for c in ":：")) for line in text.split("\n"))


def checked(number: int, sections: list[str]) -> None:
    code, shown, text = PAGES[number]
    for section in sections:
        if has_section(text, section) or (code in ANY_NAME and section == "amounts"):
            continue
        together, apart = beside(shown, text, section)
        if of_page(shown, text):
            assert together == apart, (code, section)


def test_a_further_mistake_adds_what_it_is_told_for_alone() -> None:
    names = list(SECTIONS)
    for number in range(0, len(PAGES), 2):
        checked(number, [names[number // 2 % len(names)]])


@pytest.mark.deep
@pytest.mark.parametrize("number", range(len(PAGES)))
def test_every_further_mistake_adds_what_it_is_told_for_alone(number: int) -> None:
    checked(number, list(SECTIONS))


# ------------------------------------------------------------------ a name in a part that is not read
@pytest.mark.parametrize(
    "declared",
    [
        "  staff：{type: count, unit: 人}",
        "  staff: {type: count, unit: 人",
        "  staff: [count]",
        "  staff: {type: count, label: [a]}",
        "  staff {type: count}",
        "  staff: {type: count, unit: 人} x",
        "\u3000staff: {type: count, unit: 人}",
        "\tstaff: {type: count, unit: 人}",
        "  staff:",
        "  staff: &x {type: count}",
    ],
)
def test_a_name_whose_declaration_is_not_read_is_not_called_unknown(declared: str) -> None:
    text = f"{MINIMAL}facts:\n  other: {{type: yes_no}}\n{declared}\ndefinitions:\n  few:\n    that: staff < 5 and other\nprovisions:\n  p:\n    all: {{a: {{that: few}}, b: {{that: nothing_such}}}}\n"
    found = told(text)
    assert [place for code, place in found if code == "M001"] == ["12:37"]
    assert len(found) == 2


def test_a_section_that_is_not_known_may_declare_names() -> None:
    text = (
        f"{MINIMAL}fakts_of_it:\n  staff: {{type: count, unit: 人}}\nprovisions:\n  p: {{that: staff < 5}}\n"
    )
    assert [code for code, _ in told(text)] == ["S005"]


def test_a_shared_file_that_is_not_there_may_declare_names() -> None:
    text = f"{MINIMAL}uses: [nowhere]\nprovisions:\n  p: {{that: staff < 5}}\n  q: {{that: 令和6年6月31日 > as_of}}\n"
    assert [code for code, _ in told(text)] == ["M037", "L002"]


# ------------------------------------------------------------------ dossiers
def values_told(scheme: Scheme, text: str) -> list[tuple[str, str]]:
    problems = Problems()
    found = dossier_of(Source("d.yaml", text), problems, partly=True)
    assert found is not None
    values_of(found, (scheme,), problems)
    return [
        (d.code.id, f"{d.span.line}:{d.span.column}" if d.span else "")
        for d in problems.items if d.severity is Severity.ERROR
    ]  # fmt: skip


def test_a_dossier_tells_slips_shapes_and_values_at_once() -> None:
    scheme = Library().scheme_of(
        Source(
            "s.yaml",
            f"{MINIMAL}facts:\n  staff: {{type: count, unit: 人}}\n  sales: {{type: yen}}\n  begun: {{type: date}}\nprovisions:\n  p: {{judged_by: mayor, power: appraisal, text: x}}\n",
        ),
        Problems(),
    )
    assert scheme is not None
    text = "schemeengine: 1\ndossier: x\nfor: example\ntitel: y\nfacts:\n  staff：12人\n  sales: 5円\n  begun: 令和6年2月30日\n  stuff: 3\njudgments:\n  p: {decision: yes, by：市長, on_date: 令和6年4月1日}\n"
    assert values_told(scheme, text) == [
        ("S005", "4:1"), ("Y061", "6:8"), ("L002", "8:10"), ("D001", "9:3"), ("Y061", "11:24"),
    ]  # fmt: skip
    sound = Problems()
    bind_dossier(
        (scheme,),
        dossier_from_text(
            text.replace("：", ": ")
            .replace("titel", "title")
            .replace("2月30日", "2月3日")
            .replace("  stuff: 3\n", "")
        ),
        sound,
    )
    assert not sound.items
    with pytest.raises(BadInput):
        dossier_from_text(text)
