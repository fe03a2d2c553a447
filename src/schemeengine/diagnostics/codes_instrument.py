"""Mistakes about citations and about the text of an ordinance or guideline (codes I001-)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

UNREADABLE_RANGE = Code(
    "I001",
    Severity.ERROR,
    "「{range}」は、どこからどこまでかを読み取れません（{reason}）。",
    "Cannot read the range “{range}” ({reason}).",
    "「第1号〜第6号」「第1号ア〜セ」のように、同じ種類の番号で始めと終わりを書いてください。",
    "Write both ends with the same kind of number, as in “第1号〜第6号” or “第1号ア〜セ”.",
)
PLACE_NOT_FOUND = Code(
    "I002",
    Severity.WARNING,
    "「{cite}」に当たる箇所が、例規の文章ファイル {instrument} に見つかりません。",
    "The place “{cite}” is not found in the text of the instrument, {instrument}.",
    "近い箇所：{candidates}。番号を確かめるか、その箇所の見出しの行をそのまま書いて結び付けてください。",
    "Near to it: {candidates}. Check the number, or give the heading line of that place.",
)
PLACE_CHANGED = Code(
    "I003",
    Severity.WARNING,
    "「{cite}」の文章が、この制度を書いたときから変わっています（{instrument} の {line} 行目）。",
    "The words of “{cite}” have changed since they were encoded ({instrument}, line {line}).",
    "改正の内容を読み、規定を直す必要があるかを確かめてから、確認済みの記録を更新してください。",
    "Read the amendment, see whether the provision must change, then renew the record.",
)
NO_HEADING = Code(
    "I004",
    Severity.WARNING,
    "例規の文章ファイル {instrument} に、条・番号などの見出しが一つも見つかりません。",
    "No heading (article, number) is recognised in the text of the instrument, {instrument}.",
    "文字として読める文章か（画像ではないか）を確かめ、"
    "引用する箇所の見出しの行をそのまま書いて結び付けてください。",
    "Check that the file holds readable words, and give the heading line of each cited place.",
)
SAME_ARTICLE_TWICE = Code(
    "I005",
    Severity.WARNING,
    "「{cite}」が二度出てきます。引用は初めのものを指すものとして扱います。",
    "“{cite}” stands twice; a citation is taken to mean the first.",
    "改正前と改正後の条文が一つのファイルに混ざっていないか、番号の誤りがないかを確かめてください。",
    "See whether the text before and after an amendment are mixed, or a number is wrong.",
)

CODES = (UNREADABLE_RANGE, PLACE_NOT_FOUND, PLACE_CHANGED, NO_HEADING, SAME_ARTICLE_TWICE)
