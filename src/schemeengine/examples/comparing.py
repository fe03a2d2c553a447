"""A value against what an example expects of it."""

from __future__ import annotations

from typing import Any

from schemeengine import truth
from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.examples.placing import typed
from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.ir.expr import AS_OF
from schemeengine.ir.scheme import Clause, Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import MapNode, Node, Scalar
from schemeengine.verdict.model import Text
from schemeengine.verdict.phrasing import value_text

_STATES = {"met": truth.TRUE, "not_met": truth.FALSE, "unknown": truth.UNKNOWN,
           "not_applicable": truth.NOT_APPLICABLE, "yes": truth.TRUE, "no": truth.FALSE}  # fmt: skip


def compare_value(
    scheme: Scheme,
    clause: Clause,
    value: Any,
    expected: Node,
    case: Case,
    name: str,
    problems: Problems,
) -> list[Text]:
    type_ = clause.expr.type
    if type_.kind is Kind.YES_NO:
        return _compare_state(value, expected, name, problems)
    if isinstance(expected, MapNode):
        return _compare_bounds(scheme, type_, value, expected, case, name, problems)
    word = keywords.word(expected.text) if isinstance(expected, Scalar) else ""
    shown = value_text(value, type_)
    if word in ("unknown", "not_applicable", "none"):
        is_so = {
            "unknown": isinstance(value, domain.Approx) or value is None,
            "not_applicable": value is domain.NOT_APPLICABLE, "none": value is domain.NONE,
        }[word]  # fmt: skip
        return [] if is_so else [differs(Text(_WORDS[word], word), shown)]
    wanted = typed(scheme, type_, expected, problems)
    if wanted == value:
        return []
    return [differs(value_text(wanted, type_), shown)]


_WORDS = {"unknown": "不明", "not_applicable": "適用なし", "none": "なし"}


def differs(want: Text, got: Text) -> Text:
    return Text(f"期待は {want.ja}、実際は {got.ja}", f"expected {want.en}, got {got.en}")


def _state_text(mask: int) -> Text:
    word = {"true": ("該当（満たす）", "met"), "false": ("非該当（満たさない）", "not_met"),
            "not_applicable": ("適用なし", "not_applicable"),
            "unknown": ("不明", "unknown")}[truth.status(mask)]  # fmt: skip
    return Text(*word)


def _compare_state(value: int, expected: Node, name: str, problems: Problems) -> list[Text]:
    word = keywords.word(keywords.key(expected.text)) if isinstance(expected, Scalar) else ""
    if word not in _STATES:
        known = "met (該当) / not_met (非該当) / unknown (不明) / not_applicable (適用なし)"
        got = expected.span.text[:30]
        problems.add(codes.EXAMPLE_UNREADABLE, expected.span, name=name, got=got, near=known)
        return []
    want = _STATES[word]
    same = truth.status(want) == truth.status(value)
    return [] if same else [differs(_state_text(want), _state_text(value))]


def _compare_bounds(
    scheme: Scheme,
    type_: Type,
    value: Any,
    expected: MapNode,
    case: Case,
    name: str,
    problems: Problems,
) -> list[Text]:
    found: list[Text] = []
    for entry in expected.entries:
        key = keywords.key(entry.key.text)
        if type_.kind is Kind.INTERVAL and key in (
            "first",
            "last",
            "from",
            "until",
            "starts",
            "ends",
        ):
            end = value.first if key in ("first", "from", "starts") else value.last
            want = typed(scheme, Type(Kind.DATETIME if _has_hour(end) else Kind.DATE), entry.value, problems)
            if want != end:
                found.append(differs(value_text(want, Type(Kind.DATE)), value_text(end, Type(Kind.DATE))))
        elif key == "covers" and isinstance(entry.value, MapNode):
            found += _covers(scheme, value, entry.value, case, problems)
        elif key in ("at_most", "at_least"):
            bound = domain.high(value) if key == "at_most" else domain.low(value)
            want = typed(scheme, type_, entry.value, problems)
            if bound != want:
                found.append(differs(value_text(want, type_), value_text(bound, type_)))
        else:
            problems.add(codes.EXAMPLE_UNREADABLE, entry.key.span, name=name, got=entry.key.text,
                         near="at_most / at_least / first / last / covers")  # fmt: skip
    return found


def _has_hour(value: Any) -> bool:
    return hasattr(value, "hour")


def _covers(scheme: Scheme, value: Any, node: MapNode, case: Case, problems: Problems) -> list[Text]:
    found = []
    for entry in node.entries:
        if entry.key.text in ("as_of", "基準時"):
            day: Any = case.values[AS_OF]
        else:
            day = typed(scheme, Type(Kind.DATE), Scalar(entry.key.text, entry.key.span), problems)
        mask = domain.within(day, value)
        word = keywords.word(entry.value.text) if isinstance(entry.value, Scalar) else ""
        if mask != _STATES.get(word):
            found.append(
                differs(
                    Text(f"{entry.key.text}: {word}", f"{entry.key.text}: {word}"),
                    _state_text(mask),
                )
            )
    return found
