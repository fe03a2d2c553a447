"""Expression text to expression tree: a small Pratt parser with its own messages.

The language is the overlap of ours with FEEL (the DMN standard's expression language):
comparison, arithmetic, and/or/not(), membership, paths, calls, quoted codes. Unit literals,
yes/no, ``is stated`` and ``is none`` are ours. A hand-written parser rather than a generated
one, because an officer's slip (``=>``, ``==``, a mixed and/or, a full-width bracket) deserves
a message of its own at its own place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from schemeengine.diagnostics import Code, Problems
from schemeengine.diagnostics import codes_expressions as codes
from schemeengine.diagnostics.codes_literals import BAD_GROUPING
from schemeengine.source import Span
from schemeengine.syntax.expression_tree import (
    Arith,
    Ast,
    Between,
    Bool,
    Call,
    Compare,
    In,
    IsStated,
    Items,
    Lit,
    Name,
    Negate,
    Not,
    Quoted,
    Step,
    YesNo,
)
from schemeengine.syntax.literals import match_literal, read_literal
from schemeengine.syntax.prose import limit_in_words, without_idle_commas

#: Bound on nesting, so that a hostile text cannot exhaust the stack.
MAX_DEPTH = 40
MAX_LENGTH = 2000
#: Bound on signs (+ - * / and the dot) in one expression, for the same reason.
MAX_CHAIN = 100

_OPERATORS = ("..", "<=", ">=", "!=", "=>", "=<", "==", "<>", "&&", "||", *"=<>+-*/()[],.")
_SPELLINGS = {"≦": "<=", "≤": "<=", "≧": ">=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/"}
#: Typed by a Japanese input method; nothing else can be meant by them.
_READ_AS_HALF = str.maketrans("（）＝＜＞＋＊／［］　－−", "()=<>+*/[] --")
_FULL_WIDTH = {
    "，": ",", "、": ",", "．": ".", "“": '"', "”": '"', "「": '"', "」": '"',
}  # fmt: skip
_WORD_OPERATORS = {
    "and": "and", "かつ": "and", "及び": "and", "および": "and", "並びに": "and",
    "or": "or", "又は": "or", "または": "or", "若しくは": "or", "もしくは": "or",
    "in": "in", "is": "is", "stated": "stated", "none": "none",
}  # fmt: skip
#: Japanese puts these behind what they speak of: 電話 の記載がある, みなし大企業 に当たらない.
_STATED = {"の記載がある": False, "の記載がない": True}
_AFFIRMED = {
    "である": True, "に当たる": True, "に該当する": True,
    "でない": False, "ではない": False, "に当たらない": False, "に該当しない": False,
}  # fmt: skip
_INCLUDED = {"に含まれる": True, "に含まれない": False}
_BOOLEANS = {"yes": True, "はい": True, "no": False, "いいえ": False}
_TORN_NUMBER = re.compile(r"[0-9]+(?:,[0-9]+)+")
_NOTS = ("not", "でない")
_WRONG = {"==": "=", "=>": ">=", "=<": "<=", "<>": "!=", "&&": "and", "||": "or"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "literal" | "name" | "string" | "op" | "end"
    text: str
    start: int
    end: int


class _Failed(Exception):
    """The expression cannot be read; the diagnostic has been added."""


def _half(text: str) -> str:
    """Full-width brackets, signs and blanks as plain ones, but for what is quoted."""
    parts = text.split('"')
    return '"'.join(
        p if n % 2 else without_idle_commas(p).translate(_READ_AS_HALF) for n, p in enumerate(parts)
    )


class _Lexer:
    def __init__(self, text: str, place: Callable[[int, int], Span], problems: Problems) -> None:
        self.written, self.text, self.place, self.problems = text, _half(text), place, problems

    def tokens(self) -> list[_Token]:
        found: list[_Token] = []
        pos = 0
        while pos < len(self.text):
            c = self.text[pos]
            if c in " \t\r\n":
                pos += 1
                continue
            after_dot = bool(found) and found[-1].text == "." and found[-1].end == pos
            token = self._next(pos, after_dot)
            found.append(token)
            pos = token.end
        found.append(_Token("end", "", pos, pos))
        return found

    def _next(self, pos: int, after_dot: bool) -> _Token:
        text = self.text
        c = text[pos]
        if c == '"':
            end = text.find('"', pos + 1)
            if end < 0:
                self._fail(codes.UNCLOSED_QUOTE, pos, len(text))
            return _Token("string", text[pos + 1 : end], pos, end + 1)
        if c in _SPELLINGS:
            return _Token("op", _SPELLINGS[c], pos, pos + 1)
        if not after_dot:
            end_of_literal = match_literal(text, pos)
            if end_of_literal is not None:
                return _Token("literal", self.written[pos:end_of_literal], pos, end_of_literal)
        if c in _FULL_WIDTH:
            self._fail(codes.FULL_WIDTH_SIGN, pos, pos + 1, got=c, want=_FULL_WIDTH[c])
        if c.isalpha() or c == "_":
            end = pos + 1
            while end < len(text) and (text[end].isalnum() or text[end] in "_ー・々"):
                end += 1
            for suffix in _STATED:  # 電話の記載がある may be written without a blank
                if text[pos:end].endswith(suffix) and end - pos > len(suffix):
                    end -= len(suffix)
            return _Token("name", text[pos:end], pos, end)
        for op in _OPERATORS:
            if text.startswith(op, pos):
                if op in _WRONG:
                    self._fail(codes.WRONG_OPERATOR, pos, pos + len(op), got=op, want=_WRONG[op])
                return _Token("op", op, pos, pos + len(op))
        self._fail(codes.UNREADABLE_SIGN, pos, pos + 1, got=c)
        raise AssertionError  # _fail raises

    def _fail(self, code: Code, start: int, end: int, **args: str) -> None:
        self.problems.add(code, self.place(start, end), **args)
        raise _Failed


class _Parser:
    def __init__(self, text: str, place: Callable[[int, int], Span], problems: Problems) -> None:
        self.text, self.place, self.problems = text, place, problems
        self.lexer = _Lexer(text, place, problems)
        self.tokens = self.lexer.tokens()
        self.index = 0
        self.depth = 0
        self.chained = 0

    # -- tokens
    @property
    def token(self) -> _Token:
        return self.tokens[self.index]

    def _take(self) -> _Token:
        token = self.tokens[self.index]
        self.index += 1
        return token

    def _word(self) -> str:
        """The word operator the next token spells, or ""."""
        return _WORD_OPERATORS.get(self.token.text, "") if self.token.kind == "name" else ""

    def _is_op(self, *ops: str) -> bool:
        return self.token.kind == "op" and self.token.text in ops

    def _expect(self, op: str) -> None:
        if not self._is_op(op):
            self._unexpected(op, op)
        self._take()

    def _unexpected(self, want_ja: str, want_en: str) -> None:
        t = self.token
        want = {"want_ja": want_ja, "want_en": want_en}
        if t.kind == "end":
            self._fail(codes.ENDS_TOO_SOON, max(0, t.start - 1), t.start, **want)
        if t.text == "," and (said := limit_in_words(_half(self.text))):
            want = {"want_ja": said, "want_en": said}
            self._fail(codes.UNEXPECTED_PART, t.start, t.end, got=self.text[t.start : t.end], **want)
        number = _TORN_NUMBER.match(self.text, self.tokens[self.index - 1].start) if self.index else None
        if t.text == "," and number and number.end() > t.end:  # 10,00円 is meant as one number
            fix = f"{int(number[0].replace(',', '')):,}"
            self._fail(BAD_GROUPING, number.start(), number.end(), got=number[0], fix=fix)
        self._fail(codes.UNEXPECTED_PART, t.start, t.end, got=self.text[t.start : t.end], **want)

    def _fail(self, code: Code, start: int, end: int, **args: str) -> None:
        self.problems.add(code, self.place(start, max(end, start)), **args)
        raise _Failed

    def _span(self, start: int) -> Span:
        return self.place(start, self.tokens[self.index - 1].end)

    # -- grammar
    def parse(self) -> Ast:
        tree = self._yesno()
        if self.token.kind != "end":
            self._unexpected("and・or や比較の記号", "and, or, a comparison, or the end")
        return tree

    def _yesno(self) -> Ast:
        self.depth += 1
        start = self.token.start
        if self.depth > MAX_DEPTH:
            self._fail(codes.TOO_DEEP, start, self.token.end, limit=str(MAX_DEPTH))
        parts = [self._comparison()]
        joiner = self._word()
        if joiner in ("and", "or"):
            while self._word() in ("and", "or"):
                if self._word() != joiner:
                    self._fail(codes.MIXED_AND_OR, self.token.start, self.token.end)
                self._take()
                parts.append(self._comparison())
        self.depth -= 1
        if len(parts) == 1:
            return parts[0]
        return Bool("and" if joiner == "and" else "or", tuple(parts), self._span(start))

    def _comparison(self) -> Ast:
        start = self.token.start
        found = self._related()
        while self.token.kind == "name" and self.token.text in _AFFIRMED:
            self._deeper(start)
            if not _AFFIRMED[self._take().text]:
                found = Not(found, self._span(start))
        return found

    def _related(self) -> Ast:
        start = self.token.start
        left = self._sum()
        if self.token.kind == "name" and self.token.text in _STATED:
            return IsStated(left, _STATED[self._take().text], self._span(start))
        if self.token.kind == "name" and self.token.text == "が":
            return self._included(left, start)
        if self._is_op("=", "!=", "<", "<=", ">", ">="):
            op = self._take().text
            right = self._sum()
            if self._is_op("=", "!=", "<", "<=", ">", ">="):
                self._fail(codes.CHAINED_COMPARISON, self.token.start, self.token.end)
            return Compare(op, left, right, self._span(start))  # type: ignore[arg-type]
        if self._word() == "in":
            self._take()
            return In(left, self._sum(), self._span(start))
        if self._word() == "is":
            self._take()
            what = self._word()
            if what not in ("stated", "none"):
                self._unexpected("stated か none", "stated or none")
            self._take()
            return IsStated(left, what == "none", self._span(start))
        return left

    def _included(self, left: Ast, start: int) -> Ast:
        """到着日 が 受付期間 に含まれる"""
        self._take()
        right = self._sum()
        if self.token.text not in _INCLUDED:
            self._unexpected("に含まれる か に含まれない", "に含まれる or に含まれない")
        held = _INCLUDED[self._take().text]
        found = In(left, right, self._span(start))
        return found if held else Not(found, found.span)

    def _deeper(self, start: int) -> None:
        """One more sign in a row: each makes the tree one layer deeper."""
        self.chained += 1
        if self.chained > MAX_CHAIN:
            self._fail(codes.TOO_LONG_CHAIN, start, self.token.end, limit=str(MAX_CHAIN))

    def _sum(self) -> Ast:
        start = self.token.start
        left = self._product()
        while self._is_op("+", "-"):
            self._deeper(start)
            op = self._take().text
            left = Arith(op, left, self._product(), self._span(start))  # type: ignore[arg-type]
        return left

    def _product(self) -> Ast:
        start = self.token.start
        left = self._unary()
        while self._is_op("*", "/"):
            self._deeper(start)
            op = self._take().text
            left = Arith(op, left, self._unary(), self._span(start))  # type: ignore[arg-type]
        return left

    def _unary(self) -> Ast:
        start = self.token.start
        minus = 0
        while self._is_op("-"):
            self._take()
            minus += 1
        body = self._path()
        return Negate(body, self._span(start)) if minus % 2 else body

    def _path(self) -> Ast:
        start = self.token.start
        base = self._atom()
        while self._is_op("."):
            self._deeper(start)
            self._take()
            if self.token.kind not in ("name", "literal"):
                self._unexpected("欄の名前", "the name of a field")
            field = self._take()
            base = Step(base, field.text, self._span(start))
        return base

    def _atom(self) -> Ast:
        token = self.token
        span = self.place(token.start, token.end)
        if token.kind == "literal":
            self._take()
            literal = read_literal(token.text, span, self.problems)
            if literal is None:  # what the lexer cut out is reported if it cannot be read
                raise _Failed
            return Lit(literal, token.text, span)
        if token.kind == "string":
            self._take()
            return Quoted(token.text, span)
        if token.kind == "name":
            return self._named(token, span)
        if self._is_op("("):
            self._take()
            inner = self._yesno()
            self._expect(")")
            return inner
        if self._is_op("["):
            return self._bracket()
        self._unexpected("名前か値", "a name or a value")
        raise AssertionError

    def _named(self, token: _Token, span: Span) -> Ast:
        self._take()
        if token.text in _BOOLEANS:
            return YesNo(_BOOLEANS[token.text], span)
        if token.text in _NOTS:
            if not self._is_op("("):
                self._unexpected("括弧。「not(…)」のように", "brackets, as in not(…)")
            self._expect("(")
            body = self._yesno()
            self._expect(")")
            return Not(body, self._span(token.start))
        if token.text in _WORD_OPERATORS and token.text not in ("stated",):
            self.index -= 1
            self._unexpected("名前か値", "a name or a value")
        if not self._is_op("("):
            return Name(token.text, span)
        self._take()
        args: list[Ast] = []
        while not self._is_op(")"):
            args.append(self._yesno())
            if not self._is_op(","):
                break
            self._take()
        self._expect(")")
        return Call(token.text, tuple(args), self._span(token.start))

    def _bracket(self) -> Ast:
        start = self._take().start
        items: list[Ast] = []
        if not self._is_op("]"):
            items.append(self._sum())
            if self._is_op(".."):
                self._take()
                high = self._sum()
                self._expect("]")
                return Between(items[0], high, self._span(start))
            while self._is_op(","):
                self._take()
                items.append(self._sum())
        self._expect("]")
        return Items(tuple(items), self._span(start))


def parse_expression(text: str, place: Callable[[int, int], Span], problems: Problems) -> Ast | None:
    """Read one expression. ``place`` maps character offsets of ``text`` to where it stands in a file.

    Returns None after adding at least one diagnostic if the text cannot be read. Never raises on
    any text; time is linear in its length.
    """
    if len(text) > MAX_LENGTH:
        problems.add(codes.TOO_LONG, place(0, 20), limit=MAX_LENGTH)
        return None
    if not text.strip():
        problems.add(codes.EMPTY, place(0, 1))
        return None
    try:
        return _Parser(text, place, problems).parse()
    except _Failed:
        return None
