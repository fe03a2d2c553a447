"""Slips of the keyboard, found line by line before the YAML parser sees the text.

YAML reports them late, elsewhere, or not at all: ``>= 70%`` opens a block text, a full-width
colon makes a plain text, a full-width blank in front of a line silently restructures the file.
The walk below knows just enough YAML (levels, quotes, brackets, block texts, remarks) to tell
a slip from a text; what it cannot judge it leaves to the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span
from schemeengine.syntax import slips_lines as lines
from schemeengine.syntax.slips_flow import FlowScan
from schemeengine.syntax.slips_plain import ODD_SPACES, odd_space, skip_quoted

_LONE_NAME = re.compile(r"[^\s\"'(){}\[\]]{1,40}$")
_BLOCK_HEADER = re.compile(r"(?:\|(?:[+-]?[1-9]?|[1-9][+-])|>[+-]?)[ ]*(?:[ ]#.*)?$")
_ANCHOR_OR_TAG = re.compile(r"[&!][^\s,\[\]{}]*[ ]*(?:#.*)?$")
_FALSE_HYPHEN = re.compile(r"[－‐‑–—−ー](?=[ \u3000\u00a0])")
_GLUED_HYPHEN = re.compile(r"-(?=[^\W\d]|[\[{])")


def find_slips(source: Source, problems: Problems, *, json: bool = False) -> None:
    """Add a diagnostic for every slip that can be told from a legitimate text.

    ``json``: the text is JSON, where tabs and line breaks are free and only brackets count.
    """
    if json:
        start = len(source.text) - len(source.text.lstrip("\ufeff \t\r\n"))
        if source.text[start : start + 1] in ("{", "["):
            FlowScan(source, problems, parent=-1, json=True).run(start)
        return
    walk = _Walk(source, problems)
    at = 1 if source.text.startswith("\ufeff") else 0
    while at < len(source.text):
        at = walk.line(at)


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of indentation that is open: the names of a map, or the hyphens of a list."""

    column: int
    is_list: bool


@dataclass(slots=True)
class _Walk:
    source: Source
    problems: Problems
    levels: list[_Level] = field(default_factory=list)
    parent: int = -1  # column of the entry whose value was read last
    owner: str = ""  # its name
    expects_value: bool = True  # nothing stood after it, so a deeper block may begin
    plain_goes_on: bool = False  # its unquoted value may be continued on deeper lines
    own_line: tuple[int, int] | None = None  # column and offset of a value on a line of its own
    trust_indent: bool = True  # False after a wrong indentation, until a line at the margin

    def line(self, at: int) -> int:
        """Read the line (or the value of several lines) that begins at ``at``; the next one."""
        text = self.source.text
        end = lines.end(self.source, at)
        start = at
        while start < end and (text[start] == " " or text[start] in ODD_SPACES):
            start += 1
        odd = next((i for i in range(at, start) if text[i] != " "), None)
        if odd is not None:
            self._odd_indent(odd)
        if start == end or text[start] == "#":
            return lines.after(self.source, end)
        if text[start] == "＃" and not self._continues(start - at):
            self.problems.add(codes.FULL_WIDTH_HASH, Span(self.source, start, start + 1))
            return lines.after(self.source, end)
        if start == at and self._marker(at, end):
            return lines.after(self.source, end)
        self.trust_indent = (self.trust_indent or start == at) and odd is None
        return lines.after(self.source, self._content(start, end, start - at))

    def _marker(self, at: int, end: int) -> bool:
        """``---``, ``...`` and ``%`` at the margin."""
        line = self.source.text[at:end].rstrip()
        if line.startswith("%"):
            self.problems.add(codes.DIRECTIVE, Span(self.source, at, at + 1))
            return True
        if line not in ("---", "..."):
            return False
        self.levels, self.parent, self.expects_value, self.plain_goes_on = [], -1, True, False
        return True

    def _content(self, at: int, end: int, column: int) -> int:
        """What stands on a line after its indentation; the offset where reading goes on."""
        if self._continues(column):
            return self._continuation(at, end, column)
        self.own_line = None
        fresh = False
        while (after := self._after_hyphen(at, end, column, fresh)) is not None:
            self._settle(column, "", expects_value=True)
            self.owner, fresh = "-", True
            if after >= end or self.source.text[after] == "#":
                return end
            column, at = column + after - at, after
        if self._false_hyphen(at, end, column, fresh):
            return end
        key_end, colon = lines.find_name(self.source, at, end)
        if key_end == colon == at or self.source.text[at : at + 2] in ("?", "? ", "?\n"):
            self.trust_indent = False  # a name that is no name: the parser says so
            self._settle(column, "", expects_value=True)
            return end
        if colon is None:
            return self._without_colon(at, end, column, fresh)
        glued = lines.glued_colon(self.source, at, key_end)
        if glued is not None:
            return self._report_colon(at, glued, end, column, fresh)
        self._place(at, column, is_list=False, fresh=fresh)
        if not lines.check_name(self.source, at, key_end, self.problems):
            self._settle(column, "", expects_value=False)
            return end
        self._settle(column, self.source.text[at:key_end], expects_value=True)
        return self._value_after(colon + 1, end)

    # --------------------------------------------------------------------------------- levels

    def _continues(self, column: int) -> bool:
        return self.plain_goes_on and column > self.parent

    def _settle(self, column: int, owner: str, *, expects_value: bool, plain: bool = False) -> None:
        self.parent, self.owner = column, owner
        self.expects_value, self.plain_goes_on = expects_value, plain

    def _place(self, at: int, column: int, *, is_list: bool, fresh: bool) -> None:
        """Find the level of a name or hyphen at this column, or open one, or complain."""
        deeper = fresh or (self.expects_value and column > self.parent)
        while not deeper and self.levels and self.levels[-1].column > column:
            self.levels.pop()
        top = self.levels[-1] if self.levels else None
        if not deeper and top is not None and top.column == column:
            if top.is_list and not is_list and len(self.levels) > 1:
                self.levels.pop()  # a list at the column of its own name ends
            elif is_list and not top.is_list and self.expects_value:
                self.levels.append(_Level(column, True))
            return
        if not deeper and self.trust_indent and (self.levels or self.parent >= 0):
            self._wrong_indent(at, column)
        self.levels.append(_Level(column, is_list))

    def _wrong_indent(self, at: int, column: int) -> None:
        self.trust_indent = False
        span = Span(self.source, at, at + 1)
        if column > self.parent:
            self.problems.add(codes.INDENT_UNDER_VALUE, span, key=self.owner)
            return
        columns = sorted({level.column for level in self.levels} | {self.parent})
        levels = "・".join(str(c) for c in columns if c >= 0)
        self.problems.add(codes.WRONG_INDENT, span, got=column, levels=levels)

    def _odd_indent(self, at: int) -> None:
        ja, en = ODD_SPACES[self.source.text[at]]
        span = Span(self.source, at, at + 1)
        self.problems.add(codes.ODD_INDENT, span, what_ja=ja, what_en=en)

    # ------------------------------------------------------------------- hyphens and names

    def _after_hyphen(self, at: int, end: int, column: int, fresh: bool) -> int | None:
        """Step over ``- ``; None where there is none."""
        text = self.source.text
        if text[at] != "-" or (at + 1 < end and text[at + 1] not in ODD_SPACES | {" ": ("", "")}):
            return None
        self._place(at, column, is_list=True, fresh=fresh)
        return lines.over_blanks(self.source, at + 1, end, self.problems, ("- のあと", "after the hyphen"))

    def _false_hyphen(self, at: int, end: int, column: int, fresh: bool) -> bool:
        text = self.source.text
        found = _FALSE_HYPHEN.match(text, at, end)
        if found:
            span = Span(self.source, at, found.end())
            self.problems.add(codes.FULL_WIDTH_HYPHEN, span, sign=found.group())
        else:
            top_is_list = bool(self.levels) and self.levels[-1] == _Level(column, True)
            if not _GLUED_HYPHEN.match(text, at, end) or fresh:
                return False
            named = lines.find_name(self.source, at, end)[1] is not None
            if not (top_is_list or self.expects_value) or (named and text[at + 1] not in "[{"):
                return False
            rest = text[at + 1 : end].strip()[:30]
            self.problems.add(codes.NO_BLANK_AFTER_HYPHEN, Span(self.source, at, at + 1), rest=rest)
        self.trust_indent = False
        self._place(at, column, is_list=True, fresh=fresh)
        self._settle(column, "-", expects_value=False)
        return True

    def _without_colon(self, at: int, end: int, column: int, fresh: bool) -> int:
        """A line without a name: a value on a line of its own, or a colon that went wrong."""
        begins_block = fresh or (self.expects_value and column > self.parent)
        while not begins_block and self.levels and self.levels[-1].column > column:
            self.levels.pop()
        among_names = not begins_block and _Level(column, False) in self.levels[-1:]
        glued = lines.glued_colon(self.source, at, end)
        if glued is not None and (among_names or self._meant_as_name(glued, end, column, fresh)):
            return self._report_colon(at, glued, end, column, fresh)
        if among_names and self.source.text[at] not in "\"'[{|>&*!?%@`":
            line = len(self.source.text[at:end].rstrip())
            self.problems.add(codes.KEY_WITHOUT_COLON, Span(self.source, at, at + line))
            self._settle(column, "", expects_value=True)
            return end
        end = self._value(at, end)
        self.own_line = (column, at)
        return end

    def _meant_as_name(self, colon: int, end: int, column: int, fresh: bool) -> bool:
        """At the beginning of a block the text may be a sentence; the next line tells."""
        text = self.source.text
        if not lines.says_something(self.source, colon + 1, end):
            return True
        at = end
        while at < len(text):
            at, stop = (
                lines.after(self.source, at),
                lines.end(self.source, lines.after(self.source, at)),
            )
            following = text[at:stop].strip()
            if following and not following.startswith("#"):
                indent = len(text[at:stop]) - len(text[at:stop].lstrip(" "))
                if indent == column:
                    return ":" in following or "：" in following
                return not fresh and indent < column
            at = max(at, stop)
        return not fresh

    def _report_colon(self, at: int, colon: int, end: int, column: int, fresh: bool) -> int:
        text = self.source.text
        span = Span(self.source, colon, colon + 1)
        if text[colon] == "：":
            self.problems.add(codes.FULL_WIDTH_COLON, span)
        elif text[colon + 1] in ODD_SPACES:
            odd_space(self.source, colon + 1, self.problems, ("コロンのあと", "after the colon"))
        else:
            self.problems.add(codes.NO_BLANK_AFTER_COLON, span, key=text[at:colon])
        self._place(at, column, is_list=False, fresh=fresh)
        more = lines.says_something(self.source, colon + 1, end)
        self._settle(column, text[at:colon], expects_value=not more, plain=more)
        return end

    # --------------------------------------------------------------------------------- values

    def _value_after(self, at: int, end: int) -> int:
        """What stands after a colon that was followed by a blank."""
        at = lines.over_blanks(self.source, at, end, self.problems, ("コロンのあと", "after the colon"))
        if at >= end or self.source.text[at] == "#":
            return end
        return self._value(at, end)

    def _value(self, at: int, end: int) -> int:
        text = self.source.text
        sign = text[at]
        if sign == "＃":
            self.problems.add(codes.FULL_WIDTH_HASH, Span(self.source, at, at + 1))
            return end
        if _ANCHOR_OR_TAG.match(text, at, end):
            return end  # the value it belongs to begins on the next line; the parser refuses it
        self.expects_value = self.plain_goes_on = False
        if sign in "\"'":
            after = skip_quoted(self.source, at, self.parent, self.problems)
            if text[after : after + 1] == "\n":
                return after
            return lines.check_rest(self.source, after, self.problems, sign)
        if sign in "[{":
            after = FlowScan(self.source, self.problems, self.parent).run(at)
            if after and text[after - 1] == "\n":
                return after - 1
            return lines.check_rest(self.source, after, self.problems)
        if _BLOCK_HEADER.match(text, at, end):
            return self._block_text(end)
        lines.check_value(self.source, at, end, self.problems)
        self.plain_goes_on = True
        return end

    def _block_text(self, at: int) -> int:
        """Step over the lines of a ``|`` text: blank ones and those deeper than its owner."""
        text = self.source.text
        while (start := lines.after(self.source, at)) < len(text):
            end = lines.end(self.source, start)
            line = text[start:end]
            if line.strip(" ") and len(line) - len(line.lstrip(" ")) <= self.parent:
                break
            at = end
        return at

    def _continuation(self, at: int, end: int, column: int) -> int:
        """A further line of an unquoted value. A name or a list cannot stand there."""
        text = self.source.text
        hyphen = text[at] == "-" and text[at + 1 : at + 2] in (*" \r\n", "")
        if not hyphen and lines.find_name(self.source, at, end)[1] is None:
            lines.check_continued(self.source, at, end, self.problems)
            return end
        if self._was_a_name(column):
            return self._content(at, end, column)
        if self.trust_indent:
            code = codes.HYPHEN_UNDER_VALUE if hyphen else codes.INDENT_UNDER_VALUE
            self.problems.add(code, Span(self.source, at, at + 1), key=self.owner)
        self.trust_indent = False  # the lines after it are astray in the same way
        return end

    def _was_a_name(self, column: int) -> bool:
        """Whether the value on a line of its own above was a name without its colon; report it."""
        if self.own_line is None or column < self.own_line[0]:
            return False
        own_column, first = self.own_line
        written = lines.without_remark(self.source, first, lines.end(self.source, first))
        if column > own_column and not _LONE_NAME.match(written):
            return False
        span = Span(self.source, first, first + max(1, len(written)))
        self.problems.add(codes.KEY_WITHOUT_COLON, span)
        self.own_line, self.expects_value = None, True
        self._place(first, own_column, is_list=False, fresh=False)
        self._settle(own_column, written, expects_value=True)
        return True
