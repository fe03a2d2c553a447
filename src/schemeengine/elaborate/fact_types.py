"""The type of a fact or field as it is written: ``yen``, ``list of office``, 小数, 区分の一覧 …"""

from __future__ import annotations

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics.codes_computing import UNDECLARED_CLASSIFICATION
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir.types import Kind, Type, list_of
from schemeengine.model.documents import FactDoc
from schemeengine.model.suggest import nearest_shown
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.units import DAYS, MONTHS
from schemeengine.values import CURRENCIES, DECIMAL_COUNTERS, MEASURES, normalise_unit

_PLAIN_KINDS = {k.value: k for k in Kind if k not in (Kind.RECORD, Kind.LIST)}
#: What else people write first; 金額, 割合, 期間 and 長さ arrive here as the keys they also are.
_SYNONYMS = {
    "percentage": "percent", "share": "percent", "amount": "yen", "amounts": "yen",
    "integer": "count", "整数": "count", "人数": "count", "date_time": "datetime",
    "periods": "interval", "lasts": "duration", "string": "text", "文字列": "text",
    "boolean": "yes_no", "はい・いいえ": "yes_no", "有無": "yes_no", "はい/いいえ": "yes_no",
    "はいいいえ": "yes_no", "数字": "number",
    "住所": "text", "氏名": "text", "率": "percent", "choice": "code", "選択": "code",
    "currency": "money", "日": "date", "day": "date", "年月日": "date",
}  # fmt: skip


def read_type(el: Elaborator, text: str, span: Span, doc: FactDoc) -> Type | None:
    """``yen``, ``list of office``, ``entry of impact_indicators`` … as a type."""
    text = text.strip()
    for prefix in ("list of ", "一覧 "):
        if text.startswith(prefix):
            inner = read_type(el, text[len(prefix) :], span, doc)
            return None if inner is None else list_of(inner)
    if text.endswith("の一覧"):
        inner = read_type(el, text.removesuffix("の一覧"), span, doc)
        return None if inner is None else list_of(inner)
    if text.endswith("の項目"):
        return _entry_type(el, text.removesuffix("の項目").strip(), span)
    if text.startswith("entry of "):
        return _entry_type(el, text.removeprefix("entry of ").strip(), span)
    if text in el.records:  # a record of one's own may be called like a word of the language (区分)
        return Type(Kind.RECORD, record=text)
    word = keywords.word(text)
    word = _SYNONYMS.get(word, word)
    if word == "money":
        return _currency(el, doc, span)
    if word == "measure":
        return Type(Kind.QUANTITY)
    if word == "decimal":
        return Type(Kind.NUMBER, decimals=True)
    kind = _PLAIN_KINDS.get(word)
    if kind is not None:
        return _plain_type(el, kind, doc)
    _unknown_type(el, text, span)
    return None


#: A calendar month has no type of its own: 利用月 is the day it begins.
_MONTHS = frozenset({"年月", "月", "利用月", "month", "year_month", "calendar_month"})


def _unknown_type(el: Elaborator, text: str, span: Span) -> None:
    """The type that was perhaps meant, or all there are, in the words of either language."""
    english = [*_PLAIN_KINDS, *el.records]
    japanese = [keywords.word_in_japanese(k) for k in _PLAIN_KINDS]
    near = "" if el.problems.crowded else nearest_shown(text, [*english, *japanese])
    if text in _MONTHS:
        month = {
            "near_ja": "日付（その月の初日を書く。月の中かは期間で比べる）",
            "near_en": "date (its first day is written)",
        }
        el.problems.add(codes.UNKNOWN_TYPE, span, got=text, **month)
        return
    ja = near or "ありません。使える型: " + "、".join([*japanese, *el.records, "…の一覧"])
    en = near or "one of " + ", ".join([*english, "list of …", "entry of …"])
    el.problems.add(codes.UNKNOWN_TYPE, span, got=text, near_ja=ja, near_en=en)


def _entry_type(el: Elaborator, name: str, span: Span) -> Type | None:
    catalogue = el.catalogues.get(name)
    if catalogue is None:
        el.unknown(
            codes.UNKNOWN_REFERENCE, span, name, list(el.catalogues), **keywords.spoken(key="entry of")
        )
        return None
    return Type(Kind.CODE, choices=tuple(catalogue.entries), catalogue=name)


def _currency(el: Elaborator, doc: FactDoc, span: Span) -> Type | None:
    """``money`` with ``unit: USD``: another currency than the yen, in exact decimals."""
    unit = normalise_unit(doc.unit)
    if unit in ("円", "JPY"):
        return Type(Kind.YEN)
    if unit not in CURRENCIES:
        place = doc.place.value("unit") if doc.unit else span
        el.problems.add(
            codes.BAD_LITERAL, place, got=doc.unit or "money", want_ja="通貨の単位",
            want_en="a currency", example=", ".join(sorted(CURRENCIES)[:6]),
        )  # fmt: skip
        return None
    return Type(Kind.QUANTITY, unit=unit)


def _plain_type(el: Elaborator, kind: Kind, doc: FactDoc) -> Type:
    if kind is Kind.CODE:
        labels = tuple((c, label, doc.choices_en.get(c, "")) for c, label in doc.choices.items())
        return Type(kind, choices=tuple(doc.choices), labels=labels, classification=_classification(el, doc))
    if kind is Kind.QUANTITY:
        unit = normalise_unit("か月" if doc.unit in ("月", "箇月") else doc.unit)
        if unit and not any(unit in known for known in (MEASURES, MONTHS, DAYS, DECIMAL_COUNTERS)):
            el.problems.add(
                codes.BAD_LITERAL, doc.place.value("unit"), got=doc.unit, want_ja="量の単位",
                want_en="a unit of measure", example="m2, kW, 年, USD",
            )  # fmt: skip
        return Type(kind, unit=unit)
    if kind is Kind.COUNT or (kind is Kind.NUMBER and doc.unit):  # 数値 with 単位: 点 counts points
        return Type(Kind.COUNT, unit=_counter(doc.unit))
    return Type(kind)


def _counter(written: str) -> str:
    """The counter word of a count: its own, but for those the language knows in several spellings."""
    unit = "か月" if written in ("月", "箇月") else normalise_unit(written)
    return unit if unit in ("営業日", "か月", "週") else written


def _classification(el: Elaborator, doc: FactDoc) -> str:
    """The classification of a code, where a code stands for those below it; "" where codes are flat.

    A column of a catalogue may name another catalogue: its entries have no order among them.
    """
    name = doc.classification
    if name in el.classifications:
        return name if el.classifications[name] else ""
    if name and not el.in_catalogue:
        span = doc.place.value("classification")
        el.unknown(UNDECLARED_CLASSIFICATION, span, name, list(el.classifications))
    return ""
