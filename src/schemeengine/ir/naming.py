"""What types are called in messages, in both languages."""

from __future__ import annotations

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.values import CURRENCIES

_NAMES: dict[Kind, tuple[str, str]] = {
    Kind.YES_NO: ("はい・いいえで答える条件", "a yes/no condition"),
    Kind.NUMBER: ("単位のない数", "a bare number"),
    Kind.COUNT: ("個数", "a count"),
    Kind.YEN: ("金額", "an amount of yen"),
    Kind.RATIO: ("割合", "a percentage"),
    Kind.QUANTITY: ("物量", "a quantity"),
    Kind.DURATION: ("期間の長さ", "a length of time"),
    Kind.DATE: ("日付", "a date"),
    Kind.DATETIME: ("日時", "a date and time"),
    Kind.EVENT: ("出来事の日", "the day of an event"),
    Kind.INTERVAL: ("期間", "a period"),
    Kind.FISCAL_YEAR: ("年度", "a fiscal year"),
    Kind.TEXT: ("文字", "a text"),
    Kind.CODE: ("選択肢の値", "a code"),
    Kind.CORPORATE_NUMBER: ("法人番号", "a corporate number"),
    Kind.JUDGMENT: ("判断の記録", "a recorded judgment"),
    Kind.RECORD: ("まとまった項目", "a record"),
    Kind.LIST: ("一覧", "a list"),
}


def describe(type_: Type, lang: str) -> str:
    """A type in plain words, with its unit or element where that matters."""
    name = _NAMES[type_.kind][0 if lang == "ja" else 1]
    if type_.unit in CURRENCIES:
        return f"金額({type_.unit})" if lang == "ja" else f"an amount of money ({type_.unit})"
    if type_.unit:
        return f"{name}({type_.unit})" if lang == "ja" else f"{name} ({type_.unit})"
    if type_.kind is Kind.RECORD:
        return f"{name}({type_.record})" if lang == "ja" else f"{name} ({type_.record})"
    if type_.kind is Kind.LIST and type_.of is not None:
        inner = describe(type_.of, lang)
        return f"{inner}の一覧" if lang == "ja" else f"a list of {inner}"
    return name


def both(prefix: str, type_: Type) -> dict[str, str]:
    """Arguments ``<prefix>_ja`` and ``<prefix>_en`` of a diagnostic."""
    return {f"{prefix}_ja": describe(type_, "ja"), f"{prefix}_en": describe(type_, "en")}


def units_beside(bare: Expr, type_: Type) -> str:
    """How a bare number is written beside a type: 1,000円 / 1,000千円; else the units it could have."""
    number = bare.data[0] if bare.op is Op.CONST else None
    if isinstance(number, int) and type_.kind is Kind.YEN:
        return " / ".join(f"{number:,}{unit}" for unit in ("円", "千円", "万円"))
    return units_for(type_)


def units_for(type_: Type) -> str:
    """What a bare number could have meant beside this type."""
    match type_.kind:
        case Kind.YEN:
            return "円・千円・万円"
        case Kind.RATIO:
            return "%・n分のm"
        case Kind.DURATION:
            return "年・か月・日"
        case Kind.QUANTITY | Kind.COUNT:
            return type_.unit or "人・件・社"
        case Kind.DATE | Kind.EVENT | Kind.DATETIME:
            return "令和6年4月1日"
        case _:
            return "-"
