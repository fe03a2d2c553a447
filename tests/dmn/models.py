"""Small DMN models written in Python, imported, and asked for the value of a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from schemeengine import dossier_from_text, scheme_from_text
from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.dmn.importing import Imported, import_dmn
from schemeengine.execute.case import Case
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.intake import bind_dossier
from schemeengine.ir.expr import AS_OF
from schemeengine.network import Network
from schemeengine.source import Source

VERSIONS = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)


def model(*inside: str, namespace: str = VERSIONS[2]) -> str:
    return f'<definitions xmlns="{namespace}" name="model">{"".join(inside)}</definitions>'


def given(name: str, type_: str) -> str:
    return f'<inputData name="{name}"><variable name="{name}" typeRef="{type_}"/></inputData>'


def decision(name: str, logic: str, type_: str = "") -> str:
    return f'<decision name="{name}"><variable name="{name}" typeRef="{type_}"/>{logic}</decision>'


def literal(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def table(
    inputs: Sequence[str],
    outputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    policy: str = "UNIQUE",
    *,
    aggregation: str = "",
    values: Sequence[str] = (),
    defaults: Sequence[str] = (),
) -> str:
    """A decision table; ``values`` and ``defaults`` go with the outputs, in their order."""
    how = f' aggregation="{aggregation}"' if aggregation else ""
    heads = "".join(
        f"<input><inputExpression><text>{escape(i)}</text></inputExpression></input>" for i in inputs
    )
    for number, name in enumerate(outputs):
        inner = f"<outputValues><text>{escape(values[number])}</text></outputValues>" if values else ""
        if defaults:
            inner += f"<defaultOutputEntry><text>{escape(defaults[number])}</text></defaultOutputEntry>"
        heads += f'<output name="{name}">{inner}</output>'
    rows = ""
    for cells in rules:
        kinds = ["inputEntry"] * len(inputs) + ["outputEntry"] * len(outputs)
        cells_ = (f"<{k}><text>{escape(c)}</text></{k}>" for k, c in zip(kinds, cells, strict=True))
        rows += f"<rule>{''.join(cells_)}</rule>"
    return f'<decisionTable hitPolicy="{policy}"{how}>{heads}{rows}</decisionTable>'


def imported(text: str) -> tuple[Imported, tuple[Diagnostic, ...]]:
    problems = Problems()
    found = import_dmn(Source("model.dmn", text), problems)
    assert found is not None, problems.items
    return found, problems.items


def value(text: str, expression: str, facts: Mapping[str, str | int | bool]) -> Any:
    """What an expression over the imported model comes to; yes and no as True and False."""
    made = imported(text)[0].text + f'  asked_for: "{expression}"\n'
    scheme = scheme_from_text(made)
    lines = [f"  {k}: {_written(v)}" for k, v in facts.items()]
    dossier = dossier_from_text("\n".join(["schemeengine: 1", "dossier: case", "facts:", *lines]))
    bound = bind_dossier([scheme], dossier, Problems())
    network = Network.build([scheme])
    case = Case({**bound.values, AS_OF: date(2024, 6, 1)}, {})
    values = ReferenceExecutor().evaluate(network, case).of_scheme(scheme.id)
    asked = scheme.definitions["asked_for"].expr
    found = values.value(asked, {})
    if asked.type.kind.name == "YES_NO":
        return {1: True, 2: False}.get(found)
    return found


def _written(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
