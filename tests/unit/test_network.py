"""The network: sharing between programmes, order, origins, and a build that stays linear."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from schemeengine.diagnostics import Problems
from schemeengine.ir.expr import Address, Expr, Interner, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library
from schemeengine.network import Network, Origin
from schemeengine.source import Source

VOCABULARY = """
schemeengine: 1
vocabulary: company
title: 会社
facts:
  employees: {type: count, unit: 人, label: 従業員数, label_en: employees}
definitions:
  small:
    label: 小規模
    label_en: small
    that: employees <= 20人
"""
SCHEME = """
schemeengine: 1
scheme: NAME
title: 制度
title_en: programme
authority: 市
uses: [company]
facts:
  own: {type: count, unit: 件, label: 件数, label_en: cases}
provisions:
  size:
    cite: 第1条
    text: 小規模で、件数が1件以上
    text_en: small, with at least one case
    all:
      - that: small
      - that: own >= 1件
"""


def library() -> Library:
    texts = {"company.yaml": VOCABULARY}
    texts |= {f"{n}.yaml": SCHEME.replace("NAME", n) for n in ("one", "two")}
    return Library(lambda path, problems: Source(path, texts[path]) if path in texts else None)


def load(found: Library, name: str) -> Scheme:
    problems = Problems()
    scheme = found.scheme(f"{name}.yaml", problems)
    assert scheme is not None, problems.items
    return scheme


@pytest.fixture(scope="module")
def pair() -> tuple[Scheme, Scheme]:
    found = library()
    return load(found, "one"), load(found, "two")


def test_a_shared_definition_is_one_node_with_both_origins(pair: tuple[Scheme, Scheme]) -> None:
    network = Network.build(pair)
    said = [s.provisions["size"].clause.parts[0].parts[0] for s in pair]
    assert [c.name for c in said] == ["small", "small"]
    small = [network.of(s.id, c.expr) for s, c in zip(pair, said, strict=True)]
    assert small[0] is small[1]
    places = network.origins[small[0].number]
    assert {(o.scheme, o.clause) for o in places} >= {("one", "small"), ("two", "small")}


def test_what_belongs_to_one_programme_is_not_shared(pair: tuple[Scheme, Scheme]) -> None:
    network = Network.build(pair)
    sizes = [network.of(s.id, s.provisions["size"].clause.expr) for s in pair]
    assert sizes[0] is not sizes[1]
    assert Origin("one", "size", ("第1条",)) in network.origins[sizes[0].number]
    assert all(o.scheme == "two" for o in network.origins[sizes[1].number])
    scopes = {a.scope for a in network.inputs if a.name == "own"}
    assert scopes == {"one", "two"}
    assert len([a for a in network.inputs if a.name == "employees"]) == 1


def test_two_programmes_cost_less_than_their_sum(pair: tuple[Scheme, Scheme]) -> None:
    alone = [len(Network.build([s]).nodes) for s in pair]
    together = len(Network.build(pair).nodes)
    assert max(alone) < together < sum(alone)


def test_operands_come_before_what_uses_them(pair: tuple[Scheme, Scheme]) -> None:
    network = Network.build(pair)
    for number, node in enumerate(network.nodes):
        assert node.number == number
        assert all(a.number < number and network.nodes[a.number] is a for a in node.args)


def test_the_order_of_the_programmes_changes_numbers_only(pair: tuple[Scheme, Scheme]) -> None:
    there, back = Network.build(pair), Network.build(pair[::-1])
    assert len(there.nodes) == len(back.nodes)
    assert set(map(shape, there.nodes)) == set(map(shape, back.nodes))


def shape(node: Expr) -> tuple[object, ...]:
    return (node.op, node.data, node.type, tuple(map(shape, node.args)))


def test_a_network_does_not_change(pair: tuple[Scheme, Scheme]) -> None:
    network = Network.build(pair)
    assert isinstance(network.nodes, tuple)
    with pytest.raises(FrozenInstanceError):
        network.nodes = ()  # type: ignore[misc]
    for table in (network.origins, network.inputs):
        assert isinstance(table, MappingProxyType)


def test_two_programmes_of_one_name_are_refused(pair: tuple[Scheme, Scheme]) -> None:
    with pytest.raises(ValueError, match="one"):
        Network.build([pair[0], pair[0]])


def renamed(scheme: Scheme, number: int) -> Scheme:
    """The same programme under another name (its facts stay, so everything is shared)."""
    return replace(scheme, id=f"{scheme.id}_{number}")


def test_the_network_grows_with_what_is_different_only(pair: tuple[Scheme, Scheme]) -> None:
    many = [renamed(pair[0], n) for n in range(50)]
    network = Network.build(many)
    assert len(network.nodes) == len(Network.build([pair[0]]).nodes)
    size = network.of("one_0", pair[0].provisions["size"].clause.expr)
    assert len({o.scheme for o in network.origins[size.number]}) == 50


def test_building_looks_at_each_node_once(
    pair: tuple[Scheme, Scheme], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: work in proportion to the programmes, however much they share."""
    made: list[Op] = []
    plain = Interner.make

    def counting(self: Interner, op: Op, *rest: Any) -> Expr:
        made.append(op)
        return plain(self, op, *rest)

    monkeypatch.setattr(Interner, "make", counting)
    Network.build([pair[0]])
    once = len(made)
    made.clear()
    Network.build([renamed(pair[0], n) for n in range(40)])
    assert once <= len(pair[0].interner.nodes)
    assert len(made) == 40 * once


def test_every_clause_of_the_published_programmes_is_in_it() -> None:
    found = Library()
    folder = Path(__file__).resolve().parents[2] / "schemes"
    schemes = [s for p in sorted(folder.glob("*.yaml")) if (s := found.scheme(str(p), Problems()))]
    network = Network.build(schemes)
    for scheme in schemes:
        for provision in scheme.provisions.values():
            node = network.of(scheme.id, provision.clause.expr)
            assert (scheme.id, provision.id) in {(o.scheme, o.clause) for o in network.origins[node.number]}
        for period in scheme.periods.values():
            assert network.of(scheme.id, period.interval).type.kind.value == "interval"
    read = {n.data[0] for n in network.nodes if n.op is Op.INPUT}
    assert {a for a in read if isinstance(a, Address)} <= set(network.inputs)
