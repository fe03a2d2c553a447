"""Complete dossiers, drawn from a seed: as JSON documents, and as plain data for the others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

ANSWERS = (
    "entertainment", "speculation", "loans", "collection", "fortune", "pyramid", "political",
    "inquiry", "no_permit", "insolvent", "sanction",
)  # fmt: skip
#: The clauses in the order every contender lists them, and the amount after them.
CLAUSES = (
    "not_annexed", "in_ward", "entity", "not_public_body", "lawful", "no_recent_penalty", "taxes",
    "tax_return", "pay", "insurance", "checklist_70", "enough_goals", "community_goal",
    "several_sdgs", "system", "eligible",
)  # fmt: skip
ITEMS = 30
_FORMS = ("company", "company", "company", "sole_proprietor", "shinkin_bank", "law_firm", "other")
_TOWNS = ("東京都北区", "東京都板橋区", "埼玉県川口市")


# ------------------------------------------------------------------ bound facts
@dataclass(frozen=True, slots=True)
class Office:
    municipality: str
    operating: bool


@dataclass(frozen=True, slots=True)
class Penalty:
    imposed_on: date
    business: bool


@dataclass(frozen=True, slots=True)
class Goal:
    sdgs: tuple[int, ...]
    community: bool
    reasonable: bool
    creates_value: bool


@dataclass(frozen=True, slots=True)
class Cost:
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One dossier as a careful Python programmer would hold it: typed, slotted, real dates."""

    applied_on: date
    form: str
    employees: int
    lowest_pay: int
    social_insurance: bool
    tax_returns_filed: bool
    corporate_tax_arrears: bool
    individual_tax_arrears: bool
    offices: tuple[Office, ...]
    penalties: tuple[Penalty, ...]
    goals: tuple[Goal, ...]
    costs: tuple[Cost, ...]
    renewal: bool
    prior_grants: int
    annexed: tuple[bool, ...]
    lawful: bool
    system: bool
    checklist: tuple[str, ...]


def draw(seed: int, number: int) -> list[Facts]:
    """That many complete dossiers. Most are sound in most points, as real ones are."""
    rng = Random(seed)
    return [_one(rng) for _ in range(number)]


def _one(rng: Random) -> Facts:
    def mostly(share: float = 0.985) -> bool:
        return rng.random() < share

    def day(first: int, last: int) -> date:
        return date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))

    # A few businesses name one and the same goal of the SDGs again and again.
    served = range(1, 18) if mostly(0.95) else (rng.randint(1, 17),) * 3
    form = rng.choice(_FORMS) if mostly() else rng.choice(("state", "local_government"))
    return Facts(
        applied_on=day(2023, 2025), form=form,
        employees=rng.randint(0, 60), lowest_pay=rng.randint(1_080, 1_500),
        social_insurance=mostly(), tax_returns_filed=mostly(),
        corporate_tax_arrears=not mostly(), individual_tax_arrears=not mostly(),
        offices=tuple(
            Office(_TOWNS[0] if mostly(0.8) else rng.choice(_TOWNS), mostly())
            for _ in range(rng.randint(1, 4))
        ),
        penalties=tuple(Penalty(day(2015, 2022), mostly(0.5)) for _ in range(rng.randint(0, 2))),
        goals=tuple(
            Goal(
                tuple(rng.sample(served, rng.randint(1, 3))), mostly(0.6), mostly(), mostly()
            )
            for _ in range(rng.randint(3, 5))
        ),
        costs=tuple(
            Cost(rng.choice(("machinery", "labour", "travel", "outside")), rng.randint(1, 9_999_999))
            for _ in range(rng.randint(2, 6))
        ),
        renewal=mostly(0.3), prior_grants=rng.randint(0, 45_000_000),
        annexed=tuple(not mostly(0.999) for _ in ANSWERS), lawful=mostly(), system=mostly(),
        checklist=tuple(
            rng.choices(("yes", "no", "not_applicable"), (80, 12, 8), k=ITEMS)
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ as written
def document(facts: Facts, name: str = "drawn") -> dict[str, Json]:
    """The dossier as our JSON document; hand-written Python reads the same bytes."""
    told = {"by": "区長", "on_date": facts.applied_on.isoformat()}
    judgments: dict[str, Json] = {"system": {"decision": facts.system, **told}}
    for i, g in enumerate(facts.goals):
        judgments[f"goals.g{i}"] = {
            "reasonable": g.reasonable, "creates_value": g.creates_value, **told,
        }  # fmt: skip
    return {
        "schemeengine": 1, "dossier": name, "for": "bench", "as_of": facts.applied_on.isoformat(),
        "facts": {
            "applied_on": facts.applied_on.isoformat(), "form": facts.form,
            "employees": facts.employees, "lowest_pay": f"{facts.lowest_pay}円",
            "social_insurance": facts.social_insurance,
            "tax_returns_filed": facts.tax_returns_filed,
            "corporate_tax_arrears": facts.corporate_tax_arrears,
            "individual_tax_arrears": facts.individual_tax_arrears,
            "offices": [
                {"id": f"o{i}", "municipality": o.municipality, "operating": o.operating}
                for i, o in enumerate(facts.offices)
            ],
            "penalties": [
                {"id": f"p{i}", "imposed_on": p.imposed_on.isoformat(), "business": p.business}
                for i, p in enumerate(facts.penalties)
            ],
            "goals": [
                {"id": f"g{i}", "sdgs": list(g.sdgs), "community": g.community}
                for i, g in enumerate(facts.goals)
            ],
            "costs": [
                {"id": f"c{i}", "kind": c.kind, "amount": f"{c.amount}円"}
                for i, c in enumerate(facts.costs)
            ],
            "renewal": facts.renewal, "prior_grants": f"{facts.prior_grants}円",
        },
        "checklists": {"activities": {f"i{n}": a for n, a in enumerate(facts.checklist)}},
        "answers": {
            "not_annexed": dict(zip(ANSWERS, facts.annexed, strict=True)), "lawful": facts.lawful,
        },
        "judgments": judgments,
    }  # fmt: skip


def json_bytes(facts: Facts) -> bytes:
    return json.dumps(document(facts), ensure_ascii=False, separators=(",", ":")).encode()


# ------------------------------------------------------------------ for the other engines
def plain(facts: Facts) -> dict[str, Json]:
    """Plain data as the other engines like it: one flat record, dates as ISO text.

    The two dates other languages would have to compute (three years back, the wage in force) are
    worked out beforehand: most of them have no calendar. That favours them.
    """
    return {
        "form": facts.form, "employees": facts.employees, "lowest_pay": facts.lowest_pay,
        "minimum_wage": wage(facts.applied_on), "social_insurance": facts.social_insurance,
        "tax_returns_filed": facts.tax_returns_filed,
        "corporate_tax_arrears": facts.corporate_tax_arrears,
        "individual_tax_arrears": facts.individual_tax_arrears,
        "offices": [{"municipality": o.municipality, "operating": o.operating} for o in facts.offices],
        "window_from": _number(years_back(facts.applied_on)),
        "window_until": _number(facts.applied_on),
        "penalties": [
            {"imposed_on": _number(p.imposed_on), "business": p.business} for p in facts.penalties
        ],
        "goals": [
            {
                "sdgs": list(g.sdgs), "community": g.community, "reasonable": g.reasonable,
                "creates_value": g.creates_value,
            }
            for g in facts.goals
        ],
        "costs": [{"kind": c.kind, "amount": c.amount} for c in facts.costs],
        "renewal": facts.renewal, "prior_grants": facts.prior_grants,
        "annexed": dict(zip(ANSWERS, facts.annexed, strict=True)), "lawful": facts.lawful,
        "system": facts.system, "checklist": list(facts.checklist),
    }  # fmt: skip


def flat(facts: Facts) -> dict[str, bool | int | str]:
    """Only scalars, for engines without lists: what they cannot count is counted beforehand."""
    valid = [g for g in facts.goals if g.reasonable and g.creates_value and g.sdgs]
    since = years_back(facts.applied_on)
    return {
        "form": facts.form, "employees": facts.employees, "lowest_pay": facts.lowest_pay,
        "minimum_wage": wage(facts.applied_on), "social_insurance": facts.social_insurance,
        "tax_returns_filed": facts.tax_returns_filed,
        "corporate_tax_arrears": facts.corporate_tax_arrears,
        "individual_tax_arrears": facts.individual_tax_arrears,
        "offices_in_ward": sum(
            o.operating and o.municipality == "東京都北区" for o in facts.offices
        ),
        "recent_penalties": sum(
            p.business and since <= p.imposed_on <= facts.applied_on for p in facts.penalties
        ),
        "excluded_trades": sum(facts.annexed), "lawful": facts.lawful, "system": facts.system,
        "items_met": facts.checklist.count("yes"),
        "items_counted": ITEMS - facts.checklist.count("not_applicable"),
        "valid_goals": len(valid), "community_goals": sum(g.community for g in valid),
        "distinct_sdgs": len({s for g in valid for s in g.sdgs}),
        "costs_total": sum(c.amount for c in facts.costs if c.kind != "outside"),
        "renewal": facts.renewal, "prior_grants": facts.prior_grants,
    }  # fmt: skip


def wage(day: date) -> int:
    return 1_072 if day < date(2023, 10, 1) else 1_113 if day < date(2024, 10, 1) else 1_163


def years_back(day: date) -> date:
    """The first day of the three years that end on ``day`` (drawn days stop at the 28th)."""
    first = day.replace(year=day.year - 3)
    return first.fromordinal(first.toordinal() + 1)


def _number(day: date) -> int:
    """A date other engines can compare: 2024-06-03 as 20240603."""
    return day.year * 10_000 + day.month * 100 + day.day
