"""The tree while it is being built, and its turning into unchangeable places."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemeengine.citations import Step, StepKind
from schemeengine.instrument.marks import Mark, Ordinal, Style
from schemeengine.instrument.place import Place
from schemeengine.source import Source, Span

_BETWEEN_PLACES = " \t\r\n\f\v\u3000\ufeff-*#>•●・－"


@dataclass(slots=True)
class Node:
    """A place that may still grow. Offsets into the source; see :class:`Place`."""

    step: Step
    title: str
    start: int
    own_start: int
    end: int
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Level:
    """An open place; ``style`` is None for articles, annexes and other headings."""

    style: Style | None
    ordinal: Ordinal
    node: Node


def freeze(node: Node, source: Source, above: str = "", silent: bool = False) -> Place:
    """The finished place. A ``silent`` paragraph, the only one, is left out of the citations
    below it: 第3条第1号, not 第3条第1項第1号."""
    the_nth = "の" if node.step.label[0].isdigit() and above[-1:].isdigit() else ""
    cite = above + the_nth + node.step.label
    alone = sum(c.step.kind is StepKind.PARAGRAPH for c in node.children) == 1
    children = tuple(
        freeze(
            child,
            source,
            _stem(node, child, above if silent else cite, cite),
            alone and child.step.kind is StepKind.PARAGRAPH,
        )
        for child in node.children
    )
    stop = node.children[0].start if node.children else node.end
    own = source.text[node.own_start : max(stop, node.own_start)].rstrip(_BETWEEN_PLACES)
    own_span = Span(source, node.own_start, node.own_start + len(own))
    span = Span(source, node.start, node.end)
    return Place(node.step, cite, node.title, span, own_span, children)


def _stem(node: Node, child: Node, short: str, full: str) -> str:
    """What the citation of a child begins with: ``full``, or less where custom leaves it out."""
    if node.step.kind is StepKind.CHAPTER and child.step.kind is StepKind.ARTICLE:
        return ""  # articles are numbered through all chapters
    return full if child.step.kind is StepKind.NUMBER else short  # 付則1 would be a paragraph


def step_of(mark: Mark, parent: StepKind | None) -> Step:
    """What a number is called where it stands: (1) is 第1号 in an article, (1) on a web page."""
    if mark.style is Style.PLAIN and parent in (StepKind.ARTICLE, StepKind.SUPPLEMENT):
        return Step(StepKind.PARAGRAPH, f"第{mark.label}項")
    listed = mark.style in (Style.PAREN, Style.KANJI) and parent is StepKind.PARAGRAPH
    counted = (Style.PAREN, Style.KANJI, Style.PLAIN)
    if listed or (mark.style in counted and parent is StepKind.ANNEX):
        number, *branch = mark.label.split("の")
        return Step(StepKind.ITEM, f"第{number}号" + "".join(f"の{b}" for b in branch))
    match mark.style:
        case Style.PAREN:
            return Step(StepKind.PAREN, f"({mark.label})")
        case Style.PAREN_GOJUON | Style.PAREN_IROHA | Style.PAREN_LATIN:
            return Step(StepKind.PAREN, mark.label)
        case Style.GOJUON | Style.IROHA | Style.LATIN:
            return Step(StepKind.LETTER, mark.label)
        case Style.CIRCLED:
            return Step(StepKind.CIRCLED, mark.label)
        case Style.NOTE:
            return Step(StepKind.NOTE, mark.label)
        case Style.PLAIN | Style.KANJI:
            return Step(StepKind.NUMBER, mark.label)


def name_supplements(roots: list[Node]) -> None:
    """The first 付則 is the original one, the others are those of amendments."""
    found = [node for node in roots if node.step.kind is StepKind.SUPPLEMENT]
    original = next((node for node in found if not node.title), found[0] if found else None)
    amended = [node for node in found if node is not original]
    for number, node in enumerate(amended, 1):
        label = "改正付則" + (str(number) if len(amended) > 1 else "")
        node.step = Step(StepKind.SUPPLEMENT, label)
