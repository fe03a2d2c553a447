"""Every fact that a programme reads of an applicant, for its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.scheme import Scheme
from schemeengine.letters import entries as e
from schemeengine.letters.contents import Contents
from schemeengine.truth import FALSE
from schemeengine.verdict.model import Text
from schemeengine.verdict.rule_words import constant


def with_all_facts(
    contents: Contents, found: tuple[e.WantedFrom, ...], rules: Iterable[Expr]
) -> tuple[e.WantedFrom, ...]:
    """What is missing of a case that says nothing, and the facts that are read besides.

    Which fact is missing depends on what the others may still be; the page names all that can count.
    """
    told = {item.fact.partition(".")[0] for group in found for item in group.items}
    more = tuple(_wanted(contents, a) for a in _read(contents.scheme, rules) if a.name not in told)
    if not more:
        return found
    if all(group.whose != "applicant" for group in found):
        heading = contents.said(
            contents.say("申請者にうかがうこと", "To be asked of the applicant"), "verdict"
        )
        return (e.WantedFrom("applicant", heading, more), *found)
    return tuple(replace(g, items=(*g.items, *more)) if g.whose == "applicant" else g for g in found)


def _read(scheme: Scheme, rules: Iterable[Expr]) -> Iterator[Address]:
    """The facts that applicants give and the rules read, as the scheme reads the instrument."""
    for node in nodes_below(rules, _in_force):
        if node.op is not Op.INPUT or node.address.space != "fact":
            continue
        if scheme.inputs[node.address].decl.provided_by == "applicant":
            yield node.address


def _in_force(node: Expr) -> tuple[Expr, ...]:
    """The operands that count under the adopted readings."""
    if node.op is Op.READING:
        return (node.branch({}),)
    return () if node.op is Op.GUARD and constant(node.args[0]) == FALSE else node.args


def _wanted(contents: Contents, address: Address) -> e.Wanted:
    decl, own = contents.scheme.inputs[address].decl, f"fact:{address.name}"
    ask, proof = Text(decl.ask, decl.ask_en), Text(decl.evidence, decl.evidence_en)
    return e.Wanted(
        address.name, "fact", contents.said(decl.title(contents.lang), own),
        contents.said(ask.of(contents.lang), own), contents.said(proof.of(contents.lang), own),
        contents.place((), own), True, (own,), "",
    )  # fmt: skip
