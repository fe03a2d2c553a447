"""A scheme's gates for systems that already run durable-rules, with what they must put in.

The rules decide which provisions are met; whether each single condition is met (a count, a sum, a
period, an appraisal) is for that system to say, in the words of :mod:`rows`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from schemeengine.execute.case import Case
from schemeengine.execute.durable.plan import ROWS, Plan, operands, plan_of
from schemeengine.execute.durable.rows import AS_IT_STANDS, word
from schemeengine.execute.durable.ruleset import Json, opening, place, ruleset, said
from schemeengine.execute.durable.unavailable import too_many_rules
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Expr, Op, nodes_below
from schemeengine.ir.scheme import Clause, FactDecl, Reading, Scheme
from schemeengine.network import Network
from schemeengine.version import LANGUAGE, VERSION

#: Clauses by the node that stands for them, each with its path and place.
_Standing: TypeAlias = "Mapping[int, Sequence[tuple[str, tuple[str, ...], Clause]]]"

_MEANING: Mapping[str, tuple[str, str]] = {
    "T": ("満たす", "holds"),
    "F": ("満たさない", "fails"),
    "N": ("適用なし", "does not apply"),
    "TF": ("まだ分からない", "not known yet"),
    "TN": ("満たすか、適用なし", "holds or does not apply"),
    "FN": ("満たさないか、適用なし", "fails or does not apply"),
    "TFN": ("満たすか、満たさないか、適用なし", "holds, fails or does not apply"),
}


def export_ruleset(scheme: Scheme) -> dict[str, Json]:
    """The provisions of a scheme as a durable-rules ruleset, ready for ``json.dumps``.

    ``rulesets`` is what the library's ``Host`` takes; ``inputs`` are the facts to assert, all of
    them for each case; ``outputs`` say which signal answers for which provision. Raises
    :class:`EngineUnavailable` for a scheme with more rules than the library takes.
    """
    network = Network.build([scheme])
    own = {name: network.of(scheme.id, p.clause.expr) for name, p in scheme.provisions.items()}
    made = plan_of(network.nodes, own.values())
    standing = _standing(scheme, network)
    rules = ruleset(made.gates, dict.fromkeys(node.number for node in own.values()))
    if len(rules) > ROWS:
        raise too_many_rules(scheme.title, ROWS)
    return {
        "made_by": f"schemeengine {VERSION}",
        "language": LANGUAGE,
        "scheme": scheme.id,
        "title": _both(scheme.title, scheme.title_en),
        "sources": [source.sha256 for source in scheme.sources],
        "words": {name: _word(name, *words) for name, words in _MEANING.items()},
        "begin": opening(),
        "inputs": [*_inputs(made, scheme, standing), *_asides(made, scheme, standing)],
        "outputs": [_output(scheme, name, node) for name, node in own.items()],
        "rulesets": {scheme.id: rules},
    }


def _inputs(made: Plan, scheme: Scheme, standing: _Standing) -> Iterator[Json]:
    above = _above(made)
    for leaf in made.leaves:
        told = leaf.number
        through: list[Json] = []
        while told not in standing and told in above:
            through.append(above[told].op.value)
            told = above[told].number
        extra: dict[str, Json] = {}
        if through and told in standing:
            # It has no clause of its own: the one shown is made of it by these gates ("not": its
            # wording says the opposite of this condition).
            extra["through"] = through
        if leaf.op in (Op.CONST, Op.ALL, Op.ANY):
            extra["always"] = word(Walk(Case()).value(leaf))
        yield {
            "kind": "condition",
            "node": leaf.number,
            "fact": place(leaf.number),
            "clauses": _clauses(scheme, standing.get(told, ())),
            "reads": _reads(leaf, scheme),
            **extra,
        }


def _asides(made: Plan, scheme: Scheme, standing: _Standing) -> Iterator[Json]:
    readings = {r.address: r for r in scheme.readings.values()}
    for number, node in made.asides:
        clauses = _clauses(scheme, standing.get(node.number, ()))
        shared: dict[str, Json] = {"node": node.number, "fact": place(number), "clauses": clauses}
        if node.op is Op.SPLIT:
            yield {"kind": "by_cases", **shared, "usual": AS_IT_STANDS}
        else:
            yield {"kind": "reading", **shared, **_reading(readings[node.address], node)}


def _reading(reading: Reading, node: Expr) -> dict[str, Json]:
    return {
        "reading": reading.id,
        "question": _both(reading.question, reading.question_en),
        "choices": {str(n): choice for n, choice in enumerate(node.choices, start=1)},
        "usual": str(node.taken({}) + 1),
    }


def _output(scheme: Scheme, name: str, node: Expr) -> Json:
    provision = scheme.provisions[name]
    return {
        "provision": name,
        "effect": provision.effect,
        "node": node.number,
        "fact": place(node.number),
        **_wording(provision.clause, provision.clause.wording.cite),
    }


# ------------------------------------------------------------------ what stands behind a node
def _standing(scheme: Scheme, network: Network) -> _Standing:
    found: dict[int, dict[int, tuple[str, tuple[str, ...], Clause]]] = {}
    provisions = [p.clause for p in scheme.provisions.values()]
    for root in [*provisions, *scheme.definitions.values()]:
        for path, cite, clause in _below(root, "", ()):
            for expr in (clause.expr, clause.body):
                number = network.of(scheme.id, expr).number
                found.setdefault(number, {}).setdefault(id(clause), (path, cite, clause))
    return {number: tuple(clauses.values()) for number, clauses in found.items()}


def _below(clause: Clause, path: str, cite: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], Clause]]:
    """A clause and its parts, each with the nearest path and place in the instrument."""
    path, cite = clause.id or path, clause.wording.cite or cite
    yield path, cite, clause
    for part in [*clause.parts, *(g.clause for g in clause.guards)]:
        yield from _below(part, path, cite)


def _above(made: Plan) -> dict[int, Expr]:
    """For each node a gate reads, one such gate."""
    return {arg.number: node for node in reversed(made.nodes) for arg in operands(node)}


def _reads(leaf: Expr, scheme: Scheme) -> list[Json]:
    """The facts a condition depends on: what it is about, where it has no words of its own."""
    found: dict[str, Json] = {}
    for node in nodes_below((leaf,)):
        for name, declared in _named(node, scheme):
            found[name] = {"name": name, "title": _both(declared.title("ja"), declared.title("en"))}
    return list(found.values())


def _named(node: Expr, scheme: Scheme) -> Iterator[tuple[str, FactDecl]]:
    """The fact or field a node takes its value from."""
    if node.op is Op.INPUT:
        address = node.address
        declared = scheme.inputs.get(address)
        if declared is not None:
            yield f"{address.space}.{address.name}", declared.decl
    elif node.op in (Op.FIELD, Op.PROJECT):
        owner = node.args[0].type if node.op is Op.FIELD else node.args[0].type.of
        record = scheme.records.get(owner.record) if owner is not None else None
        index = node.index
        if record is not None:
            yield f"{record.name}.{record.fields[index].name}", record.fields[index]


def _clauses(scheme: Scheme, standing: Sequence[tuple[str, tuple[str, ...], Clause]]) -> list[Json]:
    found: list[Json] = []
    for path, cite, clause in standing:
        entry: Json = {"clause": f"{scheme.id}.{path}" if path else scheme.id, **_wording(clause, cite)}
        if entry not in found:
            found.append(entry)
    return found


def _wording(clause: Clause, cite: tuple[str, ...]) -> dict[str, Json]:
    own = clause.wording
    return {
        "cite": list(cite),
        "label": _both(own.label, own.label_en),
        "gist": _both(own.text, own.text_en),
        "written": clause.words,
    }


def _word(value: str, ja: str, en: str) -> Json:
    return {"ja": ja, "en": en, "fact": said(value)}


def _both(ja: str, en: str) -> Json:
    return {"ja": ja, "en": en or ja}
