"""How a text with slips of the keyboard is read on: as it was probably meant, or without a part of it.

What a slip means is certain enough to go on with only to look for further mistakes: a text with a slip
is refused in any case. Where the meaning is not plain, the value, line or block is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemeengine.diagnostics import Code, Diagnostic, Severity
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span
from schemeengine.syntax.mended_text import Edit
from schemeengine.syntax.slips_plain import ODD_SPACES

_GROUPS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_ODD_RUN = re.compile(f"[{''.join(ODD_SPACES)} ]+")
#: How many columns a blank that is none takes on the screen, where it stands before a line.
_WIDE = {"\u3000": 2, "\t": 2}


@dataclass(frozen=True, slots=True)
class Wound:
    """Where something was mended or left out, and how deep the line is indented."""

    offset: int
    column: int


def edits_for(found: Iterable[Diagnostic]) -> Iterator[Edit]:
    """What is changed for each slip that is an error."""
    for slip in found:
        if slip.severity is Severity.ERROR and slip.span is not None:
            yield from _EDITS.get(slip.code, _as_it_is)(slip.span, slip.args)


def wounds_of(edits: Iterable[Edit], slips: Iterable[Diagnostic], source: Source) -> list[Wound]:
    """Where a name may be missing: at each edit, and at each slip that was left as it is."""
    offsets = {start for start, _, _ in edits}
    offsets |= {d.span.start for d in slips if d.span and d.severity is Severity.ERROR}
    return [Wound(offset, _column(source, offset)) for offset in sorted(offsets)]


def without_block(source: Source, at: int, *, siblings: bool = False) -> Edit:
    """The line of an offset left out, with the lines below it that are indented further.

    ``siblings``: with those that are indented alike, too.
    """
    text = source.text
    start = text.rfind("\n", 0, at) + 1
    least = _column(source, at) + (not siblings)
    end = _line_end(text, start)
    while end < len(text):
        line_end = _line_end(text, end + 1)
        line = text[end + 1 : line_end]
        if line.strip() and indentation(line) < least:
            break
        end = line_end
    # Blank lines at the end of the block stay.
    end = start + len(text[start:end].rstrip())
    return (start, max(end, start), "")


def _column(source: Source, offset: int) -> int:
    start = source.text.rfind("\n", 0, offset) + 1
    return indentation(source.text[start : _line_end(source.text, start)])


def indentation(line: str) -> int:
    """By how many columns a line is indented, blanks that are none included."""
    width = 0
    for sign in line:
        if sign != " " and sign not in ODD_SPACES:
            break
        width += _WIDE.get(sign, 1)
    return width


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


# ------------------------------------------------------------------------------ what is done for which slip
_Edits = Callable[[Span, Mapping[str, str]], Iterator[Edit]]


def _as_it_is(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    return iter(())


def _instead(sign: str) -> _Edits:
    return lambda span, args: iter([(span.start, span.end, sign)])


def _signed(name: str) -> _Edits:
    """The sign that the message names is what belongs there."""
    return lambda span, args: iter([(span.start, span.end, args[name])])


def _appended(sign: str) -> _Edits:
    return lambda span, args: iter([(span.end, span.end, sign)])


def _left_out(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield (span.start, span.end, "")


def _colon(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield (span.start, _after_blanks(span), ": ")


def _hyphen(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield (span.start, _after_blanks(span), "- ")


def _after_blanks(span: Span) -> int:
    blanks = _ODD_RUN.match(span.source.text, span.end)
    return blanks.end() if blanks else span.end


def _blank(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    """A blank that is none: before a line its depth is not known; in a name it does not belong."""
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    if not text[start : span.start].strip():
        yield without_block(span.source, span.start)
    elif text[span.start - 1].isspace() or text[span.start - 1] in ":-,[{":
        yield (span.start, _after_blanks(span), " ")
    else:
        yield (span.start, span.end, "")


def _tab(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield (span.start, _after_blanks(span), " ")


def _astray(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield without_block(span.source, span.start, siblings=True)


def _to_line_end(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield (span.start, _line_end(span.source.text, span.start), "")


def _unquoted(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    """A quote that is never closed: the rest of the line is a text."""
    text = span.source.text
    end = _line_end(text, span.start)
    rest = text[span.start + 1 : end].replace("'", "’").rstrip()
    yield (span.start, end, f"'{rest}'")


def _unclosed(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    """A bracket that is never closed: from there on nothing is read of what it belongs to."""
    _, end, _ = without_block(span.source, span.start)
    yield (span.start, max(end, span.end), "")


def _closed(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    """A full-width bracket: one that closes is put right, a value in such brackets is left out."""
    if span.end - span.start > 1:
        yield (span.start, span.end, "")
    else:
        yield (span.start, span.end, args["want"][-1])


def _grouped(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    """1,000,000 within brackets is one number."""
    text = span.source.text
    end = span.start
    while end < len(text) and (text[end].isdigit() or text[end] == ","):
        end += 1
    for comma in _GROUPS.finditer(text, span.start, end):
        yield (comma.start(), comma.end(), "")


def _joined(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    """The commas within the brackets of one item, which tore it apart."""
    text = span.source.text
    end = _line_end(text, span.start)
    for at in range(span.start, end):
        if text[at] in ")）」』":
            return
        if text[at] == ",":
            yield (at, at + 1, "、")


def _rounded(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    """Brackets within an item are left out, up to their end on the line."""
    text, depth = span.source.text, 0
    for at in range(span.start, _line_end(text, span.start)):
        depth += (text[at] in "[{") - (text[at] in "]}")
        if depth == 0:
            yield (span.start, at + 1, "")
            return


def _colon_in_value(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield (span.start, span.start + 1, "：")


def _as_a_name(span: Span, args: Mapping[str, str]) -> Iterator[Edit]:
    yield (span.end, span.end, ":")


_EDITS: Mapping[Code, _Edits] = {
    codes.KEY_WITHOUT_COLON: _as_a_name,
    codes.COLON_IN_VALUE: _colon_in_value,
    codes.UNCLOSED_QUOTE: _unquoted,
    codes.UNCLOSED_BRACKET: _unclosed,
    codes.MISMATCHED_BRACKET: _signed("meant"),
    codes.BARE_COMPARISON: _to_line_end,
    codes.FULL_WIDTH_COLON: _colon,
    codes.NO_BLANK_AFTER_COLON: _appended(" "),
    codes.NO_BLANK_AFTER_HYPHEN: _appended(" "),
    codes.ODD_SPACE: _blank,
    codes.ODD_INDENT: _blank,
    codes.TAB: _tab,
    codes.WRONG_INDENT: _astray,
    codes.INDENT_UNDER_VALUE: _astray,
    codes.HYPHEN_UNDER_VALUE: _astray,
    codes.FULL_WIDTH_BRACKET: _closed,
    codes.FULL_WIDTH_COMMA: _instead(", "),
    codes.FULL_WIDTH_HASH: _instead("#"),
    codes.FULL_WIDTH_HYPHEN: _hyphen,
    codes.NUMBER_COMMA: _grouped,
    codes.SPLIT_BRACKETS: _joined,
    codes.BRACKET_IN_ITEM: _rounded,
    codes.TEXT_AFTER_QUOTE: _left_out,
    codes.TEXT_AFTER_BRACKET: _left_out,
    codes.DIRECTIVE: _to_line_end,
}
