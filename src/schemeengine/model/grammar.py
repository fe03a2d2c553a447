"""The node grammar as data: every head, its own parameters, and the modifiers any node may carry.

A node is a scalar expression, or a mapping with exactly one head, that head's parameters beside
it, and modifiers. The three key sets are disjoint: keys decide the parse, types decide what may
stand where. The reader of nodes, the JSON Schemas and the manual all use these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

#: What may stand as the value of a key.
#: node: a nested node · node_or_list: one node or several · list: parts, named or not
#: iter: "x in LIST" · list_or_iter: either
#: nodes: one node or a list of them · words: one word of a closed set or a list of them
#: name: a declared name · word: one of a closed set · words/text: free text · table: Markdown table
#: literal: a quantity or date · codes: a list of codes, or code -> cite · branches: code -> node
#: channels: code -> what must have happened by the deadline, or a node
#: rows: a list of {if, then} · days: a day of the year, month or week · cite: places
ValueKind = Literal[
    "node", "list", "iter", "list_or_iter", "name", "word", "text", "table", "literal",
    "codes", "branches", "channels", "rows", "days", "cite", "examples", "choices", "papers", "yes_no",
    "node_or_list", "nodes", "words",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """A head: the kind of its value, its parameters, and which of them must be present."""

    value: ValueKind
    params: Mapping[str, ValueKind] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    #: Exactly one of these parameters must be present.
    one_of: tuple[str, ...] = ()
    gives: Literal["yes_no", "value", "date", "list", "any"] = "yes_no"


COMPARATORS = ("at_least", "at_most", "exactly", "more_than", "fewer_than")
_COMPARE: dict[str, ValueKind] = dict.fromkeys(COMPARATORS, "node")
_SINCE: dict[str, ValueKind] = {"since": "node", "counting_from": "node"}
_EACH: dict[str, ValueKind] = {"where": "node", "each": "node"}

HEADS: Mapping[str, Head] = MappingProxyType(
    {
        # clauses
        "that": Head("node", gives="any"),
        "all": Head("list"),
        "any": Head("list"),
        "none": Head("list_or_iter", {"where": "node", "satisfies": "node"}),
        "every": Head("iter", {"where": "node", "satisfies": "node"}, required=("satisfies",)),
        "some": Head("iter", {"where": "node", "satisfies": "node"}, required=("satisfies",)),
        "count": Head("list_or_iter", {"where": "node", **_COMPARE}, one_of=COMPARATORS),
        "count_distinct": Head(
            "iter", {"where": "node", "of": "node", **_COMPARE}, required=("of",),
            one_of=COMPARATORS,
        ),
        "checklist": Head(
            "name", {"kind": "text", "not_applicable": "word", **_COMPARE}, one_of=COMPARATORS
        ),
        "one_of": Head("node", {"list": "codes"}, required=("list",)),
        "includes_any": Head("node", {"list": "codes"}, required=("list",)),
        "asked_of": Head("word"),
        "judged_by": Head("text", {"power": "word"}, required=("power",)),
        "happened": Head("node"),
        "recorded": Head("node"),
        # choices, of any type
        "case": Head("node", {"of": "branches", "otherwise": "node"}, required=("of",), gives="any"),
        "filed_by": Head("node", {"due": "node", "of": "channels"}, required=("due", "of")),
        "choose": Head("rows", {"otherwise": "node"}, required=("otherwise",), gives="any"),
        "reading": Head("name", gives="any"),
        "table": Head("table", {"when_several": "word"}, gives="any"),
        "code": Head("text", gives="value"),
        # values
        "value": Head("node", gives="value"),
        "share": Head("node", {"of": "node"}, required=("of",), gives="value"),
        "unit_price": Head(
            "node", {"times": "node", "per": "literal"}, required=("times",), gives="value"
        ),
        "sum": Head("list_or_iter", dict(_EACH), gives="value"),
        "average": Head("list_or_iter", dict(_EACH), gives="value"),
        "lesser_of": Head("list_or_iter", dict(_EACH), gives="value"),
        "greater_of": Head("list_or_iter", dict(_EACH), gives="value"),
        "earlier_of": Head("list_or_iter", dict(_EACH), gives="date"),
        "later_of": Head("list_or_iter", dict(_EACH), gives="date"),
        "number_met": Head("list", gives="value"),
        "slices": Head("node", {"brackets": "table"}, required=("brackets",), gives="value"),
        "taper": Head("node", {"line": "table"}, required=("line",), gives="value"),
        "rank": Head(
            "iter", {"where": "node", "ranked_by": "nodes", "direction": "words", "ties": "word"},
            required=("ranked_by", "direction"), gives="list",
        ),
        "select": Head("iter", {"where": "node"}, required=("where",), gives="list"),
        # dates
        "elapsed": Head(
            "node", {**_SINCE, "means": "word"}, required=("means",),
            one_of=("since", "counting_from"), gives="date",
        ),
        "last_day_of": Head("node", dict(_SINCE), one_of=("since", "counting_from"), gives="date"),
        "day_of_age": Head("node", {"born": "node"}, required=("born",), gives="date"),
        "first": Head(
            "days", {"on_or_after": "node", "after": "node"},
            one_of=("on_or_after", "after"), gives="date",
        ),
        "last": Head(
            "days", {"on_or_before": "node", "before": "node"},
            one_of=("on_or_before", "before"), gives="date",
        ),
        "calendar_day": Head(
            "days", {
                "in_year_of": "node", "in_fiscal_year_of": "node", "year_begins": "days",
                "plus_years": "node",
            },
            one_of=("in_year_of", "in_fiscal_year_of"), gives="date",
        ),
    }
)  # fmt: skip

MODIFIERS: Mapping[str, ValueKind] = MappingProxyType(
    {
        "applies_when": "node", "unless": "node", "deemed_when": "node", "if_none": "node",
        "less": "node_or_list", "not_below": "node", "capped_at": "node",
        "round_down": "literal", "round_up": "literal", "round_half_up": "literal",
        "round": "word", "if_holiday": "word", "until_time": "literal",
        "cite": "cite", "text": "text", "text_en": "text", "label": "text", "label_en": "text",
        "note": "text", "ask": "text", "ask_en": "text", "evidence": "text", "evidence_en": "text",
        "examples": "examples", "choices": "choices", "choices_en": "choices", "show_result": "yes_no",
    }
)  # fmt: skip

#: Keys a provision may carry besides those of its node.
PROVISION_KEYS: Mapping[str, ValueKind] = MappingProxyType({"effect": "word"})

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "not_applicable": ("leave_out", "keep_in"),
        "means": ("day_after_end", "last_day"),
        "if_holiday": (
            "next_business_day",
            "previous_business_day",
            "next_bank_day",
            "previous_bank_day",
            "as_written",
        ),
        "asked_of": ("applicant", "office"),
        "power": ("to_admit", "to_refuse", "appraisal"),
        "effect": ("require", "exclude", "scope", "permit"),
        "round": ("none",),
        "when_several": (
            "unique",
            "narrowest",
            "any",
            "first",
            "priority",
            "sum",
            "greatest",
            "least",
            "count",
            "collect",
            "rule_order",
            "output_order",
        ),
        "direction": ("highest_first", "lowest_first"),
        "ties": ("same_rank", "one_after_another"),
    }
)


def owners(parameter: str) -> tuple[str, ...]:
    """The heads a parameter belongs to; () if it is no parameter."""
    return tuple(name for name, head in HEADS.items() if parameter in head.params)
