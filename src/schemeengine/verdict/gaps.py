"""Why something is not known although its facts are: a divisor of zero, a day before the first value.

A missing fact is asked for; these have nothing to ask for, and so they are named for what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemeengine import truth
from schemeengine.execute import domain, tables
from schemeengine.ir.cells import ONE_SAYING, HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import NOT_APPLICABLE, TRUE
from schemeengine.values import Interval
from schemeengine.verdict.facts import BINDERS, FactUse, adopted_branch, fact_at, members_of, used_facts
from schemeengine.verdict.labels import full_label
from schemeengine.verdict.model import Text
from schemeengine.verdict.value_phrases import value_text
from schemeengine.verdict.view import Members, View

_COMPUTED = frozenset(
    {Op.ARITH, Op.ROUND, Op.FUNCTION, Op.LAST_DAY_OF, Op.ELAPSED, Op.ANCHOR, Op.CALENDAR_DAY, Op.NEXT_DAY,
     Op.BACK, Op.BUSINESS_DAY}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that cannot be worked out: the fact it is about ("" if no single one), and the reason."""

    about: str
    reason: Text


def settled(view: View, expr: Expr, members: Members) -> bool:
    """Whether nothing more is to be known of a node."""
    found = view.value(expr, members)
    if expr.type.kind is Kind.YES_NO:
        return truth.decided(found)
    if expr.op is Op.PROJECT or isinstance(found, (domain.Selection, Interval)):
        return False
    if isinstance(found, tuple) and expr.type.kind is Kind.LIST:
        return all(domain.is_exact(v) for v in found) or expr.op is Op.INPUT
    return domain.is_exact(found)


def gap(view: View, expr: Expr, members: Members) -> Gap | None:
    """Why this very node has no value; None where it has one, or waits for a fact."""
    if settled(view, expr, members):
        return None
    args = expr.args
    match expr.op:
        case Op.ARITH if expr.data == ("/",) and view.value(args[1], members) == 0:
            return _by_zero(view, args[1], members)
        case Op.AS_DATE if view.value(args[0], members) is domain.NOT_YET:
            return _not_yet(view, args[0], members)
        case Op.DATED if settled(view, args[0], members):
            return _before_the_first(view, expr, members)
        case Op.THRESHOLD if bool(expr.data[1]):
            nothing = all(view.mask(a, members) == NOT_APPLICABLE for a in args[1:])
            return Gap("", _SHARE_OF_NOTHING) if nothing else None
        case Op.THRESHOLD_EACH if bool(expr.data[1]):
            return Gap("", _SHARE_OF_NOTHING) if _nobody_counts(view, expr, members) else None
        case Op.TABLE:
            return _no_row(view, expr, members)
        case Op.COMPARE if args[0].type.kind is Kind.DURATION and all(_known(view, a, members) for a in args):
            return _not_comparable(view, args, members)
        case Op.BOUND if isinstance(view.value(args[0], members), Interval):
            return _open_end(view, expr, members)
        case op if op in _COMPUTED and args and all(_known(view, a, members) for a in args):
            return _outside(view, expr, members)
        case _:
            return None


def gap_below(view: View, expr: Expr, members: Members) -> Gap | None:
    """The first such reason at or below a node, outside iterations."""
    stack, seen = [expr], set()
    while stack:
        node = stack.pop()
        if node.number in seen or settled(view, node, members) or fact_at(view, node, members) is not None:
            continue
        seen.add(node.number)
        found = gap(view, node, members)
        if found is not None:
            return found
        if node.op is Op.READING:
            stack.append(adopted_branch(view, node))
        elif node.op not in BINDERS and node.op is not Op.THRESHOLD_EACH:
            stack.extend(reversed(node.args))
    return None


def _known(view: View, expr: Expr, members: Members) -> bool:
    found = view.value(expr, members)
    if isinstance(found, Interval):
        return all(e is None or domain.is_exact(e) for e in (found.first, found.last))
    return settled(view, expr, members)


# ------------------------------------------------------------------ the reasons
_SHARE_OF_NOTHING = Text(
    "割合の元になる項目が一つもない（すべて適用なし）",
    "there is nothing to take a share of (none of the items applies)",
)


def _by_zero(view: View, divisor: Expr, members: Members) -> Gap:
    uses = list(used_facts(view, divisor, members))
    if len(uses) == 1 and fact_at(view, divisor, members) is not None:
        label = _label(view, uses[0])
        return Gap(
            uses[0].full_path,
            Text(f"{label.ja}が0のため割れない", f"{label.en} is zero, and nothing can be divided by it"),
        )
    named = _named(view, uses)
    about = uses[0].full_path if len(uses) == 1 else ""
    if not uses:
        return Gap(about, Text("割る数が0のため割れない", "the divisor is zero"))
    return Gap(
        about,
        Text(f"割る数が0のため割れない（{named.ja}から）", f"the divisor is zero (it comes from {named.en})"),
    )


def _not_yet(view: View, event: Expr, members: Members) -> Gap | None:
    use = fact_at(view, event, members)
    if use is None:
        return None
    label = _label(view, use)
    return Gap(use.full_path, Text(f"{label.ja}がまだ起きていない", f"{label.en} has not happened yet"))


def _before_the_first(view: View, expr: Expr, members: Members) -> Gap | None:
    day = view.value(expr.args[0], members)
    days = expr.data[0]
    assert isinstance(days, tuple)
    if not days or not isinstance(day, date) or day >= days[0]:
        return None
    named = next((c for c in view.scheme.parameters.values() if c.expr is expr), None)
    type_ = expr.args[0].type
    at, first = value_text(day, type_), value_text(days[0], type_)
    ja, en = ("値", "value") if named is None else (
        f"「{named.wording.label or named.id}」の値", f"value of “{named.wording.name('en') or named.id}”"
    )  # fmt: skip
    uses = list(used_facts(view, expr.args[0], members))
    return Gap(
        uses[0].full_path if len(uses) == 1 else "",
        Text(f"{at.ja}の{ja}が定められていない（最初の値は{first.ja}から）",
             f"no {en} is set for {at.en} (the first is from {first.en})"),
    )  # fmt: skip


def _nobody_counts(view: View, expr: Expr, members: Members) -> bool:
    _, coll, where, body = expr.args
    level = expr.level
    found = members_of(view, coll, level, members)
    if found is None:
        return False
    kept = [(m, sure) for m, sure, _ in found if view.mask(where, m) & TRUE]
    return all(sure == TRUE and view.mask(body, m) == NOT_APPLICABLE for m, sure in kept)


def _open_end(view: View, expr: Expr, members: Members) -> Gap | None:
    interval = view.value(expr.args[0], members)
    first = expr.data[0] == "first"
    if (interval.first if first else interval.last) is not None:
        return None
    use = fact_at(view, expr.args[0], members)
    name = Text("期間", "the period") if use is None else _label(view, use)
    end = ("始まり", "first") if first else ("終わり", "last")
    return Gap(
        "" if use is None else use.full_path,
        Text(f"{name.ja}に{end[0]}の定めがない", f"{name.en} has no {end[1]} day"),
    )


def _not_comparable(view: View, sides: tuple[Expr, ...], members: Members) -> Gap:
    """365 days beside a year, which has 365 or 366."""
    uses = [u for side in sides for u in used_facts(view, side, members)]
    a, b = (value_text(view.value(side, members), side.type) for side in sides)
    ja = f"暦の上の年や月の日数は定まらないので、{a.ja}と{b.ja}のどちらが長いかは決まらない"
    en = f"years and months differ in days, so that {a.en} and {b.en} cannot be compared"
    return Gap(uses[0].full_path if len(uses) == 1 else "", Text(ja, en))


def _outside(view: View, expr: Expr, members: Members) -> Gap:
    uses = list(used_facts(view, expr, members))
    named = _named(view, uses)
    shown = Text(f"（{named.ja}）", f" ({named.en})") if uses else Text("", "")
    if expr.op is Op.BUSINESS_DAY or (
        expr.op is Op.FUNCTION and str(expr.data[0]).startswith("business_day")
    ):
        ja = f"祝日の分かる年の外なので、開庁日を数えられない{shown.ja}"
        en = f"open days cannot be counted outside the years whose holidays are known{shown.en}"
    else:
        ja = f"分かっている事実からは求められない{shown.ja}"
        en = f"it cannot be worked out from what is known{shown.en}"
    return Gap(uses[0].full_path if len(uses) == 1 else "", Text(ja, en))


def _label(view: View, use: FactUse) -> Text:
    return Text(*(full_label(view, use.address, use.path, lang) for lang in ("ja", "en")))


def _named(view: View, uses: list[FactUse]) -> Text:
    """Facts with their values: 従業員数 5人、退職者数 5人."""
    shown = [(_label(view, u), value_text(u.value, u.decl.type, u.decl, view)) for u in uses[:4]]
    return Text("、".join(f"{a.ja} {v.ja}" for a, v in shown), ", ".join(f"{a.en} {v.en}" for a, v in shown))


def no_row(view: View, expr: Expr, members: Members) -> Text | None:
    """Which values hit no row of a table, where it gives none for that reason."""
    if expr.op is not Op.TABLE or view.value(expr, members) is not domain.NONE:
        return None
    _, possible = _rows(view, expr, members)
    if possible:  # the row that is hit says so
        return None
    named = _named(view, _keys(view, expr, members))
    if not named.ja:
        return Text("表に当たる行がない", "no row of the table")
    return Text(f"表に当たる行がない：{named.ja}", f"no row of the table for {named.en}")


def _no_row(view: View, expr: Expr, members: Members) -> Gap | None:
    """A case that no row is for, or that two rows say different things of."""
    sure, possible = _rows(view, expr, members)
    policy = expr.data[2]
    assert isinstance(policy, HitPolicy)
    contradict = not policy.checked and policy.name in ONE_SAYING and len(sure) > 1
    if possible and not contradict:
        return None
    uses = _keys(view, expr, members)
    named, table = _named(view, uses), _table_name(view, expr)
    shown = Text(f"：{named.ja}", f" for {named.en}") if uses else Text("", "")
    about = uses[0].full_path if len(uses) == 1 else ""
    if not possible:
        return Gap(about, Text(f"{table.ja}に当たる行がない{shown.ja}", f"no row of {table.en}{shown.en}"))
    rows = [str(n + 1) for n in sure]
    ja = f"{table.ja}の{'、'.join(rows)}行目が食い違う{shown.ja}"
    return Gap(about, Text(ja, f"rows {', '.join(rows)} of {table.en} disagree{shown.en}"))


def _rows(view: View, expr: Expr, members: Members) -> tuple[list[int], list[int]]:
    rows, width, policy = expr.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    assert isinstance(policy, HitPolicy)
    keys = [tables.key(view.value(k, members), k.type) for k in expr.args[:width]]
    return tables.rows_hit(rows, keys, policy)


def _keys(view: View, expr: Expr, members: Members) -> list[FactUse]:
    """The facts a table is looked up by."""
    width = expr.data[1]
    assert isinstance(width, int)
    found = (u for key in expr.args[:width] for u in used_facts(view, key, members))
    return list({u.full_path: u for u in found}.values())


def _table_name(view: View, expr: Expr) -> Text:
    """What the rule is called whose table it is."""
    scheme = view.scheme
    for clause in (*scheme.definitions.values(), *scheme.amounts.values(), *scheme.dates.values()):
        tables_of = (clause.body, *clause.columns.values())
        if any(_same_table(t, expr) for t in tables_of):
            label = clause.wording.label or clause.id
            return Text(f"「{label}」の表", f"the table “{clause.wording.name('en') or clause.id}”")
    return Text("表", "the table")


def _same_table(found: Expr, expr: Expr) -> bool:
    """Whether a column is the one looked up, perhaps by other keys."""
    while found.op in (Op.IF_NONE, Op.ROUND, Op.LEAST, Op.GREATEST):
        found = found.args[0]
    if found.op is not Op.TABLE or found.data[:2] != expr.data[:2]:
        return False
    width = expr.data[1]
    assert isinstance(width, int)
    return [a.number for a in found.args[width:]] == [a.number for a in expr.args[width:]]
