"""What the YAML library complains about, said again in our own words and at a useful place.

The library tells its errors apart by English sentences only. A sentence that a later version
words differently falls through to UNREADABLE, still at the right place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ruamel.yaml.error import MarkedYAMLError

from schemeengine.diagnostics import Code, Label, Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span

_CLOSING = {"[": "]", "{": "}"}


def report_fault(
    source: Source, error: Exception, read: int, written: Callable[[int], int], problems: Problems
) -> None:
    """Add one diagnostic for what the library raised after it had read up to offset ``read``.

    ``written`` gives the place in the text as written of what the library read.
    """
    if not isinstance(error, MarkedYAMLError):
        problems.add(codes.UNREADABLE, _line_rest(source, read))
        return
    problem = str(error.problem or error.context or "")
    at = _offset(source, error.problem_mark or error.context_mark, written)
    begin = _offset(source, error.context_mark or error.problem_mark, written)
    for known, tell in _TELLERS:
        if known in f"{error.context or ''} / {problem}":
            tell(source, begin, at, problems)
            return
    problems.add(codes.UNREADABLE, visible(source, at))


def _offset(source: Source, mark: object, written: Callable[[int], int]) -> int:
    index = getattr(mark, "index", 0)
    return min(written(index), len(source.text)) if isinstance(index, int) else 0


def visible(source: Source, offset: int) -> Span:
    """The character at an offset; at a line's end the last one that can be underlined."""
    text = source.text
    if offset < len(text) and not text[offset].isspace():
        return Span(source, offset, offset + 1)
    # Looking back: the fault is found where the next thing begins, but it sits before that.
    back = len(text[:offset].rstrip())
    return Span(source, back - 1, back) if back else Span(source, 0, min(1, len(text)))


def _line_rest(source: Source, offset: int) -> Span:
    while source.text[offset : offset + 1] in (" ", ":"):  # what was read last ends before its colon
        offset += 1
    end = source.text.find("\n", offset)
    line = source.text[offset : end if end >= 0 else len(source.text)].rstrip()
    return Span(source, offset, offset + max(1, len(line)))


_Teller: TypeAlias = Callable[[Source, int, int, Problems], None]


def _here(code: Code) -> _Teller:
    return lambda source, begin, at, problems: problems.add(code, visible(source, at))


def _from_beginning(code: Code) -> _Teller:
    return lambda source, begin, at, problems: problems.add(code, _line_rest(source, begin))


def _reserved(source: Source, begin: int, at: int, problems: Problems) -> None:
    sign = source.text[at : at + 1]
    if sign == "\t":
        problems.add(codes.TAB, Span(source, at, at + 1))
    else:
        problems.add(codes.RESERVED_START, Span(source, at, at + 1), sign=sign)


def _unclosed_quote(source: Source, begin: int, at: int, problems: Problems) -> None:
    quote = source.text[begin : begin + 1]
    problems.add(codes.UNCLOSED_QUOTE, Span(source, begin, begin + 1), quote=quote)


def _flow(source: Source, begin: int, at: int, problems: Problems) -> None:
    sign = source.text[begin : begin + 1]
    label = Label(Span(source, begin, begin + 1), "ここから", "begins here")
    problems.add(
        codes.BRACKET_EXPECTS, visible(source, at), label,
        open=sign, close=_CLOSING.get(sign, "]"),
    )  # fmt: skip


def _mismatch(source: Source, begin: int, at: int, problems: Problems) -> None:
    label = Label(_line_rest(source, begin), "このまとまりの始まり", "this block begins here")
    problems.add(codes.BLOCK_MISMATCH, _line_rest(source, at), label)


def _nothing(source: Source, begin: int, at: int, problems: Problems) -> None:
    span = visible(source, at)
    if span.text in ("?", ":") and span.start == at:
        problems.add(codes.RESERVED_START, span, sign=span.text)
    else:
        problems.add(codes.NOTHING_HERE, span, got=span.text)


def _anchor(source: Source, begin: int, at: int, problems: Problems) -> None:
    problems.add(codes.ANCHOR, Span(source, begin, begin + 1), written=source.text[begin])


def _header(source: Source, begin: int, at: int, problems: Problems) -> None:
    problems.add(codes.BLOCK_TEXT_HEADER, visible(source, at), sign=source.text[begin])


# First match wins; the sentences are the library's, all of them found by reading its source.
_TELLERS: tuple[tuple[str, _Teller], ...] = (
    ("could not find expected ':'", _from_beginning(codes.KEY_WITHOUT_COLON)),
    ("mapping values are not allowed here", _here(codes.COLON_IN_VALUE)),
    ("mapping keys are not allowed here", _here(codes.KEY_NOT_A_NAME)),
    ("sequence entries are not allowed here", _here(codes.HYPHEN_AFTER_KEY)),
    ("that cannot start any token", _reserved),
    ("while scanning a quoted scalar", _unclosed_quote),
    ("while scanning a double-quoted scalar", _here(codes.BAD_ESCAPE)),
    ("expected the node content", _nothing),
    ("while parsing a flow", _flow),
    ("while parsing a node", _here(codes.TAG)),
    ("while parsing a block", _mismatch),
    ("scanning an anchor", _anchor),
    ("scanning an alias", _anchor),
    ("a tag", _from_beginning(codes.TAG)),
    ("an tag", _from_beginning(codes.TAG)),
    ("directive", _from_beginning(codes.DIRECTIVE)),
    ("while scanning a block scalar", _header),
    ("in a block scalar", _here(codes.BLOCK_MISMATCH)),
    ("expected '<document start>'", _here(codes.EXTRA_CONTENT)),
    ("after document end marker", _here(codes.EXTRA_CONTENT)),
    ("unexpected ':'", _here(codes.COLON_IN_VALUE)),
)
