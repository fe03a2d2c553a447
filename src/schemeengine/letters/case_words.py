"""The branches of a choice, each with the case in which it counts: 申請者の区分が法人のとき."""

from __future__ import annotations

from collections.abc import Iterator

from schemeengine.ir.clause import Clause
from schemeengine.ir.expr import Expr, Op
from schemeengine.verdict.choice_words import inside_choice
from schemeengine.verdict.rule_grammar import when_ja
from schemeengine.verdict.rule_words import RuleWords


def branches(clause: Clause, words: RuleWords) -> Iterator[tuple[str, Clause]]:
    """Each branch of a ``case`` or ``choose`` in the order of the text, and when it counts."""
    node = inside_choice(clause.body)
    if node is None:
        return
    otherwise = words.pick("その他のとき", "in every other case")
    if clause.head == "choose":
        conditions = (len(clause.parts) - 1) // 2
        for row in range(conditions):
            said = words.condition(clause.parts[row].expr, nested=True)
            ja = when_ja(said) if row == 0 else f"そのほかで、{when_ja(said)}"
            yield (
                words.pick(ja, f"if {said}" if row == 0 else f"else, if {said}"),
                clause.parts[conditions + row],
            )
        yield otherwise, clause.parts[-1]
        return
    selector, *found = clause.parts
    for number, branch in enumerate(found):
        yield _case(node, selector, number, branch, words) or otherwise, branch


def _case(node: Expr, selector: Clause, number: int, branch: Clause, words: RuleWords) -> str:
    """The case of one branch; "" for the branch of all other cases."""
    if node.op is Op.CASE:
        rows = node.data[0]
        assert isinstance(rows, tuple)
        if number >= len(rows):
            return ""
        type_ = selector.expr.type
        order = {code: n for n, code in enumerate(type_.choices)}
        codes = sorted(rows[number], key=lambda code: (order.get(code, len(order)), code))
        labels = [type_.label(code, words.lang) for code in codes]
        subject = words.value(selector.expr)
        return words.pick(f"{subject}が{'か'.join(labels)}のとき", f"if {subject} is {' or '.join(labels)}")
    if selector.expr.type.classification:
        pairs = zip(node.args[:-1:2], node.args[1::2], strict=True)
        hit = [words.condition(c, nested=True) for c, b in pairs if b is branch.expr]
        return words.pick(f"{'、又は、'.join(hit)}とき", f"if {' or '.join(hit)}") if hit else ""
    held, failed = node.args[1], node.args[2]
    if branch.expr is held and branch.expr is not failed:
        said = words.condition(selector.expr, nested=True)
        return words.pick(when_ja(_held(said)), f"if {said}")
    if branch.expr is failed and branch.expr is not held:
        said = words.condition(selector.expr, nested=True)
        return words.pick(_held(said).removesuffix("たる") + "たらないとき", f"unless {said}")
    return ""


def _held(said: str) -> str:
    """「大企業である」に当たる; of a rule it is said so already."""
    return said if said.endswith("」に当たる") else f"「{said}」に当たる"
