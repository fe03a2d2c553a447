"""How many results of the DMN Technology Compatibility Kit agree: ``python -m tests.dmn.tck FOLDER``.

FOLDER is ``TestCases`` of a copy of github.com/dmn-tck/tck. Every model is imported; every test case of a
decision that was taken over is evaluated and compared with what the kit expects. Decisions that were left
out are counted apart: the import has told so, and no answer is given.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from schemeengine import dossier_from_text, scheme_from_text
from schemeengine.diagnostics import BadInput, Problems
from schemeengine.dmn.importing import Imported, import_dmn
from schemeengine.dmn.tree import Element, read_xml
from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.execute.evaluation import ReferenceExecutor
from schemeengine.intake import bind_dossier
from schemeengine.ir.expr import AS_OF
from schemeengine.ir.scheme import Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.network import Network
from schemeengine.source import Source
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import Duration, Quantity, Stated


@dataclass(slots=True)
class Tally:
    """Results that agree, that differ (each with its words), decisions left out, inputs refused."""

    agree: int = 0
    left_out: int = 0
    refused: int = 0
    differ: list[str] = field(default_factory=list)


class NotKnown(Exception):
    """The result hangs on a decision that was left out, and is asked for as a fact."""


def run(folder: Path) -> Iterator[tuple[Path, Tally]]:
    """The tally of every model below ``folder``."""
    for path in sorted(folder.rglob("*.dmn")):
        tests = sorted(path.parent.glob("*-test-*.xml"))
        if tests:
            yield path, _model(path, tests)


def _model(path: Path, tests: list[Path]) -> Tally:
    tally = Tally()
    problems = Problems()
    made = import_dmn(Source(path.name, path.read_text(encoding="utf-8")), problems)
    cases = [c for t in tests for c in _cases(t)]
    if made is None:
        tally.left_out += sum(len(list(c.all("resultNode"))) for c in cases)
        return tally
    scheme = scheme_from_text(made.text)
    names = {n: ours for n, ours in made.names.items() if ours in scheme.definitions}
    for case in cases:
        for node in case.all("resultNode"):
            asked = names.get(node.attributes.get("name", ""))
            if asked is None:
                tally.left_out += 1
                continue
            try:
                told = _compared(made, asked, case, node)
            except NotKnown:
                tally.left_out += 1
                continue
            except BadInput:
                tally.refused += 1
                continue
            if told is None:
                tally.agree += 1
            else:
                tally.differ.append(f"{case.attributes.get('id')} {node.attributes.get('name')}: {told}")
    return tally


def _cases(path: Path) -> Iterator[Element]:
    root = read_xml(Source(path.name, path.read_text(encoding="utf-8")), Problems())
    return iter(()) if root is None else root.all("testCase")


def _compared(made: Imported, asked: str, case: Element, node: Element) -> str | None:
    """None where the result is the one expected, else what is different."""
    (expected,) = node.all("expected")
    found = _differing(made, asked, case, expected)
    return None if found is None else f"{found!r}, expected {_shown(expected)!r}"


def _differing(made: Imported, asked: str, case: Element, expected: Element) -> tuple[Any] | None:
    """The first value that differs; the columns of a table with several results are looked at singly."""
    listed = expected.first("list")
    rows = [expected] if listed is None else list(listed.all("item"))
    columns = {
        c.attributes["name"]: made.names.get(c.attributes["name"]) for r in rows for c in r.all("component")
    }
    if not columns:
        found = _value(made.text, asked, case)
        return None if _same(found, expected) else (found,)
    for name, column in columns.items():
        found = _value(made.text, f"{asked}.{column}", case)
        wanted = [next((c for c in r.all("component") if c.attributes["name"] == name), None) for r in rows]
        values = found if listed is not None and isinstance(found, list) else [found]
        if len(values) != len(wanted) or not all(
            w is not None and _same(v, w) for v, w in zip(values, wanted, strict=True)
        ):
            return (values,)
    return None


def _value(text: str, expression: str, case: Element) -> Any:
    scheme = scheme_from_text(f'{text}  asked_for: "{expression}"\n')
    lines = []
    for given in case.all("inputNode"):
        name = _name(scheme, given.attributes["name"])
        if name is not None:
            written = _written(given, scheme, scheme.inputs[scheme.facts[name]].type)
            lines += [] if written is None else [f"  {name}: {written}"]
    dossier = dossier_from_text("\n".join(["schemeengine: 1", "dossier: case", "facts:", *lines]) if lines
                                else "schemeengine: 1\ndossier: case\n")  # fmt: skip
    bound = bind_dossier([scheme], dossier, Problems())
    case_ = Case({**bound.values, AS_OF: date(2024, 6, 1)}, {})
    values = ReferenceExecutor().evaluate(Network.build([scheme]), case_).of_scheme(scheme.id)
    asked = scheme.definitions["asked_for"].expr
    return _plain(values.value(asked, {}), asked.type)


def _name(scheme: Scheme, label: str) -> str | None:
    return next((n for n, a in scheme.facts.items() if scheme.inputs[a].decl.label == label), None)


def _written(node: Element, scheme: Scheme, type_: Type) -> str | None:
    """A value of the kit as a dossier writes it; None where it is not given."""
    listed = node.first("list")
    if listed is not None:
        items = [_written(i, scheme, type_.of or type_) for i in listed.all("item")]
        return f"[{', '.join(i or 'none' for i in items)}]"
    components = list(node.all("component"))
    if components:
        fields = scheme.records[type_.record].fields if type_.record in scheme.records else ()
        labels = {d.label: (d.name, d.type) for d in fields}
        found = []
        for part in components:
            if part.attributes["name"] not in labels:
                continue  # a field of a type that was left out
            name, inner = labels[part.attributes["name"]]
            written = _written(part, scheme, inner)
            found += [] if written is None else [f"{name}: {written}"]
        return f"{{{', '.join(found)}}}"
    value = node.first("value")
    if value is None or value.attributes.get("nil") == "true":
        return None
    text = "".join(value.words).strip()
    if type_.kind is Kind.YES_NO:
        return "yes" if text == "true" else "no"
    if type_.kind in (Kind.TEXT, Kind.CODE):
        return json.dumps(text, ensure_ascii=False)
    return text.replace("T", " ") if type_.kind is Kind.DATETIME else text


def _plain(value: Any, type_: Type) -> Any:
    """A value of ours as plain data; None for anything that is not known or none."""
    if type_.kind is Kind.YES_NO:
        if value not in (TRUE, FALSE):
            raise NotKnown
        return value == TRUE
    if isinstance(value, Quantity):
        return value.amount
    if isinstance(value, (tuple, list)):
        return [_plain(v, type_.of or type_) for v in value]
    if isinstance(value, domain.Approx):
        raise NotKnown
    return None if isinstance(value, Stated) or value in (domain.NONE, domain.NOT_APPLICABLE) else value


def _same(found: Any, expected: Element) -> bool:
    listed = expected.first("list")
    if listed is not None:
        items = list(listed.all("item"))
        return isinstance(found, list) and len(found) == len(items) and all(map(_same, found, items))
    wanted = _shown(expected)
    if isinstance(found, (int, Fraction)) and not isinstance(found, bool) and wanted is not None:
        try:
            return abs(Fraction(wanted) - found) < Fraction(1, 10**8)
        except ValueError:
            return False
    if isinstance(found, bool):
        return wanted == ("true" if found else "false")
    if isinstance(found, datetime):
        return wanted == found.isoformat()
    if isinstance(found, Duration):
        return wanted == _iso(found)
    return (None if found is None else str(found)) == wanted


def _iso(length: Duration) -> str:
    years, months = divmod(length.months, 12)
    months_ = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return f"P{months_ or f'{length.days}D'}"


def _shown(expected: Element) -> str | None:
    value = expected.first("value")
    if value is None or value.attributes.get("nil") == "true":
        return None
    return "".join(value.words).strip()


def main() -> None:
    total: Counter[str] = Counter()
    with_tables: Counter[str] = Counter()
    for path, tally in run(Path(sys.argv[1])):
        found = {"agree": tally.agree, "differ": len(tally.differ), "left out": tally.left_out}
        found["inputs refused"] = tally.refused
        print(f"{path.stem}: {', '.join(f'{n} {k}' for k, n in found.items() if n)}")
        for told in tally.differ:
            print(f"    {told}")
        total.update(found, models=1)
        if "decisionTable" in path.read_text(encoding="utf-8"):
            with_tables.update(found, models=1)
    print("models with a decision table:", dict(with_tables))
    print("all models:", dict(total))


if __name__ == "__main__":
    main()
