"""openfisca-core: a small tax-benefit system of integer and boolean variables, one simulation a case."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.peer import Peer, installed_version
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import CLAUSES, Facts, flat

PERIOD = "2024-06"


def build() -> Peer:
    number = installed_version("openfisca-core")
    from openfisca_core.entities import Entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    company = Entity("company", "companies", "A business", "")
    system = TaxBenefitSystem([company])

    def variable(name: str, kind: type, formula: Any = None) -> None:
        body: dict[str, Any] = {
            "value_type": kind, "entity": company, "definition_period": DateUnit.MONTH,
            "label": name,
        }  # fmt: skip
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (Variable,), body))

    sample = flat(_any_facts())
    for name, value in sample.items():
        variable(f"in_{name}", type(value))
    for name, formula in _formulas().items():
        variable(name, int if name == "grant" else bool, formula)
    builder = SimulationBuilder()

    def simulation(values: Any) -> Any:
        return builder.build_from_entities(system, values)

    def explain(values: Any) -> list[Any]:
        sim = simulation(values)
        return [sim.calculate(c, PERIOD)[0] for c in (*CLAUSES, "grant")]

    def answer(found: Any) -> Answer:
        return (*(bool(v) for v in found[:-1]), int(found[-1]))  # type: ignore[return-value]

    def prepare(facts: Facts) -> object:
        values = {f"in_{k}": {PERIOD: v} for k, v in flat(facts).items()}
        return {"companies": {"a": values}}

    def trace(values: Any) -> Any:
        sim = simulation(values)
        sim.trace = True
        for name in (*CLAUSES, "grant"):
            sim.calculate(name, PERIOD)
        return sim.tracer.get_serialized_flat_trace()

    return Peer(
        "openfisca-core", number, prepare=prepare,
        decide=lambda v: simulation(v).calculate("eligible", PERIOD)[0], explain=explain,
        trace=trace, answer=answer, dossiers=20,
        note="counts over lists are precomputed; integer variables, since its amounts of money "
        "are float32; made for whole populations, not for one case",
    )  # fmt: skip


def _any_facts() -> Facts:
    from benchmarks.workload.dossiers import draw

    return draw(0, 1)[0]


def _formulas() -> dict[str, Any]:
    """One vectorised formula a clause; ``c`` is the company, ``p`` the month."""
    import numpy as np

    def sole(c: Any, p: Any) -> Any:
        return c("in_form", p) == "sole_proprietor"

    def is_one_of(found: Any, *codes: str) -> Any:
        return np.logical_or.reduce([found == code for code in codes])

    def grant(c: Any, p: Any) -> Any:
        half = c("in_costs_total", p) // 2_000 * 1_000
        rest = np.where(c("in_renewal", p), np.maximum(50_000_000 - c("in_prior_grants", p), 0), 30_000_000)
        return np.minimum(np.minimum(half, 30_000_000), rest)

    def eligible(c: Any, p: Any) -> Any:
        found = c(CLAUSES[0], p)
        for name in CLAUSES[1:-1]:
            found = found & c(name, p)
        return found

    bodies: dict[str, Any] = {
        "not_annexed": lambda c, p: c("in_excluded_trades", p) == 0,
        "in_ward": lambda c, p: c("in_offices_in_ward", p) >= 1,
        "entity": lambda c, p: is_one_of(
            c("in_form", p), "company", "sole_proprietor", "shinkin_bank", "law_firm"
        ),
        "not_public_body": lambda c, p: ~is_one_of(c("in_form", p), "state", "local_government"),
        "lawful": lambda c, p: c("in_lawful", p),
        "no_recent_penalty": lambda c, p: c("in_recent_penalties", p) == 0,
        "taxes": lambda c, p: (
            ~np.where(sole(c, p), c("in_individual_tax_arrears", p), c("in_corporate_tax_arrears", p))
        ),
        "tax_return": lambda c, p: c("in_tax_returns_filed", p),
        "pay": lambda c, p: (c("in_employees", p) == 0) | (c("in_lowest_pay", p) > c("in_minimum_wage", p)),
        "insurance": lambda c, p: (c("in_employees", p) == 0) | c("in_social_insurance", p),
        "checklist_70": lambda c, p: c("in_items_met", p) * 10 >= c("in_items_counted", p) * 7,
        "enough_goals": lambda c, p: c("in_valid_goals", p) >= 3,
        "community_goal": lambda c, p: c("in_community_goals", p) >= 1,
        "several_sdgs": lambda c, p: c("in_distinct_sdgs", p) >= 2,
        "system": lambda c, p: c("in_system", p),
        "eligible": eligible,
        "grant": grant,
    }

    def formula(body: Any) -> Any:
        # openfisca counts the parameters of a formula by name
        def formula(company: Any, period: Any) -> Any:
            return body(company, period)

        return formula

    return {name: formula(body) for name, body in bodies.items()}
