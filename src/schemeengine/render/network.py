"""The network as text, Mermaid, DOT or data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.render.network_words import Words

#: Constants stand in the words of the nodes that use them.
_TOLD = frozenset({Op.CONST, Op.VAR})
#: Operations whose operands are told in their own words.
_LEAVES = frozenset({Op.COMPARE, Op.FIELD, Op.PROJECT, Op.ARITH, Op.FUNCTION, Op.AS_DATE})


def shown(network: Network) -> list[Expr]:
    """The nodes worth a line: conditions, choices and values; not constants and operands."""
    told: set[int] = set()
    for node in network.nodes:
        if node.op in _LEAVES:
            told.update(a.number for a in node.args if a.op in _LEAVES)
    return [n for n in network.nodes if n.op not in _TOLD and n.number not in told]


def operands(node: Expr, kept: set[int]) -> list[Expr]:
    """The nearest shown nodes below a node, each once."""
    found: dict[int, Expr] = {}
    seen: set[int] = set()
    stack = list(reversed(node.args))
    while stack:
        arg = stack.pop()
        if arg.number in seen:
            continue
        seen.add(arg.number)
        if arg.number in kept:
            found[arg.number] = arg
        else:
            stack.extend(reversed(arg.args))
    return list(found.values())


def as_text(network: Network, schemes: Sequence[Scheme], lang: str) -> str:
    """One line a node: number, what it says, what it uses, where it comes from."""
    words = Words(network, schemes, lang)
    kept = {n.number for n in shown(network)}
    lines = []
    for node in shown(network):
        uses = " ".join(f"#{a.number}" for a in operands(node, kept))
        origins = "; ".join(words.origins(node))
        lines.append("\t".join(x for x in (f"#{node.number}", words.title(node), uses, origins) if x))
    shared = sum(1 for n in network.nodes if len({o.scheme for o in network.origins.get(n.number, ())}) > 1)
    total = len(network.nodes)
    summary = (
        f"節 {total}、表示 {len(kept)}、複数の制度が共有する規定 {shared}"
        if lang == "ja"
        else f"{total} nodes, {len(kept)} shown, {shared} rules shared by several programmes"
    )
    return "\n".join([*lines, summary]) + "\n"


def _quoted(text: str, limit: int = 60) -> str:
    clean = text.replace('"', "'").replace("\n", " ").replace("[", "(").replace("]", ")")
    clean = clean.replace("<", "＜").replace(">", "＞").replace("{", "(").replace("}", ")")
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def as_mermaid(network: Network, schemes: Sequence[Scheme], lang: str) -> str:
    """A Mermaid flowchart, operands left."""
    words = Words(network, schemes, lang)
    nodes = shown(network)
    kept = {n.number for n in nodes}
    lines = ["flowchart LR"]
    lines += [f'  n{n.number}["{_quoted(words.title(n))}"]' for n in nodes]
    lines += [f"  n{a.number} --> n{n.number}" for n in nodes for a in operands(n, kept)]
    return "\n".join(lines) + "\n"


def as_dot(network: Network, schemes: Sequence[Scheme], lang: str) -> str:
    """A DOT graph, operands left."""
    words = Words(network, schemes, lang)
    nodes = shown(network)
    kept = {n.number for n in nodes}
    lines = ["digraph network {", "  rankdir=LR;", '  node [shape=box, fontname="Noto Sans CJK JP"];']
    lines += [f'  n{n.number} [label="{_quoted(words.title(n))}"];' for n in nodes]
    lines += [f"  n{a.number} -> n{n.number};" for n in nodes for a in operands(n, kept)]
    return "\n".join([*lines, "}"]) + "\n"


def as_json(network: Network, schemes: Sequence[Scheme], lang: str) -> str:
    """Every node, with its operation, operands and origins."""
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
            for n in network.nodes
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def layers(nodes: Iterable[Expr], kept: set[int]) -> dict[int, int]:
    """The column of each shown node: one more than the furthest of its operands."""
    column: dict[int, int] = {}
    for node in nodes:
        column[node.number] = 1 + max((column[a.number] for a in operands(node, kept)), default=-1)
    return column
