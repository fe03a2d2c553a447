"""The functions of the expression language: names, argument types, result types.

One table, read by the type checker and printed in the manual.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics.codes_computing import COMPUTED_LIST
from schemeengine.elaborate.business_days import kind_of
from schemeengine.elaborate.computed_lists import FEW, OVER_COMPUTED, Column, over_all, over_few
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.lowering import Reader
from schemeengine.elaborate.paths import computed_column, with_arguments
from schemeengine.ir import types
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import DAYS, NUMERIC, Kind, Type
from schemeengine.model.suggest import closest
from schemeengine.syntax import expression_tree as ast


@dataclass(frozen=True, slots=True)
class Function:
    """Arguments by kind ("list", "number", "date", "period"), result kind, and what it says."""

    arguments: tuple[str, ...]
    result: Type | None  # None: the element type of the list
    ja: str
    en: str


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "count": Function(("list",), types.COUNT, "一覧の件数", "how many members a list has"),
        "sum": Function(("numbers",), None, "一覧の合計", "the sum of a list"),
        "min": Function(
            ("ordered",), None, "一覧の最小(日なら最も早い日)", "the least of a list, of days the earliest"
        ),
        "max": Function(
            ("ordered",), None, "一覧の最大(日なら最も遅い日)", "the greatest of a list, of days the latest"
        ),
        "mean": Function(("numbers",), None, "一覧の平均", "the exact average of a list"),
        "sum_of_greatest": Function(
            ("numbers", "number"), None, "一覧の大きい方から何件かの合計",
            "the sum of the greatest few of a list",
        ),
        "mean_of_greatest": Function(
            ("numbers", "number"), None, "一覧の大きい方から何件かの平均",
            "the average of the greatest few of a list",
        ),
        "sum_of_least": Function(
            ("numbers", "number"), None, "一覧の小さい方から何件かの合計",
            "the sum of the least few of a list",
        ),
        "mean_of_least": Function(
            ("numbers", "number"), None, "一覧の小さい方から何件かの平均",
            "the average of the least few of a list",
        ),
        "mean_without_extremes": Function(
            ("numbers",), None, "最高と最低を一つずつ除いた平均(三つ以上のとき)",
            "the average without the highest and the lowest; of fewer than three there is none",
        ),
        "fiscal_year": Function(("date",), types.FISCAL_YEAR, "日の属する年度", "the fiscal year of a day"),
        "calendar_year": Function(("date",), types.NUMBER, "日の属する年", "the calendar year of a day"),
        "year_of": Function(("date",), types.NUMBER, "日の属する年", "the calendar year of a day"),
        "month_of": Function(("date",), types.NUMBER, "日の属する月", "the month of a day, 1 to 12"),
        "full_fiscal_years": Function(
            ("date", "date"), types.list_of(types.FISCAL_YEAR),
            "二つの日の間にまるごと入る年度の一覧", "the fiscal years wholly between two days",
        ),
        "whole_months": Function(
            ("date", "date"), types.NUMBER, "二つの日の間の満月数", "whole months between two days"
        ),
        "full_years": Function(
            ("date", "date"), types.NUMBER, "二つの日の間の満年数", "whole years between two days"
        ),
        "age_on": Function(("date", "date"), types.NUMBER, "生年月日とある日から満年齢", "the age on a day"),
        "day_of_age": Function(
            ("date", "age"), types.DATE, "ある年齢に達する日(誕生日の前日)",
            "the day on which an age is reached: the day before the birthday",
        ),
        "days_between": Function(
            ("date", "date"), types.NUMBER, "初日を除く日数", "days between two days, the first not counted"
        ),
        "business_days_between": Function(
            ("date", "date"), Type(Kind.COUNT, unit="営業日", may_be_negative=True),
            "二つの日の間の営業日数(初日を除く)",
            "business days between two days, the first not counted",
        ),
        "days_covered": Function(("period",), types.NUMBER, "期間の日数", "the days of a period"),
        "days_covered_once": Function(
            ("periods",), types.NUMBER,
            "期間の一覧の日数(重なりは一度)", "the days in any period of a list, overlaps counted once",
        ),
        "days_covered_within": Function(
            ("periods", "period"), types.NUMBER,
            "期間の一覧のうち、ある期間に入る日数(重なりは一度)",
            "the days in any period of a list that also lie within a period",
        ),
        "union": Function(("lists",), None, "一覧の一覧のどれかにある値", "what is in any of several lists"),
        "common": Function(("lists",), None, "一覧の一覧のすべてにある値", "what is in all of several lists"),
    }
)  # fmt: skip
#: One Japanese name for each function, printed in the manual.
JAPANESE: Mapping[str, str] = MappingProxyType(
    {
        "件数": "count", "合計": "sum", "最小": "min", "最大": "max", "平均": "mean",
        "上位の合計": "sum_of_greatest", "上位の平均": "mean_of_greatest",
        "下位の合計": "sum_of_least", "下位の平均": "mean_of_least",
        "最高最低を除く平均": "mean_without_extremes",
        "年度": "fiscal_year", "暦年": "calendar_year", "年": "year_of", "月": "month_of",
        "満年度": "full_fiscal_years", "満月数": "whole_months", "満年数": "full_years",
        "満年齢": "age_on", "年齢に達する日": "day_of_age",
        "間の日数": "days_between", "間の営業日数": "business_days_between",
        "期間の日数": "days_covered",
        "延べ日数": "days_covered_once", "期間内の日数": "days_covered_within",
        "いずれかの値": "union", "共通の値": "common",
    }
)  # fmt: skip


def call(reader: Reader, tree: ast.Call) -> Expr | None:
    """A function call; a table's name with arguments is looked up with other keys."""
    el = reader.el
    name = JAPANESE.get(tree.function, tree.function)
    inside_itself = name in FUNCTIONS and el.is_open(tree.function)  # a rule called like the function it uses
    if tree.function in el.named and not inside_itself:
        return _table_call(reader, tree)
    function = FUNCTIONS.get(name)
    if function is None:
        near = closest(tree.function, [*FUNCTIONS, *JAPANESE]) or ", ".join(FUNCTIONS)
        el.problems.add(codes.UNKNOWN_FUNCTION, tree.span, got=tree.function, near=near)
        return None
    if len(tree.args) != len(function.arguments):
        el.problems.add(codes.WRONG_ARGUMENTS, tree.span, name=name, **_wanted(*function.arguments))
        return None
    over = computed_column(reader, tree.args[0], of_two=name in FEW) if name in OVER_COMPUTED else None
    if over is not None:
        wanted = {"count": "list", "min": "ordered", "max": "ordered"}.get(name, "numbers")
        if not _fits(wanted, types.list_of(over.each.type)):
            el.problems.add(codes.WRONG_ARGUMENTS, tree.args[0].span, name=name, **_wanted(wanted))
            return None
        return _over_computed(reader, name, over, tree)
    args = [reader.lower(a) for a in tree.args]
    if any(a is None for a in args):
        return None
    found = tuple(el.as_date(a) for a in args if a is not None)
    for kind, arg, written in zip(function.arguments, found, tree.args, strict=True):
        if not _fits(kind, arg.type):
            el.problems.add(codes.WRONG_ARGUMENTS, written.span, name=name, **_wanted(kind))
            return None
    if name == "count":
        return el.make(Op.NUMBER_OF, found, (), types.COUNT)
    if name == "day_of_age":
        found = (found[0], as_age(el, found[1]) or found[1])
    if name == "business_days_between":
        found = (*found, kind_of(el, False))
    result = function.result
    if result is None:
        assert found[0].type.of is not None
        result = found[0].type.of
    return el.make(Op.FUNCTION, found, (name,), result)


def _over_computed(reader: Reader, name: str, over: Column, tree: ast.Call) -> Expr | None:
    """A function of a field that is worked out for each member: gone through member by member."""
    if name not in FEW:
        return over_all(reader.el, name, over)
    number = reader.lower(tree.args[1])
    if number is None:
        return None
    if not _fits("number", number.type):
        reader.el.problems.add(codes.WRONG_ARGUMENTS, tree.args[1].span, name=name, **_wanted("number"))
        return None
    found = over_few(reader.el, name, over, number)
    if found is None:
        written = tree.args[0].span.text
        field = written.rpartition(".")[2]
        reader.el.problems.add(COMPUTED_LIST, tree.args[0].span, got=written, field=field)
    return found


_YEARS_OF_AGE = Type(Kind.COUNT, unit="歳")
_MEASURED = types.ORDERED - {Kind.EVENT}
_ARGUMENTS = {
    "list": ("一覧", "a list"), "numbers": ("数の一覧", "a list of numbers"),
    "ordered": (
        "数か日付の一覧(出来事なら、earlier_of: か later_of: に「x in 一覧」と書き、each: を添える)",
        "a list of numbers or days (of events, earlier_of: or later_of: with “x in LIST” and each:)",
    ),
    "number": ("数", "a number"), "date": ("日付", "a date"),
    "age": ("年齢(18歳)", "an age (18歳)"), "period": ("期間", "a period"),
    "periods": ("期間の一覧", "a list of periods"), "lists": ("一覧の一覧", "a list of lists"),
}  # fmt: skip


def _wanted(*kinds: str) -> dict[str, str]:
    """What a function takes, in both languages."""
    names = [_ARGUMENTS[k] for k in kinds]
    return {"want_ja": "、".join(ja for ja, _ in names), "want_en": ", ".join(en for _, en in names)}


def as_age(el: Elaborator, expr: Expr) -> Expr | None:
    """A value that can be an age in full years, a bare number or one of 歳; None if it is neither."""
    if expr.type.kind not in (Kind.NUMBER, Kind.COUNT) or expr.type.unit not in ("", "歳"):
        return None
    return el.const(expr.data[0], _YEARS_OF_AGE) if expr.op is Op.CONST else expr


def _fits(kind: str, type_: Type) -> bool:
    match kind:
        case "list":
            return type_.kind is Kind.LIST
        case "numbers":
            return type_.kind is Kind.LIST and type_.of is not None and type_.of.kind in NUMERIC
        case "ordered":  # an event may not have happened yet: the heads for days see to that
            return type_.kind is Kind.LIST and type_.of is not None and type_.of.kind in _MEASURED
        case "lists":
            return type_.kind is Kind.LIST and type_.of is not None and type_.of.kind is Kind.LIST
        case "periods":
            return type_.kind is Kind.LIST and type_.of is not None and type_.of.kind is Kind.INTERVAL
        case "age":
            return type_.kind in (Kind.NUMBER, Kind.COUNT) and type_.unit in ("", "歳")
        case "date":
            return type_.kind in DAYS or type_.kind is Kind.DATETIME
        case "period":
            return type_.kind is Kind.INTERVAL
        case _:
            return type_.kind in NUMERIC


def _table_call(reader: Reader, tree: ast.Call) -> Expr | None:
    clause = reader.el.clause_of(tree.function, tree.span)
    if clause is None:
        return None
    if clause not in reader.references:
        reader.references.append(clause)
    return with_arguments(reader, clause.expr, tree.args, tree)
