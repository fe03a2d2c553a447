"""Filing by channel: post by postmark (消印有効) or arrival (必着), the counter and online until an hour.

One deadline, and for each way of filing what must have happened by it and until what time. A channel
that is not listed is not open: what was filed by it is not in time.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.choices import known_choices
from schemeengine.elaborate.clauses import Built, HeadReader, value, yes_no
from schemeengine.elaborate.days import day
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.finishing import at_time
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, Wording
from schemeengine.ir.types import Kind, Type
from schemeengine.model.node import NodeDoc
from schemeengine.model.suggest import closest, no_near
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_time_of_day
from schemeengine.syntax.tree import Entry, MapNode, Scalar

#: What must have happened by the deadline: exactly one of the first two.
_KEYS = ("postmarked", "arrived", "until_time", "due")


def filed_by(el: Elaborator, node: NodeDoc, scope: Scope, expected: Type | None) -> Built | None:
    selector = value(el, node.value, scope)
    due = day(el, node.param("due"), scope)
    tree = node.param("of")
    if tree is not None and not isinstance(tree, MapNode):
        el.problems.add(codes_shape.EXPECTED_MAPPING, tree.span, what="of")
    if selector is None or due is None or not isinstance(tree, MapNode):
        return None
    if selector.expr.type.kind not in (Kind.CODE, Kind.TEXT):
        el.expect(selector.expr, types.CODE, node.value.span)
        return None
    rows: list[frozenset[str]] = []
    found: list[Clause] = []
    for entry in tree.entries:
        names = [c.strip() for c in entry.key.text.split("/")]
        channel = _channel(el, entry, due, scope)
        if not known_choices(el, names, selector, entry.key) or channel is None:
            return None
        rows.append(frozenset(names))
        found.append(channel)
    if not found:
        el.problems.add(codes_shape.EXPECTED_MAPPING, tree.span, what="of")
        return None
    _mention(el, due)
    choices = selector.expr.type.choices
    if choices and set(choices) <= frozenset().union(*rows):
        expr = el.make(Op.CASE, (selector.expr, *(c.expr for c in found)), (tuple(rows), False))
        return Built(expr, (selector, *found), head="case")
    closed = el.truth(False)
    expr = el.make(Op.CASE, (selector.expr, *(c.expr for c in found), closed), (tuple(rows), True))
    shut = Clause(
        "", "", "that", Wording(scope.cite, text=_CLOSED[0], text_en=_CLOSED[1]), tree.span, closed, closed
    )
    return Built(expr, (selector, *found, shut), head="case")


_CLOSED = ("この方法では提出できない", "cannot be filed in this way")


def _channel(el: Elaborator, entry: Entry, due: Clause, scope: Scope) -> Clause | None:
    """One way of filing: a condition of its own, or what must have happened by the deadline."""
    tree = entry.value
    keys = {keywords.key(e.key.text): e for e in tree.entries} if isinstance(tree, MapNode) else {}
    if not keys.keys() & {"postmarked", "arrived"}:
        return yes_no(el, tree, scope)
    if not _sound(el, keys):
        return None
    own = keys.get("due")
    last = due if own is None else day(el, own.value, scope)
    by_postmark = "postmarked" in keys
    when = day(el, keys["postmarked" if by_postmark else "arrived"].value, scope)
    if last is None or when is None:
        return None
    if own is not None:
        _mention(el, last)
    _mention(el, when)
    limit: Expr | None = el.as_date(last.expr)
    hour = keys.get("until_time")
    if hour is not None:
        limit = at_time(el, last.expr, hour.value)
    if limit is None:
        return None
    moment = el.as_date(when.expr)
    expr = el.make(Op.COMPARE, (moment, el.beside_day(limit, moment)), ("<=",))
    ja, en = _words(by_postmark, hour)
    wording = Wording(scope.cite, text=ja, text_en=en)
    return Clause("", "", "that", wording, tree.span, expr, expr, words=tree.span.text)


def _sound(el: Elaborator, keys: Mapping[str, Entry]) -> bool:
    """Only keys of a channel, and one way only to be in time; a postmark bears no hour."""
    strangers = [e for k, e in keys.items() if k not in _KEYS]
    for entry in strangers:
        near = closest(entry.key.text, [*_KEYS, *(keywords.TO_JAPANESE[k] for k in _KEYS)])
        ja, en = (near, near) if near else no_near(list(_KEYS))
        el.problems.add(codes_shape.UNKNOWN_KEY, entry.key.span, got=entry.key.text, near_ja=ja, near_en=en)
    for other in ("arrived", "until_time"):
        if "postmarked" in keys and other in keys:
            el.problems.add(codes_shape.TWO_OF_A_KIND, keys[other].key.span, first="postmarked", second=other)
            return False
    return not strangers


def _words(by_postmark: bool, hour: Entry | None) -> tuple[str, str]:
    """Which rule counts for the channel."""
    if by_postmark:
        return "消印有効（消印の日が期限まで）", "the postmark counts"
    minutes = read_time_of_day(hour.value.text) if hour and isinstance(hour.value, Scalar) else None
    if minutes is None:
        return "必着（期限までに到着）", "arrival counts"
    clock = f"{minutes // 60}時{f'{minutes % 60:02d}分' if minutes % 60 else ''}"
    return f"{clock}必着", f"arrival counts, until {minutes // 60:02d}:{minutes % 60:02d}"


def _mention(el: Elaborator, clause: Clause) -> None:
    """Only its value is kept: whatever the clause names is used all the same."""
    el.mentioned.update(name for c in (clause, *clause.parts) for name in (c.id, c.subject) if name)


HEADS: Mapping[str, HeadReader] = {"filed_by": filed_by}
