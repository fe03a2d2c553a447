"""Slips inside ``[ ]`` and ``{ }``, where a comma or a bracket silently tears a value apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemeengine.diagnostics import Label, Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span
from schemeengine.syntax.slips_plain import (
    ODD_SPACES,
    check_plain,
    odd_space,
    skip_quoted,
)

_CLOSING = {"[": "]", "{": "}"}
_PAIRS = {"(": ")", "（": "）", "「": "」", "『": "』"}
_ENTRY_LINE = re.compile(r" *(?=\S)(?:- |[^\s\"'：:#,\[\]{}]{1,40}:(?=[ \r\n]|$))")
_ENTRY_FOLLOWS = re.compile(r"[ \u3000]*[\w.]+(?:: |：)")
_JSON_NUMBER_WITH_UNIT = re.compile(r"\d+[^\d\s,\].eE}]")


@dataclass(slots=True)
class _Open:
    """A bracket that is open, and what was met in it."""

    at: int
    sign: str
    commas: int = 0
    ideographic: int | None = None
    full_width_close: int | None = None


@dataclass(slots=True)
class FlowScan:
    """One run over a bracketed value. ``parent`` is the column of the entry around it."""

    source: Source
    problems: Problems
    parent: int
    json: bool = False
    opened: list[_Open] = field(default_factory=list)
    plain: int | None = None  # where the unquoted item at hand begins
    pairs: list[tuple[str, int]] = field(default_factory=list)  # ( and 「 open in it
    torn: int | None = None  # the last comma within a number
    split: bool = False  # an item whose own brackets a comma cuts was reported
    explained: bool = False  # what leaves the bracket open was reported already
    bare_bracket: bool = False  # reported once: an unclosed bracket makes many of them
    done: str = ""  # the item at hand is complete: its closing quote or bracket

    def run(self, start: int) -> int:
        """Read from the opening bracket at ``start``; the offset after the closing one.

        Where the bracket is never closed: the beginning of the line where reading resumes.
        """
        at = start
        while at < len(self.source.text):
            at = self._inside(at) if self.plain is not None else self._between(at)
            if not self.opened:
                return at
            if at < 0:
                return -at
        self._unclosed()
        return len(self.source.text)

    def _between(self, at: int) -> int:
        """One step where no unquoted item is under way."""
        text = self.source.text
        sign = text[at]
        if sign == "\n":
            return self._line_break(at)
        if sign in " \r" or (sign == "\t" and self.json):
            return at + 1
        if sign == "#" and text[at - 1].isspace():
            return self._line_end(at)
        if sign in "]}":
            return self._close(at)
        if sign in ",:":
            self.opened[-1].commas += sign == ","
            self.done = ""
            return at + 1
        if self.done:
            return self._after_complete_item(at)
        if sign in "[{":
            self.opened.append(_Open(at, sign))
            return at + 1
        if sign in "\"'":
            return self._quoted(at, sign)
        if sign in ODD_SPACES:
            odd_space(self.source, at, self.problems, ("かっこの中", "inside the brackets"))
            return at + 1
        self.plain, self.pairs = at, []
        return at

    def _quoted(self, at: int, sign: str) -> int:
        self.done = sign
        after = skip_quoted(self.source, at, self.parent, self.problems, json=self.json)
        # A quote that is never closed swallows the closing bracket: one message is enough.
        self.explained = after - at < 2 or self.source.text[after - 1] != sign
        return after

    def _inside(self, at: int) -> int:
        """One step within an unquoted item."""
        text = self.source.text
        sign = text[at]
        if sign in ",]}" or (sign == ":" and text[at + 1 : at + 2] in (*" \r\n,]}", "")):
            if sign == ",":
                self._comma(at)
            self._end_plain(at)
        elif sign in "[{":
            if not self.bare_bracket:
                self.problems.add(codes.BRACKET_IN_ITEM, Span(self.source, at, at + 1), sign=sign)
            self.bare_bracket = True
            return self._over_brackets(at)
        elif sign == "#" and text[at - 1] in " \t":
            self._end_plain(at)
        elif sign == "\n":
            return self._line_break(at)
        else:
            self._character(at, sign)
            return at + 1
        return at

    def _character(self, at: int, sign: str) -> None:
        level = self.opened[-1]
        if sign in _PAIRS:
            self.pairs.append((_PAIRS[sign], at))
        elif self.pairs and sign == self.pairs[-1][0]:
            self.pairs.pop()
        elif sign == "\t" and not self.json:
            self.problems.add(codes.TAB, Span(self.source, at, at + 1))
        elif sign in "］｝":
            level.full_width_close = at
        elif sign in "，、":
            entry = level.sign == "{" and _ENTRY_FOLLOWS.match(self.source.text, at + 1)
            if entry or (level.sign == "[" and sign == "，"):
                span = Span(self.source, at, at + 1)
                self.problems.add(codes.FULL_WIDTH_COMMA, span, sign=sign)
            elif level.sign == "[" and level.ideographic is None:
                level.ideographic = at

    def _end_plain(self, at: int) -> None:
        if self.plain is not None:
            end = self.plain + len(self.source.text[self.plain : at].rstrip())
            check_plain(self.source, self.plain, end, self.problems)
        self.plain, self.pairs = None, []

    def _comma(self, at: int) -> None:
        """A comma after an unquoted item: is it one that the author meant as a separator?"""
        text = self.source.text
        digits = text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()
        a_list_of_json = self.json and self.opened[-1].sign == "["
        if digits and not (a_list_of_json and not _JSON_NUMBER_WITH_UNIT.match(text, at + 1)):
            begin = at
            while at - begin < 30 and (text[begin - 1].isdigit() or text[begin - 1] == ","):
                begin -= 1
            follows = self.torn is not None and self.plain == self.torn + 1
            self.torn = at
            if follows or "," in text[begin:at]:
                return  # 1,000,000, or a second number of the same item: once is enough
            whole = self._item_around(begin, at)
            if self.split and whole.count(")") > whole.count("("):
                return  # the rest of an item that is split before: told there, with the same remedy
            self.problems.add(codes.NUMBER_COMMA, Span(self.source, at, at + 1), amount=whole)
        elif self.pairs and self.pairs[0][0] in text[at : self._line_end(at)]:
            begin = self.pairs[0][1]
            self.problems.add(codes.SPLIT_BRACKETS, Span(self.source, begin, at + 1), sign=text[begin])
            self.split = True

    def _item_around(self, begin: int, at: int) -> str:
        """The value that the number at ``begin`` is part of, as it would stand between double quotes."""
        text = self.source.text
        first = begin if self.plain is None or self.plain > begin else self.plain
        depth, end = text.count("(", first, at) - text.count(")", first, at), at
        while end < self._line_end(at) and text[end] not in "]}":
            depth += (text[end] == "(") - (text[end] == ")")
            if text[end] == "," and depth <= 0 and not text[end + 1 : end + 2].isdigit():
                break
            if text[end] == "#" and text[end - 1] in " \t":
                break
            end += 1
        return text[first:end].strip()[:160].replace("\\", "\\\\").replace('"', '\\"')

    def _over_brackets(self, at: int) -> int:
        """After a bare bracket in an item: to the end of that bracket on the same line."""
        text, end, depth = self.source.text, self._line_end(at), 0
        for offset in range(at, end):
            depth += (text[offset] in "[{") - (text[offset] in "]}")
            if depth == 0:
                return offset + 1
        return end

    def _after_complete_item(self, at: int) -> int:
        """Something stands after a closed quote or bracket and before the next comma."""
        text = self.source.text
        if text[at] in "］｝":
            self.opened[-1].full_width_close = at
            return at + 1
        stop = re.compile(r"[,\]}\n]").search(text, at)
        end = stop.start() if stop else len(text)
        span = Span(self.source, at, at + max(1, len(text[at:end].rstrip())))
        if self.done in "]}":
            self.problems.add(codes.TEXT_AFTER_BRACKET, span)
        else:
            other = "' '" if self.done == '"' else '" "'
            self.problems.add(codes.TEXT_AFTER_QUOTE, span, quote=self.done, other=other)
        return end

    def _close(self, at: int) -> int:
        sign, level = self.source.text[at], self.opened.pop()
        if sign != _CLOSING[level.sign]:
            label = Label(Span(self.source, level.at, level.at + 1), "ここから", "begins here")
            close = _CLOSING[level.sign]
            forgotten = self._closes_outer(at, sign)
            self.problems.add(
                codes.MISMATCHED_BRACKET, Span(self.source, at, at + 1), label,
                sign=level.sign, got=sign, close=close, meant=f"{close}{sign}" if forgotten else close,
            )  # fmt: skip
            if forgotten:
                self.opened.pop()
        elif level.ideographic is not None and not level.commas and not self.json:
            span = Span(self.source, level.ideographic, level.ideographic + 1)
            self.problems.add(codes.IDEOGRAPHIC_COMMA, span)
        self.done = sign
        return at + 1

    def _closes_outer(self, at: int, sign: str) -> bool:
        """Whether a bracket is the right one for what is open around: ``{a: [1, 2}`` lacks one."""
        outer = bool(self.opened) and _CLOSING[self.opened[-1].sign] == sign
        return outer and not re.search(r"[\]}]", self.source.text[at + 1 : self._line_end(at)])

    def _line_break(self, at: int) -> int:
        """Go on with the next line, unless it is plainly an entry outside of the bracket."""
        entry = None if self.json else _ENTRY_LINE.match(self.source.text, at + 1)
        if entry and len(entry.group()) - len(entry.group().lstrip()) <= self.parent:
            self._unclosed()
            return -(at + 1)
        return at + 1

    def _line_end(self, at: int) -> int:
        end = self.source.text.find("\n", at)
        return end if end >= 0 else len(self.source.text)

    def _unclosed(self) -> None:
        if self.explained:
            return
        level = self.opened[-1]
        wrong = level.full_width_close
        if wrong is not None:
            sign = self.source.text[wrong]
            span = Span(self.source, wrong, wrong + 1)
            want = _CLOSING[level.sign]
            self.problems.add(codes.FULL_WIDTH_BRACKET, span, sign=sign, want=want)
            return
        self.problems.add(
            codes.UNCLOSED_BRACKET, Span(self.source, level.at, level.at + 1),
            sign=level.sign, close=_CLOSING[level.sign],
        )  # fmt: skip
