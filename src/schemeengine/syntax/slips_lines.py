"""One line of block YAML: its end, its name and colon, its unquoted value, what follows a value."""

from __future__ import annotations

import re

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span
from schemeengine.syntax.slips_plain import ODD_SPACES, check_plain, odd_space, skip_quoted
from schemeengine.syntax.yaml_refusals import MAX_KEY_LENGTH

_SEPARATOR = re.compile(r":(?=[ \t]|$)")
_SEPARATOR_AFTER_QUOTE = re.compile(r" *:(?=[ \t]|$)")
_REMARK = re.compile(r"[ \t]#")
_GLUED = re.compile(r"[^\s:：\"'\[\]{}#,、。「」]{1,40}?(：|:(?![/# \t\r\n]|$))")
_CLOCK = re.compile(r"\d+:\d")
_NAME_AND_BRACKET = re.compile(r"([^\s(){}\[\]]+)[ \u3000]+[\[{]")
_CUT = re.compile(r"(?<=[^ \t]) #(?=[0-9０-９\u3005-\u30ff\u4e00-\u9fff])")
_WIDE_REMARK = re.compile(r"[ \u3000]＃")


def end(source: Source, at: int) -> int:
    """Offset of the line break that ends the line of ``at``, or of the end of the text."""
    found = source.text.find("\n", at)
    found = len(source.text) if found < 0 else found
    return found - 1 if found > at and source.text[found - 1] == "\r" else found


def after(source: Source, at: int) -> int:
    """Offset of the beginning of the line after the one of ``at``."""
    found = source.text.find("\n", at)
    return len(source.text) if found < 0 else found + 1


def over_blanks(source: Source, at: int, stop: int, problems: Problems, where: tuple[str, str]) -> int:
    """Step over blanks; the first that only looks like a blank is reported."""
    text = source.text
    reported = False
    while at < stop and (text[at] == " " or text[at] in ODD_SPACES):
        if text[at] != " " and not reported:
            odd_space(source, at, problems, where)
            reported = True
        at += 1
    return at


def says_something(source: Source, at: int, stop: int) -> bool:
    """Whether anything but a remark stands in ``[at, stop)``."""
    rest = source.text[at:stop]
    return bool(rest.strip()) and not re.match(r"\s*#", rest)


def without_remark(source: Source, at: int, stop: int) -> str:
    """What is written in ``[at, stop)`` without a remark at its end."""
    remark = _REMARK.search(source.text, at, stop)
    return source.text[at : remark.start() if remark else stop].rstrip()


def find_name(source: Source, at: int, stop: int) -> tuple[int, int | None]:
    """End of the name that begins at ``at`` and place of its colon; (at, None) if none."""
    text = source.text
    if text[at] in "\"'":
        close = skip_quoted(source, at, stop, Problems())
        blank = _SEPARATOR_AFTER_QUOTE.match(text, close, stop) if close < stop else None
        return (close, blank.end() - 1) if blank else (at, None)
    if text[at] in "[{|>#":
        return at, None
    remark = _REMARK.search(text, at, stop)
    found = _SEPARATOR.search(text, at, remark.start() if remark else stop)
    return (found.start(), found.start()) if found else (at, None)


def glued_colon(source: Source, at: int, stop: int) -> int | None:
    """Offset of a full-width or glued colon after something that looks like a name."""
    found = _GLUED.match(source.text, at, stop)
    if not found or _CLOCK.match(source.text, at, stop):
        return None
    return found.start(1)


def check_name(source: Source, at: int, stop: int, problems: Problems) -> bool:
    """Report a name that swallowed an invisible blank; False if it swallowed its value, too."""
    name = source.text[at:stop]
    if len(name) > MAX_KEY_LENGTH:
        # Beyond 1,024 characters the parser no longer sees a name at all.
        span = Span(source, at, stop)
        problems.add(codes.KEY_TOO_LONG, span, length=len(name), limit=MAX_KEY_LENGTH)
        return True
    if name[:1] in ("'", '"'):
        return True
    bracket = _NAME_AND_BRACKET.match(name)
    if bracket:
        problems.add(codes.KEY_WITHOUT_COLON, Span(source, at, at + bracket.end(1)))
        return False
    odd = next((i for i, c in enumerate(name) if c in ODD_SPACES), None)
    if odd is not None:
        odd_space(source, at + odd, problems, ("項目名", "in the name"))
    return True


def check_value(source: Source, at: int, stop: int, problems: Problems) -> None:
    """Report what is odd in an unquoted value that begins at ``at`` on a line."""
    text = source.text
    remark = _REMARK.search(text, at, stop)
    last = at + len(without_remark(source, at, stop))
    _check_tab(source, at, remark.start() + 1 if remark else stop, problems)
    colon = _SEPARATOR.search(text, at, last)
    if colon:
        problems.add(codes.COLON_IN_VALUE, Span(source, colon.start(), colon.end()))
    check_plain(source, at, last, problems)
    _check_remarks(source, at, stop, last, problems)


def check_continued(source: Source, at: int, stop: int, problems: Problems) -> None:
    """Report what is odd in a further line of an unquoted value."""
    remark = _REMARK.search(source.text, at, stop)
    _check_tab(source, at, remark.start() + 1 if remark else stop, problems)
    _check_remarks(source, at, stop, at + len(without_remark(source, at, stop)), problems)


def _check_tab(source: Source, at: int, stop: int, problems: Problems) -> None:
    tab = source.text.find("\t", at, stop)
    if tab >= 0:
        problems.add(codes.TAB, Span(source, tab, tab + 1))


def _check_remarks(source: Source, at: int, stop: int, last: int, problems: Problems) -> None:
    """``第3条 #2`` loses its end; ``＃`` begins no remark. A real remark has a blank after #."""
    cut = _CUT.search(source.text, at, stop)
    if cut and cut.start() == last:
        rest = source.text[cut.end() - 1 : stop].rstrip()
        span = Span(source, cut.end() - 1, cut.end() - 1 + len(rest))
        problems.add(codes.REMARK_CUTS_VALUE, span, rest=rest[:30])
    wide = _WIDE_REMARK.search(source.text, at, last)
    if wide:
        problems.add(codes.FULL_WIDTH_REMARK, Span(source, wide.end() - 1, wide.end()))


def check_rest(source: Source, at: int, problems: Problems, quote: str = "") -> int:
    """Report text after a closed bracket, or after a closed ``quote``; the end of the line."""
    stop = end(source, at)
    rest = source.text[at:stop].rstrip()
    if not rest.strip() or re.match(r"[ \t]+#", rest):
        return stop
    begin = at + len(rest) - len(rest.lstrip())
    span = Span(source, begin, at + len(rest))
    if rest.lstrip().startswith("＃"):
        problems.add(codes.FULL_WIDTH_HASH, Span(source, begin, begin + 1))
    elif quote:
        other = "' '" if quote == '"' else '" "'
        problems.add(codes.TEXT_AFTER_QUOTE, span, quote=quote, other=other)
    else:
        problems.add(codes.TEXT_AFTER_BRACKET, span)
    return stop
