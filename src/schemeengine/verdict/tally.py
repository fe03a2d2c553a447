"""Counts in words: 2以上必要、現に2、不明1 — compared exactly, shown without rounding up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from schemeengine import truth
from schemeengine.execute import domain
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE, Mask
from schemeengine.values import format_percent_of
from schemeengine.verdict.facts import members_of
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.view import Members, View

_REQUIRED = {
    "at_least": ("{}以上", "at least {}"), "at_most": ("{}以下", "at most {}"),
    "exactly": ("ちょうど{}", "exactly {}"), "more_than": ("{}超", "more than {}"),
    "fewer_than": ("{}未満", "fewer than {}"),
}  # fmt: skip
_LISTS = {
    "all": ("次のすべて", "all of the following"), "any": ("次のいずれか", "any of the following"),
    "none": ("次のいずれでもないこと", "none of the following"),
}  # fmt: skip


def counted(masks: Sequence[Mask]) -> tuple[int, int, int, int]:
    """How many hold, fail, are not known, do not apply."""
    hold = sum(1 for m in masks if m == TRUE)
    fail = sum(1 for m in masks if m == FALSE)
    leave = sum(1 for m in masks if m == NOT_APPLICABLE)
    return hold, fail, len(masks) - hold - fail - leave, leave


def parts(head: str, clause: Clause, masks: Sequence[Mask], view: View, members: Members) -> Text:
    """A list of parts: how many hold, how many are open."""
    hold, _, open_, leave = counted(masks)
    if head == "count":
        return _threshold(clause, view, members, hold, open_, len(masks) - leave)
    verb = ("該当", "hold") if head in ("any", "none") else ("満たす", "met")
    ja = [f"{len(masks) - leave}のうち{verb[0]} {hold}"]
    en = [f"{hold} of {len(masks) - leave} {verb[1]}"]
    if open_:
        ja.append(f"不明 {open_}")
        en.append(f"{open_} not known")
    if leave:
        ja.append(f"適用しない {leave}")
        en.append(f"{leave} {'does' if leave == 1 else 'do'} not apply")
    name = _LISTS[head]
    return Text(f"{name[0]}（{'、'.join(ja)}）", f"{name[1]} ({', '.join(en)})")


#: How many items of one state are named before the rest is only counted.
_NAMED = 6


def number_met(clause: Clause, masks: Sequence[Mask]) -> Text:
    """Which items of a ``number_met`` hold, fail and are open: 3のうち満たす 1（通販）、不明 2（…）."""
    states = (
        (TRUE, "満たす", "met"), (FALSE, "満たさない", "not met"),
        (None, "不明", "not known"), (NOT_APPLICABLE, "適用しない", "not applicable"),
    )  # fmt: skip
    ja, en = [], []
    known = (TRUE, FALSE, NOT_APPLICABLE)
    for state, state_ja, state_en in states:
        found = [
            p for p, m in zip(clause.parts, masks, strict=True)
            if (m == state if state is not None else m not in known)
        ]  # fmt: skip
        if found:
            ja.append(f"{state_ja} {len(found)}{_names(found, 'ja')}")
            en.append(f"{len(found)} {state_en}{_names(found, 'en')}")
    return Text(f"{len(masks)}のうち{'、'.join(ja)}", f"of {len(masks)}: {', '.join(en)}")


def _names(found: Sequence[Clause], lang: str) -> str:
    """What the items are called, in brackets; nothing where one of them has no name."""
    shown = [p.wording.name(lang) or p.wording.gist(lang) or p.name for p in found]
    if not all(shown):
        return ""
    more = len(shown) - _NAMED
    if lang == "ja":
        return f"（{'、'.join(shown[:_NAMED])}{f'ほか{more}' if more > 0 else ''}）"
    return f" ({', '.join(shown[:_NAMED])}{f' and {more} more' if more > 0 else ''})"


def _bound(clause: Clause, view: View, members: Members) -> tuple[str, str]:
    assert clause.bound is not None
    value = view.value(clause.bound, members)
    shown = value_text(value, clause.bound.type)
    ja, en = _REQUIRED[clause.comparator]
    return ja.format(shown.ja), en.format(shown.en)


def _threshold(clause: Clause, view: View, members: Members, hold: int, open_: int, size: int) -> Text:
    ja, en = _bound(clause, view, members)
    if clause.share:
        return _share(clause, view, members, hold, open_, size)
    open_ja = f"、不明 {open_}" if open_ else ""
    open_en = f", {open_} not known" if open_ else ""
    return Text(f"{ja}が必要、現に {hold}{open_ja}", f"{en} needed, {hold} now{open_en}")


def _share(clause: Clause, view: View, members: Members, hold: int, open_: int, size: int) -> Text:
    """65 of 93 is 69.89…%: shown exactly, never rounded up to the threshold."""
    ja, en = _bound(clause, view, members)
    if size == 0:
        return Text(f"{ja}が必要、数える項目がない", f"{en} needed, nothing to count")
    if open_:
        return Text(
            f"{ja}が必要、{size}項目中 該当 {hold}、未回答 {open_}"
            f"（{format_ratio_range(hold, open_, size, 'ja')}）",
            f"{en} needed, {hold} of {size} met, {open_} not answered"
            f" ({format_ratio_range(hold, open_, size, 'en')})",
        )
    return Text(
        f"{ja}が必要、{format_percent_of(hold, size, 'ja')}",
        f"{en} needed, {format_percent_of(hold, size, 'en')}",
    )


def format_ratio_range(hold: int, open_: int, size: int, lang: str) -> str:
    """The share if no open item turns out met, and if all do."""
    low, high = Fraction(hold, size), Fraction(hold + open_, size)
    shown = [_percent(low), _percent(high)]
    return "〜".join(shown) if lang == "ja" else " to ".join(shown)


def _percent(share: Fraction) -> str:
    exact = share * 100
    if exact.denominator == 1:
        return f"{exact.numerator}%"
    hundredths = (exact * 100).numerator // (exact * 100).denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}…%"


def members(clause: Clause, view: View, members_: Members) -> Text:
    """A list gone through member by member."""
    iteration = clause.iteration
    if iteration is None:
        return EMPTY
    found = members_of(view, iteration.over, iteration.level, members_)
    if found is None:
        return Text("一覧が未回答", "the list is not given")
    if clause.head == "count_distinct":
        return _distinct(clause, view, members_)
    masks = [state_of(clause, view, inner, sure) for inner, sure, _ in found]
    hold, fail, open_, leave = counted(masks)
    size = len(masks) - leave
    if clause.head in ("count", "checklist"):
        return _threshold(clause, view, members_, hold, open_, size)
    open_ja = f"、不明 {open_}" if open_ else ""
    open_en = f", {open_} not known" if open_ else ""
    match clause.head:
        case "every":
            return Text(f"{size}件すべて（満たす {hold}、満たさない {fail}{open_ja}）",
                        f"each of {size} ({hold} met, {fail} not{open_en})")  # fmt: skip
        case "select":
            qualify, do = "qualifies" if hold == 1 else "qualify", "does" if fail == 1 else "do"
            return Text(
                f"対象 {hold}件、対象外 {fail}件{open_ja}", f"{hold} {qualify}, {fail} {do} not{open_en}"
            )
        case "none":
            return Text(f"{size}件のうち該当 {hold}{open_ja}（ないことが必要）",
                        f"{hold} of {size} hit{open_en} (none may)")  # fmt: skip
        case _:
            return Text(f"{size}件のうち該当 {hold}{open_ja}（一つ以上が必要）",
                        f"{hold} of {size} hold{open_en} (one is enough)")  # fmt: skip


def state_of(clause: Clause, view: View, inner: Members, sure: Mask) -> Mask:
    """Whether a member counts: it belongs (``where``) and what is asked of it holds."""
    iteration = clause.iteration
    assert iteration is not None
    belongs = sure
    if iteration.where is not None:
        belongs = view.mask(iteration.where.expr, inner) if sure == TRUE else truth.UNKNOWN
    if clause.head == "checklist":
        where = clause_where(clause)
        if where is not None and view.mask(where, inner) == FALSE:
            return NOT_APPLICABLE
    body = TRUE
    if iteration.body is not None and iteration.body.expr.type.kind is Kind.YES_NO:
        body = view.mask(iteration.body.expr, inner)
    if clause.head == "count" and iteration.where is not None:
        return belongs
    return truth.guard(belongs, body)


def clause_where(clause: Clause) -> Expr | None:
    """The condition on items of a checklist (their kind)."""
    node = clause.body
    while node.op in (Op.GUARD, Op.SPLIT):
        node = node.args[-1] if node.op is Op.GUARD else node.args[0]
    return node.args[2] if node.op is Op.THRESHOLD_EACH else None


def _distinct(clause: Clause, view: View, members_: Members) -> Text:
    node = clause.body
    while node.op in (Op.GUARD, Op.SPLIT):
        node = node.args[-1] if node.op is Op.GUARD else node.args[0]
    number = node.args[0]
    shown = value_text(view.value(number, members_), number.type)
    ja, en = _bound(clause, view, members_)
    iteration = clause.iteration
    assert iteration is not None
    values: dict[str, None] = {}
    for inner, _, _ in members_of(view, iteration.over, iteration.level, members_) or ():
        if iteration.where is not None and view.mask(iteration.where.expr, inner) != TRUE:
            continue
        if iteration.body is None:
            continue
        pooled = view.value(iteration.body.expr, inner)
        for value in pooled if isinstance(pooled, tuple) else (pooled,):
            if domain.is_exact(value):
                values[str(value)] = None
    ordered = sorted(values, key=lambda v: (len(v), v))
    aside = Text(f"（{'、'.join(ordered)}）", f" ({', '.join(ordered)})") if ordered else Text("", "")
    return Text(
        f"異なる値 {shown.ja}{aside.ja}、{ja}が必要",
        f"{shown.en} different values{aside.en}, {en} needed",
    )
