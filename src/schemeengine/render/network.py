"""The network as text, Mermaid, DOT or data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from schemeengine.ir.expr import Expr, Op, nodes_below
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.render.breaking import wrapped
from schemeengine.render.network_svg import KINDS, said
from schemeengine.render.network_words import Words
from schemeengine.render.rule_map import Card, Cluster

#: Columns of a line in a box.
_COLUMNS = 48

#: Constants stand in the words of the nodes that use them.
_TOLD = frozenset({Op.CONST, Op.VAR})
#: Operations whose operands are told in their own words.
_LEAVES = frozenset({Op.COMPARE, Op.FIELD, Op.PROJECT, Op.ARITH, Op.FUNCTION, Op.AS_DATE})


def _shown(network: Network, of: frozenset[int]) -> list[Expr]:
    """The nodes worth a line: conditions, choices and values; not constants and operands."""
    told: set[int] = set()
    for node in network.nodes:
        if node.op in _LEAVES:
            told.update(a.number for a in node.args if a.op in _LEAVES)
    return [n for n in network.nodes if n.number in of and n.op not in _TOLD and n.number not in told]


def _operands(node: Expr, kept: set[int]) -> list[Expr]:
    """The nearest shown nodes below a node, each once."""
    below = nodes_below(node.args, lambda n: () if n.number in kept else n.args)
    return [n for n in below if n.number in kept]


def as_text(network: Network, schemes: Sequence[Scheme], lang: str, of: frozenset[int]) -> str:
    """One line a node: number, what it says, what it uses, where it comes from."""
    words = Words(network, schemes, lang)
    nodes = _shown(network, of)
    kept = {n.number for n in nodes}
    lines = []
    for node in nodes:
        uses = " ".join(f"#{a.number}" for a in _operands(node, kept))
        origins = "; ".join(words.origins(node))
        lines.append("\t".join(x for x in (f"#{node.number}", words.title(node), uses, origins) if x))
    shared = sum(1 for n in of if len({o.scheme for o in network.origins.get(n, ())}) > 1)
    total = len(of)
    summary = (
        f"節 {total}、表示 {len(kept)}、複数の制度が共有する規定 {shared}"
        if lang == "ja"
        else f"{total} nodes, {len(kept)} shown, {shared} rules shared by several programmes"
    )
    return "\n".join([*lines, summary]) + "\n"


_UNSAFE = str.maketrans(
    {'"': "'", "\\": "＼", "<": "＜", ">": "＞", "{": "(", "}": ")", "#": "＃", ";": "；"}
)


def _label(card: Card, lang: str, gap: str) -> str:
    """Place and name, kind and gist, then how many parts there are."""
    told = f"［{said(KINDS[card.kind][3], lang)}］{card.gist}"
    lines = [f"{card.cite} {card.title}".strip(), told, *(text for depth, text in card.lines if depth == 1)]
    wrap = (line for text in lines for line in wrapped(text.translate(_UNSAFE), _COLUMNS))
    return gap.join(line.replace("[", "(").replace("]", ")") for line in wrap)


def _numbers(clusters: Sequence[Cluster]) -> dict[str, int]:
    return {card.id: n for n, card in enumerate(card for c in clusters for card in c.cards)}


def as_mermaid(clusters: Sequence[Cluster], lang: str) -> str:
    """A Mermaid flowchart, what is used left, a subgraph for every article."""
    number = _numbers(clusters)
    lines = ["flowchart LR"]
    for n, cluster in enumerate(clusters):
        lines.append(f'  subgraph c{n}["{cluster.heading.translate(_UNSAFE)}"]')
        lines += [f'    n{number[k.id]}["{_label(k, lang, "<br/>")}"]' for k in cluster.cards]
        lines.append("  end")
    lines += [f"  n{a} --> n{b}" for a, b in _edges(clusters, number)]
    cards = [k for c in clusters for k in c.cards]
    lines += [f"  class n{number[k.id]} {k.kind}" for k in cards]
    for kind in dict.fromkeys(k.kind for k in cards):
        fill, stroke, dashes, _ = KINDS[kind]
        dash = f",stroke-dasharray:{dashes}" if dashes else ""
        lines.append(f"  classDef {kind} fill:{fill},stroke:{stroke},color:#000{dash}")
    return "\n".join(lines) + "\n"


def as_dot(clusters: Sequence[Cluster], lang: str) -> str:
    """A DOT graph, what is used left, a cluster for every article."""
    number = _numbers(clusters)
    font = 'fontname="Noto Sans CJK JP"'
    lines = ["digraph network {", f"  rankdir=LR; {font};", f"  node [shape=box, style=filled, {font}];"]
    for n, cluster in enumerate(clusters):
        lines.append(f'  subgraph cluster_{n} {{ label="{cluster.heading.translate(_UNSAFE)}";')
        for card in cluster.cards:
            fill, stroke, dashes, _ = KINDS[card.kind]
            style = ', style="filled,dashed"' if dashes else ""
            lines.append(
                f'    n{number[card.id]} [label="{_label(card, lang, chr(92) + "l")}\\l", '
                f'fillcolor="{fill}", color="{stroke}"{style}];'
            )
        lines.append("  }")
    lines += [f"  n{a} -> n{b};" for a, b in _edges(clusters, number)]
    return "\n".join([*lines, "}"]) + "\n"


def _edges(clusters: Sequence[Cluster], number: dict[str, int]) -> list[tuple[int, int]]:
    return [
        (number[used], number[card.id])
        for cluster in clusters for card in cluster.cards for used in card.uses if used in number
    ]  # fmt: skip


def as_json(network: Network, schemes: Sequence[Scheme], lang: str, of: frozenset[int]) -> str:
    """Every node of those in ``of``, with its operation, operands and origins."""
    words = Words(network, schemes, lang)
    data = {
        "schemes": list(network.schemes),
        "nodes": [
            {
                "number": n.number, "operation": n.op.value, "operands": [a.number for a in n.args],
                "type": str(n.type), "words": words.node(n), "title": words.title(n),
                "origins": [
                    {"scheme": o.scheme, "clause": o.clause, "cite": list(o.cite)}
                    for o in network.origins.get(n.number, ())
                ],
            }
            for n in network.nodes if n.number in of
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
