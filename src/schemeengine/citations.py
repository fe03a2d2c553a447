"""Citations: the places of an ordinance as officers write them, 第3条第1項第2号ア or 別表第4号.

A citation is cut into steps. Whatever is no known kind of step is a free heading, so that
web pages and leaflets (概要1(2)注2) are cited in the same way as articles.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from schemeengine.diagnostics.codes_instrument import UNREADABLE_RANGE
from schemeengine.diagnostics.model import Diagnostic
from schemeengine.source import Span

GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
LATIN = "abcdefghijklmnopqrstuvwxyz"
LONGEST_CITE = 200
LONGEST_RANGE = 500


class StepKind(Enum):
    """What one step of a citation names."""

    CHAPTER = "章"
    ARTICLE = "条"
    PARAGRAPH = "項"
    ITEM = "号"
    LETTER = "ア"
    PAREN = "(1)"
    CIRCLED = "①"
    NUMBER = "1"
    NOTE = "注"
    ANNEX = "別表"
    FIGURE = "別図"
    FORM = "様式"
    SUPPLEMENT = "付則"
    PART = "ただし書"
    HEADING = "見出し"


@dataclass(frozen=True, slots=True)
class Step:
    """One step, e.g. ``Step(ITEM, "第5号")``; ``label`` is in canonical writing."""

    kind: StepKind
    label: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as written (``text``) and as understood (``steps``)."""

    text: str
    steps: tuple[Step, ...]

    @staticmethod
    def parse(text: str) -> Citation:
        """Cut a citation into steps. Never fails; what is beyond 200 characters is not read."""
        return Citation(text, tuple(_steps("".join(narrow(text[:LONGEST_CITE]).split()))))

    @property
    def canonical(self) -> str:
        """One spelling for one place: 第三条, 第３条 and 第 3 条 all give 第3条."""
        return "".join(step.label for step in self.steps)


def narrow(text: str) -> str:
    """Full-width signs to half-width, character by character, so that offsets stay the same.

    Circled numbers stay as they are: ① is another kind of number than 1.
    """
    return text.translate({ord(c): _narrow_character(c) for c in set(text) if not c.isascii()})


def _narrow_character(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return char if len(folded) != 1 or unicodedata.category(char) == "No" else folded


def whole_number(digits: str) -> int:
    """The number written in Arabic or in kanji digits: 22, 二十二, 二二."""
    if digits.isascii():
        return int(digits)
    if not set(digits) & set("十百千"):
        return int("".join(str("〇一二三四五六七八九".index(c)) for c in digits))
    total, unit = 0, 0
    for char in digits:
        if char in "十百千":
            total += max(unit, 1) * {"十": 10, "百": 100, "千": 1000}[char]
            unit = 0
        else:
            unit = "〇一二三四五六七八九".index(char)
    return total + unit


# Possessive (`++`) so that 別表第12号 is not read as 別表第1 with a rest.
NUM = r"(?:[0-9]{1,6}+|[〇一二三四五六七八九十百千]{1,9}+)"
_PARTS = {
    "ただし書き": "ただし書", "ただし書": "ただし書", "但し書き": "ただし書", "但し書": "ただし書",
    "但書": "ただし書", "前段": "前段", "後段": "後段", "本文": "本文",
    "柱書き": "柱書", "柱書": "柱書", "各号列記以外の部分": "柱書",
}  # fmt: skip
_PART = "(?:" + "|".join(_PARTS) + r")(?=$|[第注(0-9])"
_UNIT_STEP = rf"第({NUM})([編章節款目条項号])(?!様式)((?:の{NUM})*)"
_KANA = "".join(sorted(set(GOJUON + IROHA)))
_UNITS = {"条": StepKind.ARTICLE, "項": StepKind.PARAGRAPH, "号": StepKind.ITEM}

_PATTERNS: tuple[tuple[StepKind, re.Pattern[str]], ...] = (
    (StepKind.ANNEX, re.compile(rf"(別表|別紙)(?:第?({NUM})(?![条項号])(?:の({NUM}))?)?")),
    (StepKind.FIGURE, re.compile(rf"(別図)(?:第?({NUM})(?![条項号]))?")),
    (StepKind.FORM, re.compile(rf"(?:別記)?(?:第({NUM})号様式|様式第?({NUM})号?)")),
    (StepKind.SUPPLEMENT, re.compile(r"(改正)?[付附]則(\([^()]*\)|(?<=改正.則)[0-9]{1,3}+)?")),
    (StepKind.ARTICLE, re.compile(_UNIT_STEP)),
    (StepKind.PART, re.compile(_PART)),
    (StepKind.NOTE, re.compile(rf"\(?(注|備考)([0-9]{{0,4}}+)\)?(?=$|[第注の({_KANA}]|{_PART})")),
    (StepKind.PAREN, re.compile(rf"\((?:[0-9]{{1,4}}|[{_KANA}]|[a-z]|[ivx]{{1,5}})\)")),
    (StepKind.CIRCLED, re.compile(f"[{CIRCLED}]")),
    (StepKind.NUMBER, re.compile(r"の?([0-9]{1,6})")),
    (StepKind.LETTER, re.compile(rf"[{_KANA}](?=$|[第注(0-9]|{_PART})|[a-z](?![a-zA-Z])")),
)
# Inside a free heading only these begin a new step; 注 in 受注 or ア in アンケート do not.
_BREAK = re.compile(rf"[(0-9{CIRCLED}]|第{NUM}[条項号]|{_PART}")


def _steps(text: str) -> Iterator[Step]:
    at = 0
    while at < len(text):
        for kind, pattern in _PATTERNS:
            if found := pattern.match(text, at):
                yield _step(kind, found)
                at = found.end()
                break
        else:
            end = _BREAK.search(text, at + 1)
            stop = end.start() if end else len(text)
            yield Step(StepKind.HEADING, text[at:stop])
            at = stop


def _step(kind: StepKind, found: re.Match[str]) -> Step:
    match kind:
        case StepKind.ARTICLE:
            branches = "".join(f"の{whole_number(n)}" for n in found[3].split("の")[1:])
            label = f"第{whole_number(found[1])}{found[2]}{branches}"
            return Step(_UNITS.get(found[2], StepKind.CHAPTER), label)
        case StepKind.ANNEX:
            branch = f"の{whole_number(found[3])}" if found[3] else ""
            return Step(kind, found[1] + _numbered(found[2]) + branch)
        case StepKind.FIGURE:
            return Step(kind, found[1] + _numbered(found[2]))
        case StepKind.FORM:
            return Step(kind, f"様式第{whole_number(found[1] or found[2])}号")
        case StepKind.SUPPLEMENT:
            return Step(kind, f"{found[1] or ''}付則{found[2] or ''}")
        case StepKind.NOTE:
            return Step(kind, found[1] + found[2])
        case StepKind.PART:
            return Step(kind, _PARTS[found[0]])
        case _:
            return Step(kind, found[0])


def _numbered(digits: str | None) -> str:
    return f"第{whole_number(digits)}" if digits else ""


# --- ranges -------------------------------------------------------------------------------------

_ENUMERABLE = re.compile(r"(?P<head>.*?)(?P<token>[0-9]+|.)(?P<tail>[条項号)]?)", re.DOTALL)


def expand_places(text: str, span: Span | None = None) -> tuple[str, ...] | Diagnostic:
    """The places an entry of an outline stands for, in canonical writing.

    第1号ア〜ウ gives 第1号ア, 第1号イ, 第1号ウ; 第1号から第3号 and 第1号から第3号まで likewise;
    an entry without either gives itself. A range that
    cannot be read gives a diagnostic I001 at ``span``. At most 500 places a range.
    """
    entry = "".join(narrow(text[:LONGEST_CITE]).split())
    sides = re.split("[〜~]", entry)
    if len(sides) == 1:
        spoken = re.fullmatch("(.+?)から(.+?)(?:まで)?", entry)
        if spoken and not isinstance(run := _run(spoken[1], spoken[2]), tuple):
            return tuple(run)
        return (Citation.parse(entry).canonical,)  # 公募から採択まで is a heading, not a range
    if len(sides) != 2 or not all(sides):
        return _unreadable(text, span, "始めと終わりが一つずつではない", "not one start and one end")
    expanded = _run(*sides)
    if isinstance(expanded, tuple):
        return _unreadable(text, span, *expanded)
    return tuple(expanded)


def _unreadable(text: str, span: Span | None, reason_ja: str, reason_en: str) -> Diagnostic:
    args = {"range": text[:LONGEST_CITE], "reason_ja": reason_ja, "reason_en": reason_en}
    return Diagnostic(UNREADABLE_RANGE, span, args)


def _run(left: str, right: str) -> list[str] | tuple[str, str]:
    """All places of a range, or the reason (Japanese, English) why there are none."""
    unit = re.fullmatch(rf"第?{NUM}([条項号])", right)
    if unit and re.search(rf"第{NUM}$", left):  # 第1〜6号, 第1〜第6号
        left, right = left + unit[1], right if right.startswith("第") else "第" + right
    first, last = Citation.parse(left).steps, Citation.parse(right).steps
    begin, end = _ENUMERABLE.fullmatch(first[-1].label), _ENUMERABLE.fullmatch(last[-1].label)
    if not begin or not end or first[-1].kind is StepKind.HEADING:
        return "番号でも記号でもない", "neither a number nor a letter"
    bare_end = len(last) == 1 and last[0].kind is StepKind.NUMBER and end["head"] == ""
    same = begin["head"] == end["head"] and begin["tail"] == end["tail"]
    if not bare_end and (not same or first[-1].kind is not last[-1].kind):
        return "始めと終わりの番号の種類が違う", "its ends are of different kinds"
    if len(last) > len(first) or last[:-1] != first[len(first) - len(last) : -1]:
        return "始めと終わりの上位の番号が違う", "its ends stand under different places"
    tokens = _tokens(begin["token"], end["token"])
    if not tokens:
        return "終わりが始めより前にある", "it ends before it begins"
    if len(tokens) > LONGEST_RANGE:
        return "数が多すぎる", "it is too long"
    stem = "".join(step.label for step in first[:-1]) + begin["head"]
    return [f"{stem}{token}{begin['tail']}" for token in tokens]


def _tokens(begin: str, end: str) -> Sequence[str]:
    if begin.isascii() and begin.isdigit() and end.isascii() and end.isdigit():
        stop = min(int(end), int(begin) + LONGEST_RANGE + 1)
        return [str(n) for n in range(int(begin), stop + 1)]
    runs = [run for order in _orders(begin) if (run := _between(order, begin, end))]
    if len(runs) == 2 and begin == "イ":  # イロハ, unless アイウ is by far the nearer: イ〜エ
        return runs[0] if 2 * len(runs[0]) <= len(runs[1]) else runs[1]
    return min(runs, key=len, default="")


def _orders(begin: str) -> tuple[str, ...]:
    if begin == "ア":  # nobody begins a list at the 36th sign of イロハ
        return (GOJUON,)
    return tuple(o for o in (GOJUON, IROHA, CIRCLED, LATIN) if begin in o)


def _between(order: str, begin: str, end: str) -> str:
    return order[order.index(begin) : order.index(end) + 1] if end in order else ""


# --- the closed set of citable places -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """A citation that the outline knows: its article as written there, and the place within it."""

    article: str
    place: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A citation outside the outline, with the nearest places that are in it (at most three)."""

    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitablePlaces:
    """The closed set of places an outline declares, ready for many look-ups."""

    known: Mapping[str, Known]

    @staticmethod
    def of(outline: Mapping[str, Sequence[str]]) -> CitablePlaces:
        """From article or heading -> its declared places, ranges already expanded."""
        known: dict[str, Known] = {}
        # Longest heading first: 概要10 is the heading 概要10, never place 0 of 概要1.
        for article in sorted(outline, key=len, reverse=True):
            places = ("", *outline[article])
            for place in places:
                entry = Known(article, place)
                known.setdefault(Citation.parse(article + place).canonical, entry)
        for article, declared in outline.items():  # where 第2項第1号 is, there is 第2項
            for place in declared:
                steps = Citation.parse(place).steps
                for above in ("".join(s.label for s in steps[:n]) for n in range(1, len(steps))):
                    canonical = Citation.parse(article + above).canonical
                    known.setdefault(canonical, Known(article, above))
        for article, declared in outline.items():
            known.update(_first_paragraph(article, declared, known))
        return CitablePlaces(known)

    def resolve(self, cite: str) -> Known | Unknown:
        """Where in the outline a citation stands."""
        canonical = Citation.parse(cite).canonical
        if found := self.known.get(canonical):
            return found
        return Unknown(nearest(canonical, self.known))


def _first_paragraph(article: str, declared: Sequence[str], known: Mapping[str, Known]) -> dict[str, Known]:
    """第1項 of an article, which every article has and whose number the ordinance does not print.

    The items listed without a paragraph are the first paragraph's: 第1項第2号 is the place 第2号.
    """
    if not Citation.parse(article).canonical.endswith("条"):
        return {}
    alone = not any("項" in place for place in declared)
    own = {"第1項": "" if alone else "第1項"}
    own |= {f"第1項{place}": place for place in declared if "項" not in place}
    longer = {Citation.parse(article + place).canonical: Known(article, of) for place, of in own.items()}
    return {canonical: found for canonical, found in longer.items() if canonical not in known}


def begins_with(cite: str, stem: str) -> bool:
    """Whether ``stem`` is the beginning of a citation; 概要1 is not the beginning of 概要10."""
    splits_number = stem[-1:].isdigit() and cite[len(stem) : len(stem) + 1].isdigit()
    return cite.startswith(stem) and not splits_number


def nearest(cite: str, names: Mapping[str, object] | Sequence[str]) -> tuple[str, ...]:
    """At most three names like ``cite``, those below the same known place first."""
    every = set(names)
    stems = (cite[:length] for length in range(len(cite), 0, -1))
    stem = next((s for s in stems if s in every), cite[:2])
    own = [name for name in names if stem and begins_with(name, stem)][:1000]
    close = difflib.get_close_matches(cite, own)
    if len(close) < 3:
        close += difflib.get_close_matches(cite, list(names)[:2000])
    return tuple(dict.fromkeys(close))[:3]
