"""Slips inside one unquoted value, and how quoted values are stepped over."""

from __future__ import annotations

import re

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span

# Blanks that are none for YAML, with their names. Typed by Japanese input methods or pasted.
ODD_SPACES = {
    "\u3000": ("全角の空白", "a full-width blank"),
    "\u00a0": ("改行しない空白", "a no-break space"),
    "\u2007": ("数字幅の空白", "a figure space"),
    "\u202f": ("狭い改行しない空白", "a narrow no-break space"),
    "\u200b": ("幅のない空白", "a zero-width space"),
    "\u2060": ("幅のない結合文字", "a word joiner"),
    "\ufeff": ("見えない符号(BOM)", "an invisible mark (BOM)"),
    "\u00ad": ("見えないハイフン", "an invisible hyphen"),
    "\t": ("タブ", "tabs"),
}
# A full-width blank inside a text is ordinary Japanese; the others cannot be seen.
_HIDDEN = re.compile("[\u00a0\u2007\u202f\u200b\u2060\ufeff\u00ad]")

_COMPARISON = re.compile(r"(>=|<=|>|<|≧|≦|≥|≤|[＞＜][=＝]?)[ \u3000]*")
_KEYWORDS = {
    ">=": ("以上", "at_least"), "<=": ("以下", "at_most"),
    ">": ("超", "more_than"), "<": ("未満", "fewer_than"),
}  # fmt: skip
_PLAIN_SIGN = str.maketrans("＞＜＝", "><=")
_ASCII_SIGN = {"≧": ">=", "≥": ">=", "≦": "<=", "≤": "<="}

_CURLY = "“”„‟＂〝〞〟‘’‚＇"
_FULL_BRACKETS = {"［": ("］]", "[ ]"), "｛": ("｝}", "{ }")}

_DOUBLE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SINGLE = re.compile(r"'[^']*(?:''[^']*)*'")
_LOOKS_LIKE_ENTRY = re.compile(r"\n( *)(?:- +)?[^\s\"'：:#,\]}]{1,40}:(?=[ \r\n])")


def odd_space(source: Source, at: int, problems: Problems, where: tuple[str, str]) -> None:
    """Report the blank-like character at ``at``; ``where`` says in two languages where it is."""
    ja, en = ODD_SPACES.get(source.text[at], ("特殊な空白", "an unusual blank"))
    span = Span(source, at, at + 1)
    if source.text[at] == "\t":
        problems.add(codes.TAB, span)
        return
    problems.add(codes.ODD_SPACE, span, what_ja=ja, what_en=en, where_ja=where[0], where_en=where[1])


def check_plain(source: Source, start: int, end: int, problems: Problems) -> None:
    """Report what is odd in the unquoted value written at ``[start, end)`` (no blanks around)."""
    value = source.text[start:end]
    if not value:
        return
    check_comparison(source, start, end, problems)
    last = value[-1]
    closing, want = _FULL_BRACKETS.get(value[0], ("", ""))
    if closing and last in closing:
        problems.add(codes.FULL_WIDTH_BRACKET, Span(source, start, end), sign=value[0], want=want)
    if len(value) > 1 and value[0] in _CURLY and last in _CURLY:
        problems.add(codes.CURLY_QUOTE, Span(source, start, end), sign=f"{value[0]} {last}")
    hidden = _HIDDEN.search(value)
    if hidden:
        ja, en = ODD_SPACES[hidden.group()]
        at = start + hidden.start()
        problems.add(codes.HIDDEN_CHARACTER, Span(source, at, at + 1), what_ja=ja, what_en=en)


def check_comparison(source: Source, start: int, end: int, problems: Problems) -> bool:
    """Report a value such as ``>= 70%``: ``>`` would open a block text, the rest is no value."""
    found = _COMPARISON.match(source.text, start, end)
    if not found:
        return False
    rest = source.text[found.end() : end].strip()
    sign = found.group(1).translate(_PLAIN_SIGN)
    sign = _ASCII_SIGN.get(sign, sign)
    if found.group(1) != ">" and not found.group(1).startswith(">=") and not rest[:1].isdigit():
        return False  # 「<別紙>」 and the like are texts
    ja, en = _KEYWORDS[sign]
    problems.add(
        codes.BARE_COMPARISON, Span(source, start, max(end, start + 1)),
        sign=found.group(1), keyword_ja=ja, keyword_en=en, rest=rest[:30],
    )  # fmt: skip
    return True


def skip_quoted(source: Source, start: int, parent: int, problems: Problems, *, json: bool = False) -> int:
    """The offset after the quoted value that begins at ``start``, or where to read on.

    ``parent`` is the column of the entry around it. A quote is taken for unclosed where an entry
    follows that cannot be part of the text because it is not indented further than ``parent``
    (the YAML library would swallow it), and in JSON where the line ends.
    """
    text = source.text
    found = (_DOUBLE if text[start] == '"' else _SINGLE).match(text, start)
    end = found.end() if found else len(text)
    first_break = text.find("\n", start, end)
    unclosed = found is None or (json and first_break >= 0)
    if not unclosed and first_break >= 0:
        unclosed = any(
            len(entry.group(1)) <= parent for entry in _LOOKS_LIKE_ENTRY.finditer(text, start, end)
        )
    if not unclosed:
        return end
    problems.add(codes.UNCLOSED_QUOTE, Span(source, start, start + 1), quote=text[start])
    if json and found:
        return end
    return first_break if first_break >= 0 else len(text)
