"""What can be wrong inside an expression, before its meaning is looked at (E0xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_ERROR = Severity.ERROR

UNCLOSED_QUOTE = Code(
    "E001", _ERROR,
    "引用符 \" が閉じられていません。", "The quotation mark \" is not closed.",
    "末尾に \" を補ってください。", "Add the closing \".",
)  # fmt: skip
FULL_WIDTH_SIGN = Code(
    "E002", _ERROR,
    "式の中に全角の記号「{got}」があります。", "A full-width sign {got} stands in the expression.",
    "半角の {want} に直してください。", "Use the half-width {want}.",
)  # fmt: skip
WRONG_OPERATOR = Code(
    "E003", _ERROR,
    "「{got}」という記号はありません。", "There is no sign {got}.",
    "{want} と書いてください。", "Write {want}.",
)  # fmt: skip
UNREADABLE_SIGN = Code(
    "E004", _ERROR,
    "式の中の「{got}」は読み取れません。", "The sign {got} cannot be read in an expression.",
    "使える記号は = != < <= > >= + - * / ( ) [ ] , . です。",
    "The signs are = != < <= > >= + - * / ( ) [ ] , and the dot.",
)  # fmt: skip
UNEXPECTED_PART = Code(
    "E005", _ERROR,
    "ここに「{got}」は置けません。", "{got} cannot stand here.",
    "前後の語と記号を確かめてください(求められるもの: {want})。",
    "Check the words and signs around it (expected: {want}).",
)  # fmt: skip
ENDS_TOO_SOON = Code(
    "E006", _ERROR,
    "式が途中で終わっています。", "The expression ends too soon.",
    "続き({want})を書いてください。", "Write what is missing ({want}).",
)  # fmt: skip
MIXED_AND_OR = Code(
    "E007", _ERROR,
    "「かつ」と「又は」が括弧なしで混ざっています。", "and / or are mixed without brackets.",
    "( ) で囲んで、どちらを先に見るかを示すか、すべて:・いずれか: を使ってください。",
    "Put brackets around one of them, or use all: / any:.",
)  # fmt: skip
CHAINED_COMPARISON = Code(
    "E008", _ERROR,
    "比較を続けて書くことはできません。", "Comparisons cannot be chained.",
    "x in [1 .. 5] のように範囲で書くか、かつ でつないでください。",
    "Write a range, x in [1 .. 5], or join two comparisons with and.",
)  # fmt: skip
TOO_DEEP = Code(
    "E009", _ERROR,
    "括弧の入れ子が深すぎます(上限 {limit})。", "Brackets are nested too deeply (limit {limit}).",
    "名前を付けた定義に分けてください。", "Split the expression into named definitions.",
)  # fmt: skip
TOO_LONG = Code(
    "E010", _ERROR,
    "式が長すぎます(上限 {limit} 文字)。", "The expression is too long (limit {limit} characters).",
    "名前を付けた定義に分けてください。", "Split the expression into named definitions.",
)  # fmt: skip
EMPTY = Code(
    "E011", _ERROR,
    "式が空です。", "The expression is empty.",
    "条件か値を書いてください。", "Write a condition or a value.",
)  # fmt: skip
TOO_LONG_CHAIN = Code(
    "E012", _ERROR,
    "一つの式に + - * / や . が多すぎます(上限 {limit})。", "Too many of + - * / and . in one expression (limit {limit}).",
    "名前を付けた定義に分けてください。", "Split the expression into named definitions.",
)  # fmt: skip

CODES: tuple[Code, ...] = (
    UNCLOSED_QUOTE, FULL_WIDTH_SIGN, WRONG_OPERATOR, UNREADABLE_SIGN, UNEXPECTED_PART,
    ENDS_TOO_SOON, MIXED_AND_OR, CHAINED_COMPARISON, TOO_DEEP, TOO_LONG, EMPTY, TOO_LONG_CHAIN,
)  # fmt: skip
