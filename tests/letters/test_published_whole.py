"""Nothing that an amount or a requirement depends on is left out of the page of its programme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.running import ROOT, run

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.pipeline import load_schemes
from schemeengine.render.width import plain
from schemeengine.truth import FALSE
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.readings import checked
from schemeengine.verdict.rule_scales import slices, straight_line
from schemeengine.verdict.rule_words import constant
from schemeengine.verdict.written_rates import WrittenRates

SHIPPED = sorted(
    p for p in (ROOT / "schemes").rglob("*.yaml") if p.parent.name in ("schemes", "library")
)  # fmt: skip
#: Heads and parts that were once dropped, each where it was.
SELECTED = """\
schemeengine: 1
scheme: selected
title: Selected
types:
  cost:
    label: 経費
    key: id
    fields:
      id: {type: text, label: 番号}
      item: {type: code, label: 費目, choices: {building: 工事費, food: 飲食費}}
      amount: {type: yen, label: 金額}
      paid: {type: date, label: 支払日}
      ok: {type: yes_no, label: 領収書がある}
    computed:
      after_tax: {label: 税抜額, value: amount / 110%, round_down: 1円}
      big: {label: 大口, that: after_tax >= 7万円}
checklists: {hyg: {label: 衛生の点検, answers: [yes, no], items: {x: {label: X}, y: {label: Y}}}}
facts:
  costs: {type: list of cost, label: 経費の一覧}
  applied: {type: date, label: 申請日}
  town: {type: yes_no, label: 市内}
  firm: {type: yes_no, label: くるみん}
  staff: {type: count, unit: 人, label: 従業員}
  size: {type: code, label: 規模, choices: {s: 小規模, m: 中規模, l: 大規模}}
definitions:
  eligible:
    label: 対象経費
    select: c in costs
    where: {one_of: c.item, list: [building]}
  ranked: {label: 支払順, rank: c in costs, ranked_by: c.paid, direction: lowest_first}
  class:
    label: 区分
    choices: {gold: 金の区分, silver: 銀の区分, none: 区分なし}
    choose:
      - {if: {all: [{count: [town, firm], at_least: 90%}, staff >= 81人]}, then: {code: gold}}
      - {if: {checklist: hyg, at_least: 45%}, then: {code: silver}}
    otherwise: {code: none}
  two:
    label: 限度
    table: |
      | size | staff     | → base    | → most    |
      | s    | 13人以下  | 31,000円  | 310,000円 |
      | s    | 13人超    | 32,000円  | 320,000円 |
      | m    | -         | 33,000円  | 330,000円 |
      | l    | -         | 34,000円  | 340,000円 |
  falling: {label: 逓減率, taper: staff, line: "| staff | → f |\\n| 15人 | 90% |\\n| 35人 | 65% |\\n| 55人 | 20% |\\n"}
  deep:
    label: 段々
    choose:
      - {if: {some: c in costs, satisfies: c.big}, then: 21円}
      - {if: {all: {one: {count: c in eligible, where: c.ok, at_least: 4}, two: town}}, then: 22円}
      - {if: {count_distinct: c in costs, of: c.item, at_least: 5}, then: 23円}
      - {if: {none: [firm, town]}, then: 24円}
    otherwise: {case: class, of: {gold: 25円, silver: {case: size, of: {s: 26円, m: 27円, l: 28円}}, none: 29円}}
provisions:
  share: {text: 領収書がそろう, count: c in costs, where: c.ok, at_least: 3分の2}
  guarded: {text: 市内, applies_when: {count: [town, {that: applied <= 令和8年3月3日}], at_least: 2}, that: firm}
  gold: {text: 金, that: class != "none"}
amounts:
  first: {label: 一つ目, sum: c in ranked, where: c.position <= 6, each: {share: falling, of: c.after_tax}}
  second: {label: 二つ目, text: 対象経費の半分, share: 2分の1, of: sum(eligible.amount), capped_at: two.most, round_down: "1,000円"}
  third: {label: 三つ目, slices: sum(costs.amount), brackets: "| costs | → rate |\\n| 11万円以下 | 41% |\\n| 11万円超 | 42% |\\n", not_below: two.base}
  fourth: {label: 四つ目, applies_when: {some: c in costs, satisfies: c.item = "food"}, value: deep}
"""


def _page(path: Path, lang: Lang) -> str:
    done = run("publish", str(path), "--strict", "--lang", lang, "--format", "markdown")
    assert done.code == 0, done.err
    return done.out.replace(" ", "").replace("\\", "")


def _roots(scheme: Scheme) -> Iterator[Expr]:
    about = scheme.procedures.get(scheme.main_procedure)
    yield from (p.clause.expr for p in checked(scheme, about) if p.effect != "permit")
    yield from (c.expr for c in (*scheme.amounts.values(), *scheme.dates.values()))
    yield from (p.interval for p in scheme.periods.values())


def _said_by(node: Expr) -> tuple[Expr, ...]:
    """The operands whose words must be on the page; the scales' own steps are not the officer's."""
    match node.op:
        case Op.READING:
            return (node.branch({}),)
        case Op.GUARD if constant(node.args[0]) is not None:  # never asked under the adopted reading
            return node.args[1:] if constant(node.args[0]) != FALSE else ()
        case Op.FIELD if node.args[0].op is Op.INPUT:  # 従業員数, of the one company there is
            return ()
        case Op.DATED:
            return node.args[1:]
        case Op.AS_DATE | Op.HAPPENED:
            return node.args[:1]
        case Op.FUNCTION if node.data[0] == "at_time" or str(node.data[0]).startswith("business_day"):
            return node.args[: 1 if node.data[0] == "at_time" else 2]
        case Op.FUNCTION if node.data[0] == "position":
            return (node.args[0].args[0],)
    line, sliced = straight_line(node), slices(node)
    if line is not None:
        return (line.base,)
    return (sliced.base, *(rate for _, _, rate in sliced.rows)) if sliced is not None else node.args


def _expected(scheme: Scheme, lang: Lang) -> Iterator[tuple[str, set[str]]]:
    """(what it is, the words any one of which says it) of every fact and literal that counts."""
    in_parts = WrittenRates(WrittenRates.of(scheme).in_parts, frozenset())
    labels = _labels(scheme, lang)
    stack, seen = [*_roots(scheme)], set[int]()
    while stack:
        node = stack.pop()
        if node.number in seen:
            continue
        seen.add(node.number)
        stack.extend(_said_by(node))
        match node.op:
            case Op.INPUT if node.address.space != "built_in":
                yield str(node), {scheme.inputs[node.address].decl.title(lang)}
            case Op.FIELD | Op.PROJECT:
                base = node.args[0].type
                record = scheme.records.get((base.of or base).record)
                if record is not None:
                    yield str(node), {record.fields[node.index].title(lang)}
            case Op.CONST if node.type.kind in (Kind.CODE, Kind.TEXT):
                yield str(node), labels.get(str(node.data[0]), {str(node.data[0])})
            case Op.CONST if node.type.kind is not Kind.YES_NO:
                shown = value_text(node.data[0], node.type).of(lang)
                yield str(node), {shown, in_parts.as_written(node.data[0], lang, None) or shown}
            case Op.MEMBER | Op.INCLUDES:
                codes = node.data[0]
                assert isinstance(codes, frozenset)
                for code in sorted(codes)[:5]:
                    yield f"{node} {code}", labels.get(str(code), {str(code)})
            case _:
                pass
        line = straight_line(node)
        if line is not None:
            for at, gives in line.points:
                yield str(node), {value_text(at, line.base.type).of(lang)}
                yield str(node), {value_text(gives, line.gives).of(lang)}


def _labels(scheme: Scheme, lang: Lang) -> dict[str, set[str]]:
    """All that a code can be called."""
    found: dict[str, set[str]] = {}
    types: set[Type] = {d.type for d in scheme.inputs.values()} | {n.type for n in scheme.interner.nodes}
    for type_ in types:
        for code, ja, en in (type_.of or type_).labels:
            found.setdefault(code, {code}).add(en if lang == "en" and en else ja)
    for decl in (
        *(d.decl for d in scheme.inputs.values()),
        *(f for r in scheme.records.values() for f in r.fields),
    ):
        for code, label in decl.choices.items():
            found.setdefault(code, {code}).add((lang == "en" and decl.choices_en.get(code)) or label)
    for catalogue in scheme.catalogues.values():
        for code in catalogue.entries:
            found.setdefault(code, {code}).add(catalogue.label(code))
    return found


def _left_out(path: Path, lang: Lang) -> list[str]:
    (scheme,) = load_schemes([str(path)])
    page = _page(path, lang)
    return [
        f"{what}: {sorted(words)}"
        for what, words in _expected(scheme, lang)
        if not any(plain(w).replace(" ", "").replace("\\", "") in page for w in words)
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_fact_and_no_number_is_left_out(path: Path, lang: Lang) -> None:
    assert _left_out(path, lang) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_head_drops_what_it_is_made_of(tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "selected.yaml"
    path.write_text(SELECTED, encoding="utf-8")
    assert _left_out(path, lang) == []
