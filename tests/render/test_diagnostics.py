"""Diagnostics as text: the caret stands under the mistake, whatever the width of what precedes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemeengine.diagnostics import Code, Diagnostic, Label, Severity
from schemeengine.render.as_json import diagnostics_json
from schemeengine.render.diagnostics import diagnostic_lines, report_lines, summary
from schemeengine.render.width import clip, pad, plain, table, width
from schemeengine.source import Source, Span

CODE = Code(
    "T001", Severity.ERROR, "「{got}」は読めません。", "Cannot read {got}.", "直してください。", "Mend it."
)
WARNING = Code("T002", Severity.WARNING, "注意。", "Beware.")


def diagnostic(text: str, wrong: str, code: Code = CODE) -> Diagnostic:
    start = text.index(wrong)
    span = Span(Source("f.yaml", text), start, start + len(wrong))
    return Diagnostic(code, span, {"got": wrong})


def excerpt(found: Diagnostic) -> tuple[str, str]:
    """The line shown and the line with the caret below it."""
    lines = [line.text for line in diagnostic_lines(found, "ja")]
    return lines[1], lines[2]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a: 1\nthat: x > 3\n", "x > 3"),
        ("以上: 70\n", "70"),
        ("条件： 従業員数 <= 三十人\n", "三十人"),
        ("ｆｕｌｌ　ｗｉｄｔｈ: 値\n", "値"),
        ("\tタブ: 誤り\n", "誤り"),
        ("混在abc漢字ｶﾅ: ×です\n", "です"),
    ],
)
def test_the_caret_stands_under_the_mistake(text: str, wrong: str) -> None:
    shown, caret = excerpt(diagnostic(text, wrong))
    assert width(shown[: shown.index(wrong)]) == width(caret[: caret.index("^")])
    assert caret.count("^") == width(wrong)


@given(st.text(alphabet="aあｱ漢１ .:　", max_size=300), st.text(alphabet="誤x字", min_size=1, max_size=6))
def test_the_caret_stands_right_in_any_line(before: str, wrong: str) -> None:
    text = f"{before}<{wrong}>"
    span = Span(Source("f", text), len(before) + 1, len(before) + 1 + len(wrong))
    shown, caret = excerpt(Diagnostic(CODE, span, {"got": wrong}))
    assert width(shown[: shown.index(f"<{wrong}") + 1]) == width(caret[: caret.index("^")])
    assert width(shown) < 170


def test_place_severity_code_message_and_help() -> None:
    found = diagnostic("a: 1\n以上: 70\n", "70")
    ja = [line.text for line in diagnostic_lines(found, "ja")]
    en = [line.text for line in diagnostic_lines(found, "en")]
    assert ja[0] == "f.yaml:2:5: 誤り[T001] 「70」は読めません。"
    assert en[0] == "f.yaml:2:5: error[T001] Cannot read 70."
    assert ja[-1].strip() == "→ 直し方: 直してください。"
    assert en[-1].strip() == "→ fix: Mend it."


def test_further_places_are_shown() -> None:
    source = Source("f.yaml", "一: a\n二: b\n")
    found = Diagnostic(
        CODE, Span(source, 8, 9), {"got": "b"}, (Label(Span(source, 3, 4), "初めはここ", "first here"),)
    )
    lines = [line.text for line in diagnostic_lines(found, "ja")]
    assert "    f.yaml:1:4: 初めはここ" in lines


def test_without_a_place_there_is_no_excerpt() -> None:
    lines = diagnostic_lines(Diagnostic(CODE, None, {"got": "x"}), "ja")
    assert [line.text for line in lines] == [
        "誤り[T001] 「x」は読めません。",
        "    → 直し方: 直してください。",
    ]


def test_the_summary_counts() -> None:
    found = [diagnostic("a", "a"), diagnostic("b", "b"), diagnostic("c", "c", WARNING)]
    assert summary(found, "ja") == "誤り 2件、注意 1件"
    assert summary(found, "en") == "2 errors, 1 warning"
    assert report_lines(found, "en")[-1].text == "2 errors, 1 warning"


def test_diagnostics_as_records() -> None:
    data = json.loads(diagnostics_json([diagnostic("一\n二: 三\n", "三")], "en"))
    (record,) = data["diagnostics"]
    assert record == {
        "code": "T001", "severity": "error", "message": "Cannot read 三.", "help": "Mend it.",
        "file": "f.yaml", "line": 2, "column": 4, "end_line": 2, "end_column": 5, "labels": [],
    }  # fmt: skip


# ------------------------------------------------------------------ widths
@given(st.text(max_size=60), st.integers(min_value=2, max_value=40))
def test_clip_and_pad_keep_to_their_columns(text: str, columns: int) -> None:
    assert width(clip(text, columns)) <= columns
    assert width(pad(clip(text, columns), columns)) == columns


def test_columns_of_a_table_stand_under_one_another() -> None:
    rows = table([["書類", "x", "終"], ["a", "はい", "end"]])
    assert [width(r[: r.index(t)]) for r, t in zip(rows, ("終", "end"), strict=True)] == [12, 12]


@pytest.mark.parametrize("hostile", ["a\x1b[31mb", "a\nb", "a\u202eb", "a\u200bb"])
def test_values_cannot_steer_the_terminal(hostile: str) -> None:
    shown = plain(hostile)
    assert "\x1b" not in shown
    assert "\n" not in shown
    assert "\u202e" not in shown
