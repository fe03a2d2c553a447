"""The yardstick: the same decisions in plain, careful, two-valued Python, written by hand.

``clauses`` takes bound facts; ``clauses_of_json`` reads the bytes of a dossier. Neither knows
missing facts, bounds, or where anything was written.
"""

from __future__ import annotations

import json
from datetime import date

from benchmarks.workload.dossiers import ANSWERS, Facts

ENTITIES = frozenset({"company", "sole_proprietor", "shinkin_bank", "law_firm"})
PUBLIC = frozenset({"state", "local_government"})
WARD = "東京都北区"
RATE_2023, RATE_2024 = date(2023, 10, 1), date(2024, 10, 1)

#: Sixteen clauses (see workload.dossiers.CLAUSES) and the amount in yen.
Answer = tuple[
    bool, bool, bool, bool, bool, bool, bool, bool,
    bool, bool, bool, bool, bool, bool, bool, bool, int,
]  # fmt: skip


def clauses(f: Facts) -> Answer:
    """Every clause and the amount, from typed facts."""
    applied, form, employees = f.applied_on, f.form, f.employees
    annexed = not any(f.annexed)
    in_ward = any(o.municipality == WARD and o.operating for o in f.offices)
    entity = form in ENTITIES
    private = form not in PUBLIC
    penalty = True
    if f.penalties:
        since = applied.replace(year=applied.year - 3)
        penalty = not any(p.business and since < p.imposed_on <= applied for p in f.penalties)
    taxes = not (f.individual_tax_arrears if form == "sole_proprietor" else f.corporate_tax_arrears)
    wage = 1_072 if applied < RATE_2023 else 1_113 if applied < RATE_2024 else 1_163
    pay = employees == 0 or f.lowest_pay > wage
    insured = employees == 0 or f.social_insurance
    answers = f.checklist
    met = answers.count("yes")
    checklist = met * 10 >= 7 * (len(answers) - answers.count("not_applicable"))
    valid = [g for g in f.goals if g.reasonable and g.creates_value and g.sdgs]
    enough = len(valid) >= 3
    community = any(g.community for g in valid)
    several = len({s for g in valid for s in g.sdgs}) >= 2
    eligible = (
        annexed and in_ward and entity and private and f.lawful and penalty and taxes
        and f.tax_returns_filed and pay and insured and checklist and enough and community
        and several and f.system
    )  # fmt: skip
    total = sum(c.amount for c in f.costs if c.kind != "outside")
    grant = min(total // 2_000 * 1_000, 30_000_000)
    if f.renewal:
        grant = min(grant, max(50_000_000 - f.prior_grants, 0))
    return (
        annexed, in_ward, entity, private, f.lawful, penalty, taxes, f.tax_returns_filed,
        pay, insured, checklist, enough, community, several, f.system, eligible, grant,
    )  # fmt: skip


def clauses_of_json(text: bytes) -> Answer:
    """The same from the bytes of a dossier; nothing in them is checked."""
    d = json.loads(text)
    f, answers, judgments = d["facts"], d["answers"], d["judgments"]
    applied, form, employees = f["applied_on"], f["form"], f["employees"]
    annex = answers["not_annexed"]
    annexed = not any(annex[name] for name in ANSWERS)
    in_ward = any(o["municipality"] == WARD and o["operating"] for o in f["offices"])
    entity = form in ENTITIES
    private = form not in PUBLIC
    since = f"{int(applied[:4]) - 3}{applied[4:]}"
    penalty = not any(p["business"] and since < p["imposed_on"] <= applied for p in f["penalties"])
    single = form == "sole_proprietor"
    taxes = not f["individual_tax_arrears" if single else "corporate_tax_arrears"]
    wage = 1_072 if applied < "2023-10-01" else 1_113 if applied < "2024-10-01" else 1_163
    pay = employees == 0 or int(f["lowest_pay"][:-1]) > wage
    insured = employees == 0 or f["social_insurance"]
    items = list(d["checklists"]["activities"].values())
    met = items.count("yes")
    checklist = met * 10 >= 7 * (len(items) - items.count("not_applicable"))
    valid = []
    for g in f["goals"]:
        judged = judgments["goals." + g["id"]]
        if judged["reasonable"] and judged["creates_value"] and g["sdgs"]:
            valid.append(g)
    enough = len(valid) >= 3
    community = any(g["community"] for g in valid)
    several = len({s for g in valid for s in g["sdgs"]}) >= 2
    lawful, system, filed = answers["lawful"], judgments["system"]["decision"], f["tax_returns_filed"]
    eligible = (
        annexed and in_ward and entity and private and lawful and penalty and taxes and filed
        and pay and insured and checklist and enough and community and several and system
    )  # fmt: skip
    total = sum(int(c["amount"][:-1]) for c in f["costs"] if c["kind"] != "outside")
    grant = min(total // 2_000 * 1_000, 30_000_000)
    if f["renewal"]:
        grant = min(grant, max(50_000_000 - int(f["prior_grants"][:-1]), 0))
    return (
        annexed, in_ward, entity, private, lawful, penalty, taxes, filed,
        pay, insured, checklist, enough, community, several, system, eligible, grant,
    )  # fmt: skip
