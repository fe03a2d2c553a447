"""What is told about files of other systems that are turned into programme files (codes F001-)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

NOT_XML = Code(
    "F001",
    Severity.ERROR,
    "XML として読めません（{why}）。",
    "This cannot be read as XML ({why}).",
    "元の道具から、DMN（.dmn）として書き出し直してください。DOCTYPE のある文書は受け付けません。",
    "Export it again as DMN (.dmn). A document with a DOCTYPE is not accepted.",
)
NOT_DMN = Code(
    "F002",
    Severity.ERROR,
    "DMN の決定（decision）がありません（最上位は {got}）。",
    "There is no DMN decision in it (the outermost element is {got}).",
    "DMN 1.1〜1.5 の文書（definitions の中に decision のあるもの）を渡してください。",
    "Give a DMN 1.1 to 1.5 document: definitions with at least one decision.",
)
NOT_TAKEN_OVER = Code(
    "F003",
    Severity.WARNING,
    "「{name}」は取り込めませんでした：{why}。",
    "“{name}” could not be taken over: {why}.",
    "{help}",
    "{help}",
)
TAKEN_OVER_OTHERWISE = Code(
    "F004",
    Severity.NOTE,
    "「{name}」は書き方を変えて取り込みました：{why}。",
    "“{name}” was taken over in another form: {why}.",
    "{help}",
    "{help}",
)

CODES = (NOT_XML, NOT_DMN, NOT_TAKEN_OVER, TAKEN_OVER_OTHERWISE)
