"""The network drawn: columns from facts to provisions, labels wrapped, edges curved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.render.breaking import wrapped
from schemeengine.render.network import layers, operands, shown
from schemeengine.render.network_words import Words

_WIDTH, _GAP_X, _GAP_Y, _LINE, _PAD, _COLUMNS = 210, 70, 12, 16, 8, 26
_MOST_LINES = 3
_FONTS = "'Noto Sans CJK JP', 'Noto Sans JP', 'Yu Gothic', Meiryo, sans-serif"
_SWEEPS = 8


def as_svg(network: Network, schemes: Sequence[Scheme], lang: str) -> str:
    """A self-contained SVG; facts left, provisions right; nodes shared by programmes are tinted."""
    words = Words(network, schemes, lang)
    nodes = shown(network)
    kept = {n.number for n in nodes}
    below = {n.number: [a.number for a in operands(n, kept)] for n in nodes}
    order = _ordered(nodes, below, layers(nodes, kept))
    labels = {n.number: _wrap(words.title(n)) for n in nodes}
    place, width, height = _placed(order, labels)
    by_number = {n.number: n for n in nodes}
    body = [_edge(place, labels, a, n) for n, args in below.items() for a in args]
    body += [_box(by_number[n], labels[n], xy, words, network) for n, xy in place.items()]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" lang="{lang}" '
        f'font-family="{_FONTS}" font-size="12">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *body, "</svg>"]) + "\n"


def _ordered(nodes: list[Expr], below: dict[int, list[int]], column: dict[int, int]) -> dict[int, list[int]]:
    """Nodes by column, each column ordered so that edges cross little (barycentre sweeps)."""
    columns: dict[int, list[int]] = defaultdict(list)
    above: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        columns[column[node.number]].append(node.number)
        for arg in below[node.number]:
            above[arg].append(node.number)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        position = {n: i for members in columns.values() for i, n in enumerate(members)}
        neighbours = below if forward else above
        for key in sorted(columns, reverse=not forward):
            columns[key].sort(key=lambda n: (_centre(neighbours.get(n, []), position, n), n))
            position.update({n: i for i, n in enumerate(columns[key])})
    return columns


def _centre(neighbours: list[int], position: dict[int, int], node: int) -> int:
    """The mean position of a node's neighbours, in thousandths (whole numbers only)."""
    if not neighbours:
        return position[node] * 1000
    return sum(position[n] for n in neighbours) * 1000 // len(neighbours)


def _placed(
    order: dict[int, list[int]], labels: dict[int, list[str]]
) -> tuple[dict[int, tuple[int, int]], int, int]:
    heights = {key: sum(_height(labels[n]) + _GAP_Y for n in members) for key, members in order.items()}
    total = max(heights.values(), default=0) + 2 * _PAD
    place: dict[int, tuple[int, int]] = {}
    for key, members in order.items():
        y = _PAD + (total - heights[key]) // 2
        for n in members:
            place[n] = (_PAD + key * (_WIDTH + _GAP_X), y)
            y += _height(labels[n]) + _GAP_Y
    width = 2 * _PAD + (max(order, default=0) + 1) * (_WIDTH + _GAP_X)
    return place, width, total + _PAD


def _height(lines: list[str]) -> int:
    return len(lines) * _LINE + 2 * _PAD


def _wrap(text: str) -> list[str]:
    """Lines of at most so many columns, cut after a few."""
    lines = wrapped(" ".join(text.split()), _COLUMNS)
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES]]
        lines[-1] = lines[-1][:-1] + "…"
    return lines


def _box(node: Expr, lines: list[str], xy: tuple[int, int], words: Words, network: Network) -> str:
    x, y = xy
    programmes = {o.scheme for o in network.origins.get(node.number, ())}
    fill = "#fff4d6" if len(programmes) > 1 else "#e8f1fb" if node.op is Op.INPUT else "#ffffff"
    stroke = "#1f5fa8" if programmes else "#8a8a8a"
    text = "".join(
        f'<tspan x="{x + _PAD}" dy="{_LINE if i else 0}">{escape(line)}</tspan>'
        for i, line in enumerate(lines)
    )
    hint = escape("; ".join([words.node(node), *words.origins(node)]))
    return (
        f'<g><title>{hint}</title><rect x="{x}" y="{y}" width="{_WIDTH}" height="{_height(lines)}" rx="5" '
        f'fill="{fill}" stroke="{stroke}"/><text x="{x + _PAD}" y="{y + _PAD + 12}">{text}</text></g>'
    )


def _edge(place: dict[int, tuple[int, int]], labels: dict[int, list[str]], start: int, end: int) -> str:
    x1, y1 = place[start][0] + _WIDTH, place[start][1] + _height(labels[start]) // 2
    x2, y2 = place[end][0], place[end][1] + _height(labels[end]) // 2
    bend = (x2 - x1) // 2
    return (
        f'<path d="M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}" '
        'fill="none" stroke="#b0b0b0" stroke-width="1"/>'
    )
