"""Letters say what the verdict says, bind every sentence, and are refused where the case forbids them."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.running import ROOT, run
from tests.letters.cases import NAMES, SCHEMES, judged, letter

from schemeengine import dossier_from_text, evaluate, load_schemes
from schemeengine.cli.choices import LetterKind
from schemeengine.diagnostics import Problems
from schemeengine.letters.forms import as_html, as_markdown, as_text
from schemeengine.letters.kinds import Kind
from schemeengine.letters.layout import sheet
from schemeengine.letters.said import Said
from schemeengine.letters.sheet import Paragraph, Table, plain_words
from schemeengine.letters.writing import Request, write_letter
from schemeengine.pipeline import Judged
from schemeengine.render.breaking import NOT_FIRST, NOT_LAST, wrapped
from schemeengine.render.width import width


@pytest.mark.parametrize("name", NAMES)
def test_no_shipped_sentence_is_unbound(name: str) -> None:
    """Every kind, in both languages, in strict mode: a letter, or a refusal by the case alone."""
    case = judged(name)
    for kind in map(Kind, LetterKind):
        for lang in ("ja", "en"):
            made, codes = letter(case, kind, lang, strict=True)
            assert not {"P010", "P011", "P012", "P013", "P014"} & set(codes), (kind, lang, codes)
            if made is not None:
                for block in made.sheet.blocks:
                    cells = [c for r in block.rows for c in r] if isinstance(block, Table) else [block.runs]
                    assert all(r.bound for cell in cells for r in cell)


@pytest.mark.parametrize("name", NAMES)
def test_notices_follow_the_outcome(name: str) -> None:
    case = judged(name)
    outcome = case.verdict.outcome
    assert (letter(case, Kind.GRANTED)[0] is None) == (outcome != "eligible" or not _decided(case))
    assert (letter(case, Kind.REFUSED)[0] is None) == (outcome not in ("ineligible", "out_of_scope"))
    applicant = [
        p for p in case.verdict.pending if p.provided_by == "applicant" and p.kind in ("fact", "paper")
    ]
    assert (letter(case, Kind.REQUEST)[0] is None) == (not applicant)


def _decided(case: Judged) -> bool:
    kinds = {s.kind: s for s in case.verdict.stages if s.recorded.ja}
    return "decision" in kinds


def test_kita_notices_hold_what_the_articles_name() -> None:
    """第6条第2項: notice 4; 第7条: certificate 6; the term of 第8条; reports from 第11条第1項."""
    case = judged("kita_sound_company")
    granted = as_text(letter(case, Kind.GRANTED)[0].sheet)  # type: ignore[union-attr]
    for words in ("別記第4号様式（第6条第2項関係）", "認証決定通知書", "令和6年6月20日", "令和10年3月31日", "第8条",
                  "審査会の意見", "令和6年6月18日に聴取（第6条第1項後段）",
                  "第7条の規定により、東京都北区SDGs推進企業認証書（別記第6号様式）を交付します"):  # fmt: skip
        assert words in granted.replace("\n", "")
    assert "異議はない" not in granted  # 第21条第5項: the board meets in private
    certificate = as_text(letter(case, Kind.CERTIFICATE)[0].sheet)  # type: ignore[union-attr]
    assert "別記第6号様式（第7条関係）" in certificate
    assert "認証書" in certificate
    assert "令和10年3月31日" in certificate
    assert "レポート" not in certificate  # a duty, not part of what is certified


def test_a_refusal_gives_each_failing_clause_and_its_facts() -> None:
    made, codes = letter(judged("kita_excluded"), Kind.REFUSED)
    assert codes == ["P009"]  # nobody has decided: a draft
    assert made is not None
    text = as_text(made.sheet)
    assert "不認証決定通知書（案）" in text
    assert "別表第4号" in text
    assert "申請者の申告：はい" in text
    assert ".yaml" not in text  # the applicant does not see the office's file


def test_a_renewal_is_told_with_its_own_notice() -> None:
    made, _ = letter(judged("kita_renewal"), Kind.GRANTED)
    assert made is None or "認証更新決定通知書" in as_text(made.sheet)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_a_case_lacks_leaves_no_empty_row(lang: str, tmp_path: Path) -> None:
    text = "schemeengine: 1\nscheme: bare\ntitle: x\nfacts: {a: {type: yes_no, label: a}}\n"
    text += "provisions: {p: {text: a, that: a}}\n"
    (tmp_path / "bare.yaml").write_text(text, encoding="utf-8")
    bare = evaluate(load_schemes([str(tmp_path / "bare.yaml")]), dossier_from_text("schemeengine: 1\ndossier: y\n"),
                    today=date(2024, 6, 30)).judged[0]  # fmt: skip
    for case in (bare, *map(judged, NAMES)):
        for kind in (Kind.REPORT, Kind.CHECKLIST):
            made, _ = letter(case, kind, lang)
            assert made is not None
            plain = [b for b in made.sheet.blocks if isinstance(b, Table) and not b.headed]
            assert plain
            assert all(plain_words(row[1]) for table in plain for row in table.rows)


@pytest.mark.parametrize("granted", [True, False])
def test_one_notice_tells_either_result_of_a_change(granted: bool) -> None:
    """第13条第2項: form 9 whichever the result; only the result says whether it is granted."""
    case = changed(granted)
    kind, other = (Kind.GRANTED, Kind.REFUSED) if granted else (Kind.REFUSED, Kind.GRANTED)
    made, codes = letter(case, kind, strict=True)
    assert made is not None, codes
    text = as_text(made.sheet)
    for words in (
        "別記第9号様式（第13条第2項関係）",
        "東京都北区SDGs推進企業認証の申請事項変更に係る結果通知書",
        "可否を決定しましたので",
    ):
        assert words in text.replace("\n", "")
    assert "認めないことに" not in text
    assert "認めることに" not in text
    (result,) = re.findall(r"^結果 +(.*)$", text, re.M)
    assert result == ("可（認める）" if granted else "否")
    assert ("変更の内容が具体的でない" in text) is not granted
    assert letter(case, other)[0] is None
    english, _ = letter(case, kind, "en", strict=True)
    assert english is not None
    assert "Notice of the result of a change" in as_text(english.sheet)
    shown = re.findall(r"^Result +(.*)$", as_text(english.sheet), re.M)
    assert shown == (["granted"] if granted else ["not granted"])


def changed(granted: bool) -> Judged:
    """A change of what was applied for, decided either way."""
    text = Path(f"{ROOT}/examples/kita_sound_company/dossier.yaml").read_text(encoding="utf-8")
    word = "yes" if granted else "no"
    for old, new in (
        ("procedure: application", "procedure: change_of_details"),
        ("  other_papers_required: no\n", "  other_papers_required: no\n  change_applied_on: 令和6年6月24日\n"
         "  current_decided_on: 令和6年6月20日\n  revoked_on: not_yet\n"
         "  application_changed: yes\n  papers_changed: no\n  change_touches_standard: no\n"),
        ("  application.board: {decision: yes, by: 審査会, on_date: 令和6年6月18日, reason: 認証することに異議はない}\n", ""),
        ("  application.decision: {decision: yes, by: 区長, on_date: 令和6年6月20日, reason: 認証基準を満たし、審査会も異議がない}\n",
         "  change_to_be_reported.more_than_minor: {decision: yes, by: 区長, on_date: 令和6年6月25日}\n"
         f"  change_of_details.decision: {{decision: {word}, by: 区長, on_date: 令和6年6月26日, reason: 変更の内容が具体的でない}}\n"
         if not granted else
         "  change_to_be_reported.more_than_minor: {decision: yes, by: 区長, on_date: 令和6年6月25日}\n"
         f"  change_of_details.decision: {{decision: {word}, by: 区長, on_date: 令和6年6月26日}}\n"),
        ("  application_form: 令和6年6月3日\n", "  change_form: 令和6年6月24日\n  application_form: 令和6年6月3日\n"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    return evaluate([SCHEMES[0]], dossier_from_text(text)).judged[0]


def test_unknown_facts_are_never_printed_as_known() -> None:
    scheme = SCHEMES[0]
    blank = evaluate(
        [scheme], dossier_from_text("schemeengine: 1\ndossier: x\nas_of: 令和6年6月30日\n")
    ).judged[0]
    template = '{{ fact("applicant.employees") }} {{ verdict.applied_on }} {{ to }}'
    filled = _own(blank, template)
    assert filled == "（未確認） （未確認） （未確認）"
    report = as_text(letter(blank, Kind.REPORT)[0].sheet)  # type: ignore[union-attr]
    assert "まだ決まらない（未確定）" in report


def _own(case: Judged, template: str, folder: Path | None = None) -> str:
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        (Path(made) / "report.ja.jinja").write_text(template, encoding="utf-8")
        found, codes = letter(case, Kind.REPORT, templates=made)
        assert found is not None, codes
        return as_text(found.sheet).rstrip("\n")


# ------------------------------------------------------------------ templates
@pytest.mark.parametrize(
    ("template", "code", "place"),
    [
        ("# {% fixed %}x{% endfixed %}\n\n文です。\n", "P013", "3:1"),
        ("{% if true %}\n  文です。\n{% endif %}", "P013", "2:3"),
        ("{{ 'abc' }}", "P013", "1:5"),
        ("{{ scheme.title.words }}", "P013", "1:1"),
        ("{{ scheme.title ~ '' }}", "P013", "1:1"),
        ("\n{% by 'no_such_rule' %}x{% endby %}", "P014", "2:1"),
        ("{% by 3 %}x{% endby %}", "P014", "1:1"),
        ("{{ nothing.here }}", "P011", "1:1"),
        ("\n{{ fact('no.such') }}", "P011", "2:1"),
        ("{{ 1 // 0 }}", "P011", "1:1"),
        ("{{ ().__class__ }}", "P011", "1:1"),
        ("{{ 'a' * 1000000000 }}", "P011", "1:1"),
        ("{% include 'nowhere.jinja' %}", "P012", None),
        ("{% include '/etc/passwd' %}", "P012", None),
        ("{% for %}", "P010", "1:1"),
        ("{% for a in range(90000) %}{% for b in range(90) %}.{% endfor %}{% endfor %}", "P011", None),
    ],
)
def test_a_wrong_template_is_a_diagnostic(
    template: str, code: str, place: str | None, tmp_path: Path
) -> None:
    (tmp_path / "report.ja.jinja").write_text(template, encoding="utf-8")
    problems = Problems()
    case = judged("kita_sound_company")
    made = write_letter(case, Request(Kind.REPORT, templates=str(tmp_path), strict=True), problems)
    assert made is None
    (found,) = [d for d in problems.items if d.code.id == code]
    if place is not None:
        assert found.span is not None
        assert f"{found.span.line}:{found.span.column}" == place
        assert found.span.source.name == f"{tmp_path}/report.ja.jinja"


def test_without_strict_an_unbound_sentence_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "report.ja.jinja").write_text("文です。\n", encoding="utf-8")
    made, codes = letter(judged("kita_sound_company"), Kind.REPORT, templates=str(tmp_path))
    assert made is not None
    assert codes == ["P013"]


def test_words_of_a_dossier_are_never_signs(tmp_path: Path) -> None:
    """A name such as ``# x``, a bar, a tag or a mark of ours stays the words that were written."""
    evil = "# <b>x</b> | y {{ 1 }} \ue0000\ue002"
    (tmp_path / "report.ja.jinja").write_text(
        "{{ field.a }}\n| {{ field.a }} | {{ field.a }} |\n", encoding="utf-8"
    )
    made, _ = letter(judged("kita_sound_company"), Kind.REPORT, templates=str(tmp_path), fields={"a": evil})
    assert made is not None
    paragraph, table = made.sheet.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    assert plain_words(paragraph.runs) == "# <b>x</b> | y {{ 1 }} 0"
    assert len(table.rows[0]) == 2
    html = as_html(made.sheet)
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert "\\# \\<b\\>x\\</b\\> \\| y" in as_markdown(made.sheet)


# ------------------------------------------------------------------ forms
@given(st.text("あ漢字abc 、。（）「」12ー", max_size=60), st.integers(4, 30))
def test_lines_fit_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns for line in lines)
    assert not any(line.startswith(" ") for line in lines[1:])


@pytest.mark.parametrize("columns", range(4, 12))
def test_no_line_begins_with_the_blank_after_a_word(columns: int) -> None:
    assert wrapped("abcd efgh", 4) == ["abcd", "efgh"]
    lines = wrapped("abcde fgh 漢字 ijklmnopqr stu", columns)
    assert not any(line[:1] == " " or line[-1:] == " " for line in lines)


def test_no_line_begins_with_a_stop() -> None:
    lines = wrapped("要綱第4条第2号の規定により、（次の）とおり「認証」することに決定しました。" * 5, 40)
    assert not any(line[0] in NOT_FIRST or line[-1] in NOT_LAST for line in lines)
    assert not any(a[-1].isdigit() and b[0] in "条項号" for a, b in pairwise(lines))


def test_rows_and_rules() -> None:
    rows = sheet("| a | b |\n\n|---|---|\n| 1 | 2 |\n\n| x |\n", [], [()], "ja").blocks
    (table,) = rows
    assert isinstance(table, Table)
    assert table.headed
    assert [len(r) for r in table.rows] == [2, 2, 2]
    assert sheet("\ue0000\ue002", [Said("", ())], [()], "ja").blocks == ()


def test_html_names_the_clause_of_each_sentence() -> None:
    made, _ = letter(judged("kita_excluded"), Kind.REFUSED, "en")
    assert made is not None
    html = as_html(made.sheet)
    bound = re.findall(r'data-bound="([^"]+)">([^<]*)<', html)
    assert ("annexed_table.consumer_loans", "Makes consumer loans") in [(b, unescape(w)) for b, w in bound]
    assert "http" not in html  # nothing is loaded from elsewhere


@pytest.mark.parametrize("engine", ["reference", "durable"])
@pytest.mark.parametrize(
    "name", ["kita_sound_company", "kita_excluded", "kita_incomplete", "sdgx_costs_unknown"]
)
def test_every_executor_gives_the_same_letters(engine: str, name: str) -> None:
    if engine == "durable":
        pytest.importorskip("durable", reason="durable-rules is not installed")
    plain, other = judged(name), judged(name, engine=engine)
    for kind in map(Kind, LetterKind):
        for lang in ("ja", "en"):
            assert letter(plain, kind, lang) == letter(other, kind, lang)


# ------------------------------------------------------------------ the command
def test_nothing_is_written_when_a_letter_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "notice.txt"
    out.write_text("old", encoding="utf-8")
    found = run("letter", "granted", "examples/kita_excluded/dossier.yaml", "-o", str(out))
    assert found.code == 2
    assert "P001" in found.err
    assert out.read_text(encoding="utf-8") == "old"


def test_the_page_of_a_programme_works_its_dates_out() -> None:
    """第8条: three years, then to the next 31 March; the same days as ``timeline --scheme`` shows."""
    page = run("publish", "kita_ku", "--as-of", "2024-06-30", "--format", "markdown").out
    shown = page[page.index("## 日付の計算例") : page.index("## 提出する書類")]
    term = shown[shown.index("### 認証の有効期間") :].split("###")[1]
    rows = [tuple(c.strip() for c in line.split("|")[1:-1]) for line in term.splitlines() if "年" in line[:8]]
    assert ("令和7年3月31日", "令和7年3月31日", "令和11年3月31日") in rows
    timeline = run("timeline", "--scheme", "kita_ku", "--decided", "2025-03-31", "--format", "markdown").out
    assert "| 令和7年3月31日 | 令和7年3月31日 | 令和11年3月31日 |" in timeline
    english = run("publish", "kita_ku", "--as-of", "2024-06-30", "--lang", "en").out
    assert "Worked dates" in english
    assert "Worked dates" not in run("publish", "nagano_sogo", "--lang", "en").out  # none hangs on one fact


@pytest.mark.parametrize("scheme", ["kita_ku", "kitakyushu", "sdgx_subsidy"])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("kind", ["public", "checklist"])
def test_pages_of_the_programmes(scheme: str, lang: str, kind: str) -> None:
    found = run("publish", scheme, "--as-of", "2024-06-30", "--strict", "--lang", lang, "--kind", kind)
    assert (found.code, found.err) == (0, "")
    assert "…" not in found.out
    assert "未回答" not in found.out  # a page about a programme speaks of no case
