"""A verdict's tree as SVG, Mermaid, DOT, text or data.

The state of a box is told three times, so that it is read in black and white as well: by its sign
(○ × ？ －), by the line around it (single, thick, dashed, dotted), and by its colour. What decides
stands on thick lines; the rest is drawn thin.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

from schemeengine.render.breaking import wrapped
from schemeengine.render.text_width import measure
from schemeengine.render.verdict_tree import Branch

_FONTS = "'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif"
#: Points: the width of a box, gaps, the height of a line, padding; room in tenths of a character's width.
_WIDTH, _GAP_X, _GAP_Y, _LINE, _PAD, _SIZE = 264, 56, 10, 17, 9, 13
_ROOM = (_WIDTH - 2 * _PAD) * 10 // _SIZE
_HEAD, _LEGEND = 62, 22


@dataclass(frozen=True, slots=True)
class _Style:
    fill: str
    stroke: str
    dashes: str
    dot: str


_STYLES: Mapping[str, _Style] = MappingProxyType(
    {
        "○": _Style("#e9f5ec", "#0b6b2b", "", "solid"),
        "×": _Style("#fbe6e8", "#a4001d", "", "bold"),
        "？": _Style("#fdf1dc", "#8a5300", "7 4", "dashed"),
        "－": _Style("#f1f1f1", "#666666", "2 3", "dotted"),
    }
)
_PLAIN = _Style("#ffffff", "#555555", "", "solid")
_LEGENDS = {
    "ja": (("○", "満たす・妨げにならない"), ("×", "満たさない・妨げになる"), ("？", "まだ分からない"),
           ("－", "適用しない・まだ進んでいない")),
    "en": (("○", "met, or no obstacle"), ("×", "not met, or an obstacle"), ("？", "not known yet"),
           ("－", "does not apply, or not reached")),
}  # fmt: skip


def _style(branch: Branch) -> _Style:
    return _STYLES.get(branch.mark, _PLAIN)


# ------------------------------------------------------------------ SVG
@dataclass(slots=True)
class _Box:
    branch: Branch
    lines: list[tuple[str, bool]]  # words, and whether they are the title
    x: int
    y: int = 0
    parent: _Box | None = None

    @property
    def height(self) -> int:
        return len(self.lines) * _LINE + 2 * _PAD


def as_svg(tree: Branch, caption: str, lang: str) -> str:
    """A self-contained SVG: the outcome left, what it hangs on to the right."""
    boxes: list[_Box] = []
    bottom = _place(tree, None, 0, _HEAD + _LEGEND, boxes)
    width = max(max(b.x for b in boxes) + _WIDTH, _legend_width(lang)) + 2 * _PAD
    below = sorted(boxes[1:], key=lambda b: b.branch.decides)  # what decides is drawn over the rest
    body = [_caption(caption, lang), *(_edge(b) for b in below)]
    body += [_drawn(b) for b in boxes]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + _PAD}" width="{width}" '
        f'height="{bottom + _PAD}" lang="{lang}" font-family="{_FONTS}" font-size="{_SIZE}">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *body, "</svg>"]) + "\n"


def _place(branch: Branch, parent: _Box | None, depth: int, top: int, boxes: list[_Box]) -> int:
    """Place a branch and all below it from ``top`` on; where the next may begin."""
    box = _Box(branch, _lines(branch), 2 * _PAD + depth * (_WIDTH + _GAP_X), parent=parent)
    boxes.append(box)
    end = box.y = top  # the first of the parts stands beside it, so that the eye goes along
    for part in branch.parts:
        end = _place(part, box, depth + 1, end, boxes)
    return max(end, box.y + box.height + _GAP_Y)


def _lines(branch: Branch) -> list[tuple[str, bool]]:
    head = " ".join(t for t in (branch.mark, branch.state, branch.cite) if t)
    found = [(line, True) for line in wrapped(head, _ROOM, measure)]
    found += [(line, False) for line in wrapped(branch.title, _ROOM, measure) if line]
    if branch.detail:
        found += [(line, False) for line in wrapped(f"― {branch.detail}", _ROOM, measure)]
    return found


def _drawn(box: _Box) -> str:
    style, branch = _style(box.branch), box.branch
    dash = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
    stroke = 3 if branch.decides else 1
    strong = f' font-weight="bold" fill="{style.stroke}"'
    text = "".join(
        f'<text x="{box.x + _PAD}" y="{box.y + _PAD + 13 + n * _LINE}"{strong if bold else ""}>'
        f"{escape(line)}</text>"
        for n, (line, bold) in enumerate(box.lines)
    )
    inner = ""
    if branch.mark == "×":  # a second line inside: read without colour
        inner = (
            f'<rect x="{box.x + 4}" y="{box.y + 4}" width="{_WIDTH - 8}" height="{box.height - 8}" rx="3" '
            f'fill="none" stroke="{style.stroke}" stroke-width="1"/>'
        )
    return (
        f'<g id="{escape(branch.id)}"><title>{escape(branch.title)}</title><rect x="{box.x}" y="{box.y}" '
        f'width="{_WIDTH}" height="{box.height}" rx="6" fill="{style.fill}" stroke="{style.stroke}" '
        f'stroke-width="{stroke}"{dash}/>{inner}{text}</g>'
    )


def _edge(box: _Box) -> str:
    assert box.parent is not None
    x1, y1 = box.parent.x + _WIDTH, box.parent.y + 24
    x2, y2 = box.x, box.y + 24
    bend = (x2 - x1) // 2
    decides = box.branch.decides
    colour = _style(box.branch).stroke if decides else "#bbbbbb"
    return (
        f'<path d="M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}" fill="none" '
        f'stroke="{colour}" stroke-width="{4 if decides else 1}"/>'
    )


def _legend_width(lang: str) -> int:
    return 2 * _PAD + sum(44 + measure(meaning) * 12 // 10 for _, meaning in _LEGENDS[lang]) + 190


def _caption(caption: str, lang: str) -> str:
    words = [f'<text x="{2 * _PAD}" y="26" font-size="16" font-weight="bold">{escape(caption)}</text>']
    x = 2 * _PAD
    for mark, meaning in _LEGENDS[lang]:
        style = _STYLES[mark]
        dash = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
        words.append(
            f'<rect x="{x}" y="42" width="20" height="20" rx="3" fill="{style.fill}" '
            f'stroke="{style.stroke}"{dash}/>'
            f'<text x="{x + 4}" y="57" font-size="12">{mark}</text>'
            f'<text x="{x + 26}" y="57" font-size="12">{escape(meaning)}</text>'
        )
        x += 44 + measure(meaning) * 12 // 10
    thick = "太い線：決め手" if lang == "ja" else "thick lines: what decides"
    words.append(f'<text x="{x}" y="57" font-size="12" font-weight="bold">{thick}</text>')
    return "\n".join(words)


# ------------------------------------------------------------------ other forms
def numbered(tree: Branch) -> Iterator[tuple[int, Branch, int]]:
    """(number, branch, number of the one above, -1 for the root), from the outcome down."""
    waiting = [(tree, -1)]
    number = 0
    while waiting:
        branch, above = waiting.pop()
        yield number, branch, above
        waiting.extend((part, number) for part in reversed(branch.parts))
        number += 1


def _label(branch: Branch, gap: str) -> str:
    return gap.join(line for line, _ in _lines(branch))


def as_mermaid(tree: Branch) -> str:
    """A Mermaid flowchart; what decides has thick lines and edges."""
    lines, classes = ["flowchart LR"], []
    names = {"○": "met", "×": "failed", "？": "open", "－": "aside"}
    for number, branch, above in numbered(tree):
        label = _label(branch, "<br/>").replace('"', "'")
        for sign, safe in (("#", "＃"), (";", "；"), ("{", "("), ("}", ")")):
            label = label.replace(sign, safe)
        lines.append(f'  n{number}["{label}"]')
        if above >= 0:
            lines.append(f"  n{above} {'==>' if branch.decides else '-.-'} n{number}")
        classes.append(f"  class n{number} {names.get(branch.mark, 'plain')}")
        if branch.decides:
            classes.append(f"  style n{number} stroke-width:4px")
    for mark, name in names.items():
        style = _STYLES[mark]
        dash = f",stroke-dasharray:{style.dashes}" if style.dashes else ""
        classes.append(f"  classDef {name} fill:{style.fill},stroke:{style.stroke},color:#000{dash}")
    classes.append("  classDef plain fill:#fff,stroke:#555,color:#000")
    return "\n".join([*lines, *classes]) + "\n"


def as_dot(tree: Branch) -> str:
    """A DOT graph; what decides has thick lines."""
    lines = ["digraph verdict {", "  rankdir=LR;", '  node [shape=box, fontname="Noto Sans CJK JP"];']
    for number, branch, above in numbered(tree):
        style = _style(branch)
        label = _label(branch, "\n").replace("\\", "＼").replace('"', "'").replace("\n", "\\l")
        pen = 4 if branch.decides else 1
        border = "filled" if style.dot in ("solid", "bold") else f"filled,{style.dot}"
        sides = 2 if branch.mark == "×" else 1
        lines.append(
            f'  n{number} [label="{label}\\l", style="{border}", fillcolor="{style.fill}", '
            f'color="{style.stroke}", penwidth={pen}, peripheries={sides}];'
        )
        if above >= 0:
            thick, thin = f'penwidth=4, color="{style.stroke}"', 'style=dashed, color="#bbbbbb"'
            lines.append(f"  n{above} -> n{number} [{thick if branch.decides else thin}];")
    return "\n".join([*lines, "}"]) + "\n"


def as_text(tree: Branch, depth: int = 0) -> str:
    """One line a box, indented; ``*`` before what decides."""
    sign = "*" if tree.decides else " "
    head = " ".join(t for t in (sign, tree.mark, tree.state, tree.cite, tree.title) if t)
    own = f"{'  ' * depth}{head}{f' ― {tree.detail}' if tree.detail else ''}\n"
    return own + "".join(as_text(part, depth + 1) for part in tree.parts)


def as_json(tree: Branch) -> str:
    """Every box with the number of the one it belongs to."""
    data = [
        {
            "number": number, "above": above if above >= 0 else None, "id": b.id, "mark": b.mark,
            "state": b.state, "cite": b.cite, "title": b.title, "detail": b.detail, "decides": b.decides,
        }
        for number, b, above in numbered(tree)
    ]  # fmt: skip
    return json.dumps({"boxes": data}, ensure_ascii=False, indent=2) + "\n"
