"""The rules drawn: a frame for every article, in it a card for every rule, what it hangs on to the left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

from schemeengine.render.breaking import wrapped
from schemeengine.render.rule_map import Card, Cluster
from schemeengine.render.text_width import measure

_FONTS = "'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif"
_WIDTH, _GAP_X, _GAP_Y, _LINE, _PAD, _SIZE = 340, 70, 12, 18, 10, 13
_FRAME_PAD, _HEADING, _TOP, _LEFT = 12, 30, 76, 34
_ROOM = (_WIDTH - 2 * _PAD) * 10 // _SIZE
#: Frames of one column beyond this height go on in the next one.
_TALLEST = 1500
_SWEEPS = 6

#: Fill, line, dashes and words of each kind; the kind is told in words on the card as well.
KINDS: Mapping[str, tuple[str, str, str, tuple[str, str]]] = MappingProxyType(
    {
        "require": ("#e9f5ec", "#0b6b2b", "", ("要件", "requirement")),
        "exclude": ("#fbe6e8", "#a4001d", "8 3", ("認められない場合", "exclusion")),
        "scope": ("#e8f1fb", "#1f5fa8", "", ("対象", "scope")),
        "permit": ("#e8f1fb", "#1f5fa8", "", ("できること", "permission")),
        "definition": ("#ffffff", "#555555", "", ("定義", "definition")),
        "amount": ("#fdf1dc", "#8a5300", "", ("額", "amount")),
        "date": ("#f3ecfa", "#5b2f91", "", ("日", "day")),
        "period": ("#f3ecfa", "#5b2f91", "", ("期間", "period")),
        "parameter": ("#f1f1f1", "#666666", "2 3", ("定める値", "set value")),
        "life_cycle": ("#e4f4f5", "#0a6370", "", ("状態推移", "life cycle")),
    }
)


def said(pair: tuple[str, str], lang: str) -> str:
    return pair[0] if lang == "ja" else pair[1]


@dataclass(slots=True)
class _Box:
    card: Card
    lines: list[tuple[str, int, str]]  # style, columns it is set in, words
    frame: int
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        return len(self.lines) * _LINE + 2 * _PAD


@dataclass(slots=True)
class _Frame:
    heading: list[str]
    boxes: list[_Box]
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        return self.head + sum(b.height + _GAP_Y for b in self.boxes) + _FRAME_PAD - _GAP_Y

    @property
    def head(self) -> int:
        return _HEADING + (len(self.heading) - 1) * 20


def as_svg(clusters: Sequence[Cluster], caption: str, lang: str) -> str:
    """A self-contained SVG, to be read at its own size: letters of 13 points, columns left to right."""
    frames = [
        _Frame(
            wrapped(c.heading, _ROOM * _SIZE // 14, measure), [_Box(k, _lines(k, lang), n) for k in c.cards]
        )
        for n, c in enumerate(clusters)
    ]
    boxes = {b.card.id: b for f in frames for b in f.boxes}
    _place(frames, boxes)
    width = max([f.x + _WIDTH + 2 * _FRAME_PAD for f in frames] + [_legend_width(lang)]) + 2 * _PAD
    height = max([f.y + f.height for f in frames], default=_TOP) + 2 * _PAD
    body = [_caption(caption, lang), *(_framed(f) for f in frames)]
    body += [_edge(boxes[used], b) for b in boxes.values() for used in b.card.uses if used in boxes]
    body += [_drawn(b) for b in boxes.values()]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" lang="{lang}" font-family="{_FONTS}" font-size="{_SIZE}">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *body, "</svg>"]) + "\n"


# ------------------------------------------------------------------ where things stand
def _place(frames: list[_Frame], boxes: Mapping[str, _Box]) -> None:
    columns = _columns(frames, boxes)
    x = _LEFT
    for members in columns:
        y = _TOP
        for number in members:
            frame = frames[number]
            frame.x, frame.y = x, y
            at = y + frame.head
            for box in frame.boxes:
                box.x, box.y = x + _FRAME_PAD, at
                at += box.height + _GAP_Y
            y += frame.height + 2 * _GAP_Y
        x += _WIDTH + 2 * _FRAME_PAD + _GAP_X


def _columns(frames: list[_Frame], boxes: Mapping[str, _Box]) -> list[list[int]]:
    """Frames by column: right of all they hang on; in a column near what they are tied to."""
    below: dict[int, set[int]] = {n: set() for n in range(len(frames))}
    for box in boxes.values():
        for used in box.card.uses:
            if used in boxes and boxes[used].frame != box.frame:
                below[box.frame].add(boxes[used].frame)
    column = _layers(below)
    found: dict[int, list[int]] = {}
    for number in range(len(frames)):
        found.setdefault(column[number], []).append(number)
    for sweep in range(_SWEEPS):
        place = {n: i * 1000 for members in found.values() for i, n in enumerate(members)}
        ties = {n: below[n] if sweep % 2 == 0 else {m for m in below if n in below[m]} for n in below}
        for members in found.values():
            members.sort(key=lambda n: (_middle(ties[n], place, n), n))
    wanted = {n for needed in below.values() for n in needed}
    return [part for key in sorted(found) for part in _parted(found[key], frames, wanted)]


def _middle(ties: set[int], place: Mapping[int, int], own: int) -> int:
    return sum(place[n] for n in ties) // len(ties) if ties else place[own]


def _layers(below: Mapping[int, set[int]]) -> dict[int, int]:
    """One more than the furthest of what a frame hangs on; articles that need each other are parted
    at the first of them."""
    column: dict[int, int] = {}
    waiting = list(below)
    while waiting:
        ready = [n for n in waiting if below[n] <= column.keys()] or waiting[:1]
        for n in ready:
            column[n] = 1 + max((column[m] for m in below[n] if m in column and m not in ready), default=-1)
        waiting = [n for n in waiting if n not in column]
    return column


def _parted(members: list[int], frames: list[_Frame], used: set[int]) -> list[list[int]]:
    """A column too tall, as several; what others hang on stands in the last, next to them."""
    if sum(frames[n].height + 2 * _GAP_Y for n in members) > _TALLEST:
        members = sorted(members, key=lambda n: n in used)
    parts: list[list[int]] = [[]]
    height = 0
    for number in members:
        own = frames[number].height + 2 * _GAP_Y
        if parts[-1] and height + own > _TALLEST:
            parts.append([])
            height = 0
        parts[-1].append(number)
        height += own
    return parts


# ------------------------------------------------------------------ what stands in a card
def _lines(card: Card, lang: str) -> list[tuple[str, int, str]]:
    kind = said(KINDS[card.kind][3], lang)
    told = f"［{kind}］{card.gist}" if lang == "ja" else f"[{kind}] {card.gist}"
    facts = f"事実：{card.facts}" if lang == "ja" else f"Facts: {card.facts}"
    same = "◆ ほかの制度と同じ条件" if lang == "ja" else "◆ same as in another programme"
    texts = [("bold", 0, f"{card.cite} {card.title}".strip()), ("", 0, told.strip())]
    texts += [("", depth, text) for depth, text in card.lines]
    texts += [("quiet", 0, facts)] if card.facts else []
    texts += [("quiet", 0, same)] if card.shared else []
    found = []
    for style, depth, text in texts:
        lines = wrapped(text, _ROOM - 10 * depth, measure)
        dotted = depth > 0 and not text.startswith(("…", "→"))
        found += (
            [(style, depth, line) for line in lines]
            if not dotted
            else [
                (style, depth - 1 if n == 0 else depth, f"・{line}" if n == 0 else line)
                for n, line in enumerate(lines)
            ]
        )
    return found


_STYLES = {"bold": ' font-weight="bold"', "quiet": ' fill="#555555"', "": ""}


def _drawn(box: _Box) -> str:
    fill, stroke, dashes, _ = KINDS[box.card.kind]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    text = "".join(
        f'<text x="{box.x + _PAD + depth * _SIZE}" y="{box.y + _PAD + 13 + n * _LINE}"{_STYLES[style]}>'
        f"{escape(line)}</text>"
        for n, (style, depth, line) in enumerate(box.lines)
    )
    return (
        f'<g id="{escape(box.card.id)}"><title>{escape(box.card.id)}</title><rect x="{box.x}" y="{box.y}" '
        f'width="{_WIDTH}" height="{box.height}" rx="6" fill="{fill}" stroke="{stroke}"{dash}/>{text}</g>'
    )


def _framed(frame: _Frame) -> str:
    words = "".join(
        f'<text x="{frame.x + _FRAME_PAD}" y="{frame.y + 20 + n * 20}" font-size="14" '
        f'font-weight="bold" fill="#333333">{escape(line)}</text>'
        for n, line in enumerate(frame.heading)
    )
    return (
        f'<g class="article"><rect x="{frame.x}" y="{frame.y}" width="{_WIDTH + 2 * _FRAME_PAD}" '
        f'height="{frame.height}" rx="8" fill="#fafafa" stroke="#c8c8c8"/>{words}</g>'
    )


def _edge(start: _Box, end: _Box) -> str:
    """From what is used to what uses it; within a column around the left side."""
    y1, y2 = start.y + start.height // 2, end.y + end.height // 2
    if start.x >= end.x:
        side = min(start.x, end.x) - _LEFT
        path = f"M{start.x},{y1} C{side},{y1} {side},{y2} {end.x},{y2}"
    else:
        x1, x2 = start.x + _WIDTH, end.x
        bend = min((x2 - x1) // 2, 90)
        path = f"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    return (
        f'<path d="{path}" fill="none" stroke="#8a97a8" stroke-width="1.5"/>'
        f'<path d="M{end.x},{y2} l-8,-4 v8 z" fill="#8a97a8"/>'
    )


def _legend_width(lang: str) -> int:
    arrow = measure(_arrow(lang)) * 12 // 10
    return 2 * _PAD + sum(40 + measure(said(k[3], lang)) * 12 // 10 for k in KINDS.values()) + arrow


def _arrow(lang: str) -> str:
    return "▶ 左の規定を、右の規定が使う" if lang == "ja" else "▶ from what is used to what uses it"


def _caption(caption: str, lang: str) -> str:
    words = [f'<text x="{_PAD}" y="26" font-size="16" font-weight="bold">{escape(caption)}</text>']
    x = _PAD
    for fill, stroke, dashes, pair in KINDS.values():
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        words.append(
            f'<rect x="{x}" y="42" width="18" height="18" rx="3" fill="{fill}" stroke="{stroke}"{dash}/>'
            f'<text x="{x + 23}" y="56" font-size="12">{escape(said(pair, lang))}</text>'
        )
        x += 40 + measure(said(pair, lang)) * 12 // 10
    words.append(f'<text x="{x}" y="56" font-size="12">{escape(_arrow(lang))}</text>')
    return "\n".join(words)
