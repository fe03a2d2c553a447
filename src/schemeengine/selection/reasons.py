"""Why an application got its place, in words."""

from __future__ import annotations

from schemeengine.values import format_yen
from schemeengine.verdict.model import Text

OUT = Text("要件を満たさない", "does not meet the requirements")
OPEN = Text("順位を決める事実・記録が足りない", "facts or records that decide its place are missing")
TIED = Text(
    "同順位の者の一部しか採れず、決める定めがない",
    "only some of these equals fit, and no rule tells them apart",
)
AFTER_TIE = Text("前の順位で枠が定まらない", "the places before it are not settled")
SPENT = Text("前の順位で予算が尽きた", "the budget was used up before it")
WHOLE_SPENT = Text("前の順位で全体の予算が尽きた", "the budget for all was used up before it")
NO_CAPACITY = Text("件数枠が定まっていない", "the number of places is not known")
NO_BUDGET = Text("予算が定まっていない", "the budget is not known")


def full(capacity: int, whole: bool) -> Text:
    if whole:
        return Text(f"全体の枠の{capacity:,}件に入らない", f"beyond the {capacity:,} places for all")
    return Text(f"枠の{capacity:,}件に入らない", f"beyond the {capacity:,} places")


def short(left: int, price: int, whole: bool) -> Text:
    ja, en = format_yen(left, "ja"), format_yen(left, "en")
    of_ja, of_en = ("全体の予算", "the budget for all") if whole else ("予算", "the budget")
    return Text(
        f"{of_ja}の残り{ja}が、額の{format_yen(price, 'ja')}に足りない",
        f"what is left of {of_en}, {en}, is less than its {format_yen(price, 'en')}",
    )


def rest(left: int, price: int) -> Text:
    return Text(
        f"額は{format_yen(price, 'ja')}だが、予算の残り{format_yen(left, 'ja')}を充てる",
        f"gets what is left of the budget, {format_yen(left, 'en')} of its {format_yen(price, 'en')}",
    )


def within(capacity: int | None, left: int | None, price: int, whole: bool = False) -> Text:
    """``whole``: what is left is that of the budget for all groups."""
    parts_ja = [] if capacity is None else [f"枠の{capacity:,}件に入る"]
    parts_en = [] if capacity is None else [f"within the {capacity:,} places"]
    if left is not None:
        of_ja, of_en = ("全体の", " of the budget for all") if whole else ("", "")
        parts_ja.append(f"{of_ja}予算の残り{format_yen(left, 'ja')}から{format_yen(price, 'ja')}")
        parts_en.append(f"{format_yen(price, 'en')} of the {format_yen(left, 'en')} left{of_en}")
    return Text("、".join(parts_ja), ", ".join(parts_en))


def from_others(why: Text) -> Text:
    return Text(f"ほかの区分で残った枠による（{why.ja}）", f"from what other groups left ({why.en})")


def in_proportion(price: int, budget: int, wanted: int) -> Text:
    """``wanted``: the sum of what all who are chosen would get."""
    ja, en = ([format_yen(n, lang) for n in (price, budget, wanted)] for lang in ("ja", "en"))
    return Text(
        f"額の{ja[0]}を、予算{ja[1]}の採択の合計{ja[2]}に対する割合で按分（1円未満切捨て）",
        f"its {en[0]} in the proportion of the budget of {en[1]} to the {en[2]} of all chosen, whole yen",
    )


def on_the_list(number: int, why: Text) -> Text:
    return Text(f"補欠の{number}番目（{why.ja}）", f"number {number} on the waiting list ({why.en})")


def too_many_equals(why: Text) -> Text:
    return Text(
        f"{why.ja}。同順位の者の一部しか補欠にできない",
        f"{why.en}; only some of these equals fit on the waiting list",
    )
