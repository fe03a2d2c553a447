"""How a value comes about, in words: rates and rounding, the least of several, days counted."""

from __future__ import annotations

from typing import Any

from schemeengine.calendar import format_day_pattern
from schemeengine.execute import domain
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import Kind
from schemeengine.verdict.business_words import business_words, counts_business_days
from schemeengine.verdict.choice_words import choice_words
from schemeengine.verdict.facts import adopted_branch
from schemeengine.verdict.finishing_words import finishing_words
from schemeengine.verdict.gaps import gap_below
from schemeengine.verdict.line_parts import told_by_name
from schemeengine.verdict.model import EMPTY, Text
from schemeengine.verdict.phrasing import UNDECIDED, Names, operand_text, value_text
from schemeengine.verdict.view import Members, View

_KINDS = {
    "lesser_of": ("次のうち最も少ない額", "the least of the following"),
    "greater_of": ("次のうち最も多い額", "the greatest of the following"),
    "sum": ("次の合計", "the sum of the following"),
    "average": ("次の平均", "the average of the following"),
    "earlier_of": ("次のうち早い日", "the earliest of the following"),
    "later_of": ("次のうち遅い日", "the latest of the following"),
}
_OF_LIST = {
    "lesser_of": ("{}のうち最も少ない額", "the least of {}"),
    "greater_of": ("{}のうち最も多い額", "the greatest of {}"),
    "sum": ("{}の合計", "the sum of {}"),
}
_SCALES = {
    "slices": ("段階ごとの計算の合計", "the sum over its slices"),
    "taper": ("表の行を結ぶ直線上の値", "on the straight line through the rows"),
}


def value_words(view: View, clause: Clause, members: Members, names: Names) -> Text:
    """The words of a value head; EMPTY where the value speaks for itself."""
    finishing = finishing_words(view, clause, members)
    found = _core(view, clause, members, names)
    if found is EMPTY and finishing is not EMPTY:
        found = _plain_value(view, clause, members, names)
    why = _why_unknown(view, clause, members)
    if found is EMPTY and finishing is EMPTY and why is EMPTY:
        return EMPTY
    if found is EMPTY:
        both = [x for x in (finishing, why) if x is not EMPTY]
        return Text("、".join(x.ja for x in both), ", ".join(x.en for x in both))
    return Text(
        "".join((found.ja, *(f"（{x.ja}）" for x in (finishing, why) if x.ja))),
        " ".join((found.en, *(f"({x.en})" for x in (finishing, why) if x.en))),
    )


def _plain_value(view: View, clause: Clause, members: Members, names: Names) -> Text:
    """What was rounded or limited, where the line would not say: a fact or a rule, by its name."""
    node = _inside(view, clause)
    named = operand_text(view, node, members, names)
    return EMPTY if named == value_text(view.value(node, members), node.type, None, view) else named


def _why_unknown(view: View, clause: Clause, members: Members) -> Text:
    """Why an amount cannot be worked out although its facts are known."""
    value = view.value(clause.body, members)
    if domain.is_exact(value) or clause.body.type.kind is Kind.YES_NO:
        return EMPTY
    found = gap_below(view, clause.body, members)
    return EMPTY if found is None else found.reason


def _core(view: View, clause: Clause, members: Members, names: Names) -> Text:
    if clause.head in _OF_LIST and clause.words and not clause.parts and clause.iteration is None:
        ja, en = _OF_LIST[clause.head]
        return Text(ja.format(clause.words), en.format(clause.words))
    if clause.head in _KINDS:
        return Text(*_KINDS[clause.head])
    if clause.head in _SCALES:
        return Text(*_SCALES[clause.head])
    node = _inside(view, clause)

    def say(expr: Expr) -> Text:
        return operand_text(view, expr, members, names)

    if node.number in told_by_name(clause) and node.op is Op.ARITH:
        return EMPTY  # how that rule comes about is said on its own line
    match clause.head, node.op:
        case (("case" | "choose" | "table"), _):
            return choice_words(view, clause, members, names)
        case "unit_price", Op.ARITH if node.data[0] == "/" and node.args[0].op is Op.ARITH:
            a, b = (say(x) for x in node.args[0].args)
            per = say(node.args[1])
            return Text(f"{a.ja} × {b.ja} ÷ {per.ja}", f"{a.en} × {b.en} ÷ {per.en}")
        case "unit_price", Op.ARITH:
            a, b = (say(x) for x in node.args)
            return Text(f"{a.ja} × {b.ja}", f"{a.en} × {b.en}")
        case "share", Op.ARITH:
            a, b = (say(x) for x in node.args)
            return Text(f"{b.ja} × {a.ja}", f"{b.en} × {a.en}")
        case (("value" | "" | "that"), Op.ARITH):
            sign = {"*": "×", "/": "÷", "-": "−"}.get(str(node.data[0]), str(node.data[0]))
            a, b = (say(x) for x in node.args)
            return Text(f"{a.ja} {sign} {b.ja}", f"{a.en} {sign} {b.en}")
        case _, (Op.ELAPSED | Op.LAST_DAY_OF):
            return _length(view, node, members, names)
        case _ if counts_business_days(node):
            after = clause.head == "elapsed" and clause.body.op is Op.NEXT_DAY
            return Text(
                business_words(node, lambda e: say(e).ja, "ja") + ("の翌日" if after else ""),
                ("day after the " if after else "") + business_words(node, lambda e: say(e).en, "en"),
            )
        case _, Op.FUNCTION if node.data[0] == "day_of_age":
            return _day_of_age(view, node, members, names)
        case _, Op.ANCHOR:
            return _anchor(view, node, members, names)
        case _, Op.CALENDAR_DAY:
            return _calendar_day(view, node, members, names)
        case _, Op.BACK:
            length, last = (say(x) for x in node.args)
            return Text(f"{last.ja}から遡って{length.ja}（その日を含む）",
                        f"{length.en} back from {last.en} (that day counted)")  # fmt: skip
        case _:
            return EMPTY


def _length(view: View, node: Expr, members: Members, names: Names) -> Text:
    """令和5年10月1日から3年（初日不算入）を経過した日"""
    length = operand_text(view, node.args[0], members, names)
    base = _from(view, node.args[1], members, names)
    counted = bool(node.data[0])
    ja = f"{base.ja}から{'起算して' if counted else ''}{length.ja}（初日{'算入' if counted else '不算入'}）"
    en = f"{length.en} from {base.en} (first day {'counted' if counted else 'not counted'})"
    if node.op is Op.LAST_DAY_OF:
        return Text(f"{ja}の末日", f"last day of {en}")
    if bool(node.data[1]):
        return Text(f"{ja}を経過した日（末日の翌日）", f"day after {en}")
    return Text(f"{ja}を経過した日（末日）", f"last day of {en}")


def _calendar_day(view: View, node: Expr, members: Members, names: Names) -> Text:
    """申請日 令和6年3月1日の年度の2年度後の3月31日"""
    base = operand_text(view, node.args[0], members, names)
    pattern: Any = node.data[0]
    ja, en = format_day_pattern(pattern, "ja"), format_day_pattern(pattern, "en")
    year_ja, year_en = ("年度", "fiscal year") if bool(node.data[1]) else ("年", "year")
    plus = view.value(node.args[1], members)
    if plus == 0:
        return Text(f"{base.ja}の{year_ja}の{ja}", f"{en} of the {year_en} of {base.en}")
    later = value_text(plus, node.args[1].type)
    return Text(
        f"{base.ja}の{year_ja}から{later.ja}{year_ja}後の{ja}",
        f"{en} of the {year_en} {later.en} after that of {base.en}",
    )


def _day_of_age(view: View, node: Expr, members: Members, names: Names) -> Text:
    """18歳に達する日（誕生日の前日。生年月日 平成18年4月1日）"""
    born, age = (operand_text(view, a, members, names) for a in node.args)
    return Text(
        f"{age.ja}に達する日（誕生日の前日。{born.ja}）",
        f"day on which {age.en} is reached (the day before the birthday; {born.en})",
    )


def _from(view: View, expr: Expr, members: Members, names: Names) -> Text:
    """The day something is counted from; where only its own line can say which, "that day"."""
    shown = operand_text(view, expr, members, names)
    return Text("その日", "that day") if shown == UNDECIDED else shown


def _anchor(view: View, node: Expr, members: Members, names: Names) -> Text:
    base = _from(view, node.args[0], members, names)
    pattern: Any = node.data[0]
    forward, inclusive = bool(node.data[1]), bool(node.data[2])
    side_ja = ("以後" if inclusive else "後") if forward else ("以前" if inclusive else "前")
    which = "最初の" if forward else "最後の"
    side_en = (
        ("on or after" if inclusive else "after") if forward else ("on or before" if inclusive else "before")
    )
    return Text(
        f"{base.ja}{side_ja}の{which}{format_day_pattern(pattern, 'ja')}",
        f"{'first' if forward else 'last'} {format_day_pattern(pattern, 'en')} {side_en} {base.en}",
    )


def _inside(view: View, clause: Clause) -> Expr:
    """The head's own operation, beneath guards and finishing keys."""
    expr, told = clause.body, told_by_name(clause)
    before = {limit.after.number: limit.before for limit in clause.limits}
    while True:
        if expr.number in before:
            expr = before[expr.number]
            continue
        match expr.op:
            case _ if expr.number in told:
                return expr
            case Op.ROUND | Op.BUSINESS_DAY | Op.NEXT_DAY | Op.IF_NONE:
                expr = expr.args[0]
            case Op.FUNCTION if expr.data[0] == "at_time":
                expr = expr.args[0]
            case Op.GUARD:
                expr = expr.args[1]
            case Op.READING:
                expr = adopted_branch(view, expr)
            case _:
                return expr
