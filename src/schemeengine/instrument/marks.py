"""One line at a time: is it a heading, does it begin with a number, or is it only words?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from schemeengine.citations import (
    CIRCLED,
    GOJUON,
    IROHA,
    LATIN,
    NUM,
    Step,
    StepKind,
    narrow,
    whole_number,
)
from schemeengine.instrument.place import LEAD

Ordinal = tuple[int, int]  # (22, 2) is 22の2, (3, 0) is 3
FIRST: Ordinal = (1, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``text`` is narrowed and without what LEAD takes away."""

    start: int
    end: int
    text: str
    blank_before: bool
    indented: bool


class Style(Enum):
    """Kinds of numbering; within one list all members have the same."""

    PLAIN = "1"
    PAREN = "(1)"
    KANJI = "一"
    GOJUON = "ア"
    IROHA = "イ"
    LATIN = "a"
    CIRCLED = "①"
    PAREN_GOJUON = "(ア)"
    PAREN_IROHA = "(イ)"
    PAREN_LATIN = "(a)"
    NOTE = "注"


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the beginning of a line; ``end`` is where the words begin within the line.

    ``glued``: no blank after the number. ``doubtful``: may be a quantity in a broken sentence.
    """

    style: Style
    ordinal: Ordinal
    label: str
    end: int
    glued: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins an article, chapter, supplementary provision, annex, figure or form."""

    step: Step
    ordinal: Ordinal
    title: str
    end: int
    glued: bool


def lines_of(text: str, offset: int) -> list[Line]:
    """The lines of a stretch of text that hold words; ``offset`` is where the stretch begins."""
    found: list[Line] = []
    blank = True
    for raw in narrow(text).split("\n"):
        lead = LEAD.match(raw)
        skip = lead.end() if lead else 0
        words = raw[skip:].rstrip()
        if words:
            at = offset + skip
            found.append(Line(at, at + len(words), words, blank, raw[:1].isspace()))
        blank = not words
        offset += len(raw) + 1
    return found


def follows(before: Ordinal, after: Ordinal) -> bool:
    """Whether ``after`` is the next number: 3 → 4, 22 → 22の2, 22の2 → 22の3 or 23."""
    if after[1] == 0:
        return after[0] == before[0] + 1
    return after[0] == before[0] and after[1] == max(before[1], 1) + 1


# --- headings -----------------------------------------------------------------------------------

_DIGITS = rf"(?:[0-9](?:\s?[0-9]){{0,4}}|{NUM})"
_ARTICLE = re.compile(rf"第\s?({_DIGITS})\s?条((?:\s?の\s?{_DIGITS})*)")
_CHAPTER = re.compile(rf"第\s?({_DIGITS})\s?([編章節款])(?=\s|$|\()")
_SUPPLEMENT = re.compile(r"(?:改\s?正\s?)?[付附]\s{0,4}則\s{0,4}(\(.*\)|抄)?$")
_ANNEX = re.compile(rf"(別\s?表|別\s?図|別\s?紙)\s?(?:第?\s?({_DIGITS})(?:\s?の\s?({_DIGITS}))?)?(?=\s|$|\()")
_FORM = re.compile(rf"(?:別\s?記\s?)?(?:第\s?({_DIGITS})\s?号\s?様式|様式第?\s?({_DIGITS})\s?号?)")
_TITLE_HERE = re.compile(r"\s{0,4}\(([^()]{1,40}(?:\([^()]{1,40}\)[^()]{0,40})?)\)(?=\s|$)")
_LONGEST_HEADING = 60


def heading_of(line: Line) -> Heading | None:
    """The heading a line is, judged by the line alone; the reader judges by what is before it."""
    text = line.text
    if text[0] == "第" and (found := _ARTICLE.match(text)):
        return _article(text, found)
    if len(text) > _LONGEST_HEADING or "。" in text or "、" in text:
        return None
    if text[0] == "第" and (found := _CHAPTER.match(text)):
        n = _number(found[1])
        step = Step(StepKind.CHAPTER, f"第{n}{found[2]}")
        return Heading(step, (n, 0), text[found.end() :].strip(), len(text), False)
    if text[0] in "付附改" and (found := _SUPPLEMENT.match(text)):
        title = (found[1] or "").strip("()抄")
        return Heading(Step(StepKind.SUPPLEMENT, "付則"), FIRST, title, len(text), False)
    if text[0] == "別" and (found := _ANNEX.match(text)):
        return _annex(text, found)
    rest = (found := _FORM.match(text)) and text[found.end() :].strip()
    if found and (not rest or rest.startswith("(")):
        step = Step(StepKind.FORM, f"様式第{_number(found[1] or found[2])}号")
        return Heading(step, FIRST, (rest or "").strip("()"), len(text), False)
    return None


def _article(text: str, found: re.Match[str]) -> Heading:
    branches = [_number(n) for n in found[2].split("の")[1:]]
    number, end = _number(found[1]), found.end()
    titled = _TITLE_HERE.match(text, end)
    end = titled.end() if titled else end
    glued = not titled and end < len(text) and not text[end].isspace()
    label = f"第{number}条" + "".join(f"の{n}" for n in branches)
    ordinal = (number, branches[0] if branches else 0)
    return Heading(Step(StepKind.ARTICLE, label), ordinal, titled[1] if titled else "", end, glued)


def _annex(text: str, found: re.Match[str]) -> Heading:
    word = "".join(found[1].split())
    label = word + (f"第{_number(found[2])}" if found[2] else "")
    label += f"の{_number(found[3])}" if found[3] else ""
    kind = StepKind.FIGURE if word == "別図" else StepKind.ANNEX
    return Heading(Step(kind, label), FIRST, text[found.end() :].strip(" ()"), len(text), False)


def _number(digits: str) -> int:
    return whole_number("".join(digits.split()))


def is_title(text: str) -> bool:
    """A whole line in brackets, （認証資格）: the caption of the article that follows."""
    found = _TITLE_HERE.match(text)
    return found is not None and found.end() == len(text) and not marks_of(text)


# --- numbers ------------------------------------------------------------------------------------

_KANA = "".join(sorted(set(GOJUON + IROHA)))
_PLAIN = re.compile(r"((?!0)[0-9]{1,3}+)(\s*[.、](?![0-9])\s*|\s+|$|(?=[^\s0-9.,、:~/%(]))")
_PAREN = re.compile(rf"\(\s?(?:([0-9]{{1,3}})(?:\s?の\s?([0-9]{{1,2}}))?|([{_KANA}])|([a-z]))\s?\)\s*")
_KANJI = re.compile(r"([一二三四五六七八九十]{1,3}+)(?:\s+|、)")
_LETTER = re.compile(rf"(?:([{_KANA}])|([a-z]))(?:\s+|[.、)]\s*)")
_CIRCLED = re.compile(rf"([{CIRCLED}])\s*")
_NOTE = re.compile(r"(?:(注|備考)([0-9]{0,2})(?:\s*:|\s|$)|\((注|備考)([0-9]{0,2})\))\s*")
# A bracketed number followed at once by one of these is spoken of, and begins no item.
_SPOKEN_OF = re.compile("[~〜のにをとは、]|から|及び|又は|若しくは|並びに")
# 「3 年以内に」 in a sentence broken by the page is no paragraph 3.
_QUANTITY = re.compile(
    "(?:年|か月|箇月|ヶ月|月|日|人|名|社|件|回|号|条|項|つ|円|割|週|時間|点|倍|%|パーセント|分の)"
    "(?:$|[0-9以間未をのにがはとで、。)前後目度]|から|まで|程度)|以上|以下|以内|未満"
)


def marks_of(text: str) -> tuple[Mark, ...]:
    """The numbers a line may begin with: イ is the second of アイウ and the first of イロハ."""
    first = text[0]
    if first in "0123456789" and (found := _PLAIN.match(text)):
        doubtful = _QUANTITY.match(text, found.end()) is not None
        glued = not found[2] and found.end() < len(text)
        n = int(found[1])
        return (Mark(Style.PLAIN, (n, 0), str(n), found.end(), glued, doubtful),)
    if first in "(注備" and (found := _NOTE.match(text)):
        label = (found[1] or found[3]) + (found[2] or found[4] or "")
        return (Mark(Style.NOTE, FIRST, label, found.end()),)
    if first == "(" and (found := _PAREN.match(text)):
        return _bracketed(text, found)
    if first in CIRCLED and (found := _CIRCLED.match(text)):
        return (Mark(Style.CIRCLED, (CIRCLED.index(first) + 1, 0), first, found.end()),)
    if found := _KANJI.match(text):
        n = whole_number(found[1])
        return (Mark(Style.KANJI, (n, 0), str(n), found.end()),)
    if found := _LETTER.match(text):
        styles = (Style.GOJUON, Style.IROHA, Style.LATIN)
        return _lettered(found[1] or found[2], found[0][0], found.end(), styles)
    return ()


def _bracketed(text: str, found: re.Match[str]) -> tuple[Mark, ...]:
    if not found[0][-1].isspace() and _SPOKEN_OF.match(text, found.end()):
        return ()
    if found[1]:
        ordinal = (int(found[1]), int(found[2] or 0))
        label = f"{ordinal[0]}の{ordinal[1]}" if ordinal[1] else str(ordinal[0])
        return (Mark(Style.PAREN, ordinal, label, found.end()),)
    letter = found[3] or found[4]
    styles = (Style.PAREN_GOJUON, Style.PAREN_IROHA, Style.PAREN_LATIN)
    return _lettered(letter, f"({letter})", found.end(), styles)


def _lettered(letter: str, label: str, end: int, styles: tuple[Style, Style, Style]) -> tuple[Mark, ...]:
    orders = zip(styles, (GOJUON, IROHA, LATIN), strict=True)
    return tuple(
        Mark(style, (order.index(letter) + 1, 0), label, end) for style, order in orders if letter in order
    )
