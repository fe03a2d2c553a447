"""FEEL as it stands in DMN files → expressions and table cells of a programme file.

FEEL (Friendly Enough Expression Language) is the DMN standard's language; ours keeps the part of it
that one line can carry. What has no counterpart is not approximated: :class:`Unsupported` says why,
in both languages, and the table or decision is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lark import Token, Tree
from lark.exceptions import LarkError, UnexpectedInput

from schemeengine.dmn.grammar import parser

#: FEEL's functions that have one of ours, with the same meaning.
_FUNCTIONS = {"count": "count", "sum": "sum", "min": "min", "max": "max", "mean": "mean", "union": "union"}
_PARTS = {"year": "year_of", "month": "month_of"}
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T.*)?")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))")
_STRING_OR_REST = re.compile(r'("(?:\\.|[^"\\])*")')


class Unsupported(Exception):
    """FEEL that has no counterpart on one line of ours; says why and what to write instead."""

    def __init__(self, ja: str, en: str, help_ja: str = "", help_en: str = "") -> None:
        self.ja, self.en, self.help_ja, self.help_en = ja, en, help_ja, help_en
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Values:
    """A cell that names values, each as we write it; ``anything_but``: all others."""

    values: tuple[str, ...]
    anything_but: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A cell that names a range; a side left out is ``None``."""

    low: str | None
    low_in: bool
    high: str | None
    high_in: bool


@dataclass(frozen=True, slots=True)
class Neither:
    """A cell that names what is none of several values and ranges."""

    pieces: tuple[Values | Range, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A cell that compares with another item: a condition of its own, in our words."""

    expression: str


Piece = Values | Range | Neither | Condition
#: A part of an expression that needs a definition of its own; gives the name it got.
Aside = Callable[[str, str], str]
#: A call of a function of the model with our expressions; gives the name of the definition it became.
Invoke = Callable[[tuple[str, ...]], str]


@dataclass(frozen=True, slots=True)
class Feel:
    """Translates within one decision. ``names`` maps names as the model writes them (they may hold
    blanks) to ours or to a whole expression; ``aside`` makes a definition beside the one at hand,
    ``functions`` are those of the model."""

    names: Mapping[str, str]
    aside: Aside
    functions: Mapping[str, Invoke] = field(default_factory=dict)

    def expression(self, text: str) -> str:
        """Our expression. Raises :class:`Unsupported`."""
        return self._text(self._parse(text, "expression"))

    def tests(self, text: str, looked_up: str = "") -> tuple[Piece, ...]:
        """The pieces of a cell that is looked up, any of which is to hold; empty for anything.

        ``looked_up`` is our expression at the head of the column. Where the cell compares it with
        another item, the piece is a :class:`Condition`. Raises :class:`Unsupported`.
        """
        text = text.strip()
        if text in ("", "-"):
            return ()
        inner = _negated(text)
        tree = self._parse(text if inner is None else inner, "tests")
        if looked_up and not all(map(_of_literals, tree.children)):
            whole = " or ".join(self._compared(looked_up, child) for child in tree.children)
            return (Condition(whole if inner is None else f"not({whole})"),)
        pieces = tuple(p for child in tree.children for p in self._pieces(child))
        return pieces if inner is None else _contrary(pieces)

    def _compared(self, looked_up: str, tree: Any) -> str:
        """One test of a cell as a comparison of what the column looks up."""
        signs = {"below": "<", "at_most": "<=", "above": ">", "at_least": ">=", "same": "=", "differs": "!="}
        if tree.data == "interval":
            opening, low, high, closing = tree.children
            lower = f"{looked_up} {'>=' if opening == '[' else '>'} {self._text(low)}"
            return f"{lower} and {looked_up} {'<=' if closing == ']' else '<'} {self._text(high)}"
        if tree.data in signs:
            return f"{looked_up} {signs[tree.data]} {self._text(tree.children[0])}"
        return f"{looked_up} = {self._text(tree)}"

    def value(self, text: str) -> str:
        """A result cell: a plain value, or ``= expression``. Raises :class:`Unsupported`."""
        tree = self._parse(text, "expression")
        written = self._text(tree)
        if tree.data == "string":
            return written[1:-1] if re.fullmatch(r'"\w[\w .-]*"', written) else written
        plain = tree.data in ("number", "true", "false", "null") or _is_literal(tree)
        return {"yes": "はい", "no": "いいえ"}.get(written, written) if plain else f"= {written}"

    # ---------------------------------------------------------------- reading
    def _parse(self, text: str, start: str) -> Any:
        if len(text) > 2000:
            raise Unsupported("長すぎる式です", "the expression is too long")
        try:
            return parser().parse(self._with_names(text), start=start)
        except UnexpectedInput as error:
            shown = text.strip().splitlines()[0][:60]
            raise Unsupported(
                f"式「{shown}」を読めません（{error.column}字目付近）",
                f"the expression “{shown}” cannot be read (near character {error.column})",
                "FEEL の式のうち、比較・四則・かつ／又は・範囲・一覧・呼び出しを読みます。",
                "Read are comparisons, arithmetic, and/or, ranges, lists and calls of FEEL.",
            ) from error
        except LarkError as error:
            raise Unsupported("式を読めません", "the expression cannot be read") from error

    def _with_names(self, text: str) -> str:
        """Names of the model, which may hold blanks and hyphens, put in back quotes."""
        longest = sorted((*self.names, *self.functions, "date and time"), key=len, reverse=True)
        pattern = re.compile(
            r"(?<![\w`])'?("
            + "|".join(r"\s+".join(map(re.escape, n.split())) for n in longest)
            + r")'?(?![\w`])"
        )
        parts = _STRING_OR_REST.split(text)
        for i in range(0, len(parts), 2):
            parts[i] = pattern.sub(lambda m: "`" + " ".join(m[1].split()) + "`", parts[i])
        return "".join(parts)

    # ---------------------------------------------------------------- cells
    def _pieces(self, tree: Any) -> tuple[Piece, ...]:
        match tree.data:
            case "below" | "at_most":
                return (Range(None, False, self._edge(tree.children[0]), tree.data == "at_most"),)
            case "above" | "at_least":
                return (Range(self._edge(tree.children[0]), tree.data == "at_least", None, False),)
            case "interval":
                opening, low, high, closing = tree.children
                return (Range(self._edge(low), opening == "[", self._edge(high), closing == "]"),)
            case "same":
                return (Values((self._edge(tree.children[0]),)),)
            case "differs":
                return _contrary((Values((self._edge(tree.children[0]),)),))
            case _:
                return (Values((self._edge(tree),)),)

    def _edge(self, tree: Any) -> str:
        written = self._text(tree)
        return {"yes": "はい", "no": "いいえ"}.get(written, written)

    # ---------------------------------------------------------------- expressions
    def _text(self, tree: Any) -> str:
        if isinstance(tree, Token):
            return str(tree)
        handler = getattr(self, f"_{tree.data}", None)
        if handler is None:
            raise Unsupported(
                f"「{tree.data}」に当たる書き方がありません", f"there is no counterpart of “{tree.data}”"
            )
        return str(handler(tree.children))

    def _number(self, parts: list[Any]) -> str:
        return f"0{parts[0]}" if str(parts[0]).startswith(".") else str(parts[0])

    def _string(self, parts: list[Any]) -> str:
        text = _ESCAPE.sub(_unescaped, str(parts[0])[1:-1])
        if re.search(r'["|/\n]', text):
            raise Unsupported(
                f"文字列「{text}」に使えない記号があります",
                f"the text “{text}” holds a sign that cannot stand in a table",
            )
        return f'"{text}"'

    def _true(self, _: list[Any]) -> str:
        return "yes"

    def _false(self, _: list[Any]) -> str:
        return "no"

    def _null(self, _: list[Any]) -> str:
        return "none"

    def _brackets(self, parts: list[Any]) -> str:
        return f"({self._text(parts[0])})"

    def _negative(self, parts: list[Any]) -> str:
        return f"-{self._text(parts[0])}"

    def _arithmetic(self, parts: list[Any]) -> str:
        if parts[1] == "**":
            raise Unsupported("べき乗はありません", "there are no powers")
        return f"{self._text(parts[0])} {parts[1]} {self._text(parts[2])}"

    def _compare(self, parts: list[Any]) -> str:
        left, sign, right = parts
        if getattr(right, "data", "") == "null":
            if sign not in ("=", "!="):
                raise Unsupported("null と大小を比べています", "it is ordered against null")
            return f"{self._text(left)} is {'none' if sign == '=' else 'stated'}"
        return f"{self._text(left)} {sign} {self._text(right)}"

    def _conjunction(self, parts: list[Any]) -> str:
        return " and ".join(self._bracketed(p, "disjunction") for p in parts)

    def _disjunction(self, parts: list[Any]) -> str:
        return " or ".join(self._bracketed(p, "conjunction") for p in parts)

    def _bracketed(self, tree: Any, kind: str) -> str:
        text = self._text(tree)
        return f"({text})" if getattr(tree, "data", "") == kind else text

    def _between(self, parts: list[Any]) -> str:
        value, low, high = map(self._text, parts)
        return f"{value} in [{low} .. {high}]"

    def _within(self, parts: list[Any]) -> str:
        value, inside = self._text(parts[0]), parts[1]
        if inside.data == "options":
            tests = list(inside.children[0].children)
            if all(_is_literal(t) for t in tests):
                return f"{value} in [{', '.join(map(self._text, tests))}]"
            raise Unsupported("in の中に比較があります", "there are comparisons inside “in”")
        return f"{value} in {self._text(inside)}"

    def _interval(self, parts: list[Any]) -> str:
        opening, low, high, closing = parts
        if opening != "[" or closing != "]":
            raise Unsupported(
                "端を含まない範囲は、式の中では比較に分けます", "an open range in an expression",
                "x > 下限 and x < 上限 と書いてください。", "Write x > low and x < high.",
            )  # fmt: skip
        return f"[{self._text(low)} .. {self._text(high)}]"

    def _items(self, parts: list[Any]) -> str:
        return f"[{', '.join(map(self._text, parts))}]"

    def _path(self, parts: list[Any]) -> str:
        names = [str(p.children[0]) for p in parts]
        if len(names) > 1 and names[-1] in _PARTS:
            return f"{_PARTS[names[-1]]}({'.'.join(map(self._known, names[:-1]))})"
        return ".".join(map(self._known, names))

    def _known(self, name: str) -> str:
        plain = name.strip("`")
        return self.names.get(plain, plain)

    def _conditional(self, parts: list[Any]) -> str:
        _, condition, _, first, _, second = parts
        body = (
            f"choose:\n  - {{if: {_quoted(self._text(condition))}, then: {_quoted(self._text(first))}}}\n"
            f"otherwise: {_quoted(self._text(second))}"
        )
        return self.aside("case", body)

    def _call(self, parts: list[Any]) -> str:
        name, given = str(parts[0].children[-1].children[0]).strip("`"), parts[1:]
        arguments = [str(a.children[0])[1:-1] if a.data == "string" else "" for a in given]
        match name:
            case _ if name in self.functions:
                return self.functions[name](tuple(map(self._text, given)))
            case "not" if len(given) == 1:
                return f"not({self._text(given[0])})"
            case "date" if len(given) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", arguments[0]):
                return arguments[0]
            case "date" if len(given) == 3 and all(g.data == "number" for g in given):
                return _day("-".join(str(g.children[0]).zfill(2) for g in given))
            case "date and time" if len(given) == 1 and "T" in arguments[0]:
                return _day_and_time(arguments[0])
            case "duration" if len(given) == 1:
                return _duration(arguments[0])
            case "min" | "max" if len(given) > 1:
                head = "lesser_of" if name == "min" else "greater_of"
                return self.aside(head, f"{head}: [{', '.join(_quoted(self._text(g)) for g in given)}]")
            case _ if name in _FUNCTIONS and len(given) == 1:
                return f"{_FUNCTIONS[name]}({self._text(given[0])})"
        raise Unsupported(
            f"関数 {name} に当たるものがありません", f"there is no counterpart of the function {name}"
        )


def _no_counterpart(name: str) -> Unsupported:
    return Unsupported(
        f"「{name}」に当たるものがありません", f"there is no counterpart of “{name}”",
        "FEEL との対応は docs/dmn.ja.md の表にあります。", "docs/dmn.md lists FEEL, part by part.",
    )  # fmt: skip


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _is_literal(tree: Any) -> bool:
    if isinstance(tree, Tree) and tree.data == "negative":
        return _is_literal(tree.children[0])
    if isinstance(tree, Tree) and tree.data == "call":
        named = str(tree.children[0].children[-1].children[0]).strip("`")
        return named in ("date", "duration", "date and time")
    return isinstance(tree, Tree) and tree.data in ("number", "string", "true", "false", "null")


def _of_literals(test: Any) -> bool:
    """Whether a test of a cell compares with plain values only."""
    if test.data == "interval":
        return _is_literal(test.children[1]) and _is_literal(test.children[2])
    if test.data in ("below", "at_most", "above", "at_least", "same", "differs"):
        return _is_literal(test.children[0])
    return _is_literal(test)


def _negated(text: str) -> str | None:
    """What stands inside ``not( … )`` if that is the whole cell."""
    found = re.fullmatch(r"not\s*\((.*)\)", text, re.DOTALL)
    if found is None:
        return None
    depth = 0
    for sign in _STRING_OR_REST.sub("", found[1]):
        depth += (sign in "([") - (sign in ")]")
        if depth < 0:
            return None
    return found[1]


def _contrary(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The cell that holds where none of the pieces does."""
    plain = tuple(p for p in pieces if isinstance(p, Range) or (isinstance(p, Values) and not p.anything_but))
    if len(plain) != len(pieces):
        raise Unsupported("not の中が込み入っています", "the inside of “not” is too involved")
    values = [p for p in plain if isinstance(p, Values)]
    if len(values) == len(plain):
        return (Values(tuple(v for p in values for v in p.values), True),)
    if len(plain) == 1 and isinstance(plain[0], Range):
        one = plain[0]
        below = () if one.low is None else (Range(None, False, one.low, not one.low_in),)
        above = () if one.high is None else (Range(one.high, not one.high_in, None, False),)
        return (*below, *above)
    return (Neither(plain),)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unsupported(f"「{text}」という日はありません", f"there is no day {text}") from None


def _unescaped(found: re.Match[str]) -> str:
    """One escape of a FEEL text: a sign by its number in Unicode, or itself."""
    if found[1] or found[2]:
        number = int(found[1] or found[2], 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return {"n": "\n", "t": "\t", "r": "\r"}.get(found[3], found[3])


def _day_and_time(text: str) -> str:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::00)?", text)
    if found is None:
        raise Unsupported(f"日時「{text}」を読めません", f"the moment “{text}” cannot be read")
    return f"{found[1]} {found[2]}"


def _duration(text: str) -> str:
    found = _DURATION.fullmatch(text)
    if found is None or "T" in text or not any(found.groups()):
        raise Unsupported(
            f"期間「{text}」に当たるものがありません", f"there is no counterpart of the duration “{text}”",
            "期間は年・月・日で書きます。", "Lengths of time are years, months or days.",
        )  # fmt: skip
    years, months, days = (int(g or 0) for g in found.groups())
    if days and (years or months):
        raise Unsupported("年月と日の混ざった期間です", "years or months are mixed with days")
    if days:
        return f"{days}日"
    return (f"{years}年" if years else "") + (f"{months}か月" if months else "")
