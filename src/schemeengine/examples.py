"""Runs the examples written in schemes: small cases with what is expected of them.

Beside a rule: ``{given, assume?, expect, other_readings?}``; for a whole scheme:
``{procedure?, dossier | based_on, change?, remove?, forget?, expect}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from schemeengine import truth
from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.evaluator import AS_OF, Evaluator
from schemeengine.execute import domain
from schemeengine.execute.case import Case
from schemeengine.execute.reference import Walk
from schemeengine.ir import bind as binding
from schemeengine.ir.bind_values import ValueReader
from schemeengine.ir.edits import drop_path, set_path
from schemeengine.ir.scheme import Clause, Example, FactDecl, Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.loading import LoadedDossier, ReadText, dossier_of
from schemeengine.model.build import build
from schemeengine.model.documents import DossierDoc, ExampleDoc, Raw
from schemeengine.source import Source, Span
from schemeengine.syntax import keywords
from schemeengine.syntax.files import read_text
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar
from schemeengine.verdict.model import Text, Verdict
from schemeengine.verdict.phrasing import value_text

#: The day in question of an example that gives none; long after every shipped edition began.
NEUTRAL_DAY = date(2030, 1, 1)


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: whether it came out as expected, and if not, how it differs."""

    scheme: str
    target: str
    name: str
    passed: bool
    differences: tuple[Text, ...]
    span: Span


def run_examples(
    schemes: Sequence[Scheme], problems: Problems, *, read: ReadText = read_text
) -> tuple[ExampleResult, ...]:
    """Run all examples of the schemes. What cannot be read is added to ``problems``."""
    results: list[ExampleResult] = []
    for scheme in schemes:
        for clause, tree in scheme.node_examples:
            if isinstance(tree, MapNode):
                for entry in tree.entries:
                    results += _beside(scheme, clause, entry, problems)
        whole = _Whole(scheme, problems, read)
        for example in scheme.examples:
            found = whole.run(example)
            if found is not None:
                results.append(found)
    return tuple(results)


# ------------------------------------------------------------------ beside a rule
def _beside(scheme: Scheme, clause: Clause, entry: Entry, problems: Problems) -> list[ExampleResult]:
    doc = build(ExampleDoc, entry.value, problems, entry.key.text)
    if doc is None:
        return []
    name = entry.key.text
    if doc.expect is None:
        problems.add(codes.EXAMPLE_EXPECTS_NOTHING, entry.key.span, name=name)
        return []
    case = _given_case(scheme, doc, entry, problems)
    assumed = None if case is None else _assumed(scheme, doc, name, problems)
    if case is None or assumed is None:
        return []
    runs: list[tuple[str, Case, Node]] = [(name, case, doc.expect.node)]
    for label, changed, expected in _other_readings(scheme, doc, case, name, problems):
        runs.append((f"{name} ({label})", changed, expected))
    target = clause.id or clause.name
    results = []
    for shown, one, expected in runs:
        value = Walk(one, assumed).value(clause.expr)
        differences = _compare(scheme, clause, value, expected, one, name, problems)
        results.append(
            ExampleResult(scheme.id, target, shown, not differences, tuple(differences), entry.key.span)
        )
    return results


def _given_case(scheme: Scheme, doc: ExampleDoc, entry: Entry, problems: Problems) -> Case | None:
    tree = MapNode((), entry.value.span)
    sections: Node = tree
    as_of: Node | None = None
    for item in (
        doc.given.node.entries if doc.given is not None and isinstance(doc.given.node, MapNode) else ()
    ):
        path = item.key.text
        if path in ("as_of", "基準時"):
            as_of = item.value
            continue
        place = _section(scheme, path)
        if place is None:
            problems.add(codes.EXAMPLE_UNREADABLE, item.key.span, name=entry.key.text, got=path,
                         near=_near(scheme, path))  # fmt: skip
            return None
        sections = set_path(sections, place, item.value, item.key.span)
    return _bound_case(scheme, sections, as_of, entry, problems)


def _section(scheme: Scheme, path: str) -> tuple[str, ...] | None:
    """Where a path of ``given`` or ``change`` belongs in a dossier."""
    head = path.split(".")[0]
    spaces = {a.name: a.space for a in scheme.inputs if a.space in ("answer", "judgment", "paper")}
    if path in spaces:
        return {"answer": "answers", "judgment": "judgments", "paper": "documents"}[spaces[path]], path
    for known, space in spaces.items():
        if path.startswith(f"{known}.") and space == "judgment":
            return ("judgments", known, *path[len(known) + 1 :].split("."))
    if head in scheme.checklists:
        return ("checklists", *path.split("."))
    if head in scheme.facts or any(scheme.inputs[a].decl.label == head for a in scheme.facts.values()):
        return ("facts", *path.split("."))
    if any(a.space == "score" and a.name == head for a in scheme.inputs):
        return ("scores", *path.split("."))
    return None


def _near(scheme: Scheme, path: str) -> str:
    from schemeengine.model.suggest import closest

    known = [*scheme.facts, *scheme.checklists, *(a.name for a in scheme.inputs)]
    return closest(path.split(".")[0], known) or closest(path, known) or "-"


def _bound_case(
    scheme: Scheme, sections: Node, as_of: Node | None, entry: Entry, problems: Problems
) -> Case | None:
    assert isinstance(sections, MapNode)
    raws = {e.key.text: Raw(e.key, e.value) for e in sections.entries}
    doc = DossierDoc.model_validate(
        {"schemeengine": "1", "dossier": "example", "for": (scheme.id,), **raws,
         **({"as_of": Raw(None, as_of)} if as_of is not None else {})}
    )  # fmt: skip
    bound = binding.bind(doc, (scheme,), problems, "", lenient=True)
    if bound is None:
        return None
    return Case({**bound.values, AS_OF: bound.as_of or NEUTRAL_DAY}, dict(bound.readings))


def _assumed(scheme: Scheme, doc: ExampleDoc, name: str, problems: Problems) -> dict[int, Any] | None:
    """``assume``: values of named rules, whatever their own words would give."""
    found: dict[int, Any] = {}
    if doc.assume is None or not isinstance(doc.assume.node, MapNode):
        return found
    for item in doc.assume.node.entries:
        clause = _named_clause(scheme, item.key.text)
        if clause is None:
            problems.add(codes.EXAMPLE_UNREADABLE, item.key.span, name=name, got=item.key.text,
                         near=_near(scheme, item.key.text))  # fmt: skip
            return None
        found[clause.expr.number] = _typed(scheme, clause.expr.type, item.value, problems)
    return found


def _named_clause(scheme: Scheme, name: str) -> Clause | None:
    for table in (scheme.definitions, scheme.amounts, scheme.dates, scheme.parameters):
        if name in table:
            return table[name]
    for top in (*scheme.definitions.values(), *(p.clause for p in scheme.provisions.values())):
        if top.id == name:
            return top
        if name.startswith(f"{top.id}."):
            part = top.find(tuple(name[len(top.id) + 1 :].split(".")))
            if part is not None:
                return part
    return None


def _typed(scheme: Scheme, type_: Type, node: Node, problems: Problems) -> Any:
    reader = ValueReader(problems, scheme.records, scheme.catalogues, lenient=True)
    decl = FactDecl("expect", type_, "期待", may_be_none=True)
    return reader.read(decl, type_, node, "expect")


def _other_readings(
    scheme: Scheme, doc: ExampleDoc, case: Case, name: str, problems: Problems
) -> list[tuple[str, Case, Node]]:
    found = []
    if doc.other_readings is None or not isinstance(doc.other_readings.node, MapNode):
        return []
    for item in doc.other_readings.node.entries:
        reading_id, _, choice = item.key.text.partition(".")
        reading = scheme.readings.get(reading_id)
        if reading is None or choice not in reading.choices:
            problems.add(codes.EXAMPLE_UNREADABLE, item.key.span, name=name, got=item.key.text,
                         near=", ".join(f"{r.id}.{c}" for r in scheme.readings.values() for c in r.choices))  # fmt: skip
            continue
        found.append((item.key.text, case.with_readings({reading.address: choice}), item.value))
    return found


# ------------------------------------------------------------------ comparing
_STATES = {"met": truth.TRUE, "not_met": truth.FALSE, "unknown": truth.UNKNOWN,
           "not_applicable": truth.NOT_APPLICABLE, "yes": truth.TRUE, "no": truth.FALSE}  # fmt: skip


def _compare(
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
        return [] if is_so else [_differs(Text(word, word), shown)]
    wanted = _typed(scheme, type_, expected, problems)
    if wanted == value:
        return []
    return [_differs(value_text(wanted, type_), shown)]


def _differs(want: Text, got: Text) -> Text:
    return Text(f"期待は {want.ja}、実際は {got.ja}", f"expected {want.en}, got {got.en}")


def _state_text(mask: int) -> Text:
    word = {"true": ("met（満たす）", "met"), "false": ("not_met（満たさない）", "not_met"),
            "not_applicable": ("not_applicable（適用しない）", "not_applicable"),
            "unknown": ("unknown（不明）", "unknown")}[truth.status(mask)]  # fmt: skip
    return Text(*word)


def _compare_state(value: int, expected: Node, name: str, problems: Problems) -> list[Text]:
    word = keywords.word(keywords.key(expected.text)) if isinstance(expected, Scalar) else ""
    if word not in _STATES:
        problems.add(codes.EXAMPLE_UNREADABLE, expected.span, name=name, got=expected.span.text[:30],
                     near="met / not_met / unknown / not_applicable")  # fmt: skip
        return []
    want = _STATES[word]
    same = truth.status(want) == truth.status(value)
    return [] if same else [_differs(_state_text(want), _state_text(value))]


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
            want = _typed(scheme, Type(Kind.DATETIME if _has_hour(end) else Kind.DATE), entry.value, problems)
            if want != end:
                found.append(_differs(value_text(want, Type(Kind.DATE)), value_text(end, Type(Kind.DATE))))
        elif key == "covers" and isinstance(entry.value, MapNode):
            found += _covers(scheme, value, entry.value, case, problems)
        elif key in ("at_most", "at_least"):
            bound = domain.high(value) if key == "at_most" else domain.low(value)
            want = _typed(scheme, type_, entry.value, problems)
            if bound != want:
                found.append(_differs(value_text(want, type_), value_text(bound, type_)))
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
            day = _typed(scheme, Type(Kind.DATE), Scalar(entry.key.text, entry.key.span), problems)
        mask = domain.within(day, value)
        word = keywords.word(entry.value.text) if isinstance(entry.value, Scalar) else ""
        if mask != _STATES.get(word):
            found.append(
                _differs(
                    Text(f"{entry.key.text}: {word}", f"{entry.key.text}: {word}"),
                    _state_text(mask),
                )
            )
    return found


# ------------------------------------------------------------------ whole scheme
class _Whole:
    """Runs examples of a whole scheme; dossiers they build on are read once."""

    def __init__(self, scheme: Scheme, problems: Problems, read: ReadText) -> None:
        self.scheme, self.problems, self.read = scheme, problems, read
        self.docs = {e.id: e for e in scheme.examples}
        self.evaluator = Evaluator((scheme,), "reference")

    def run(self, example: Example) -> ExampleResult | None:
        doc = example.tree
        assert isinstance(doc, ExampleDoc)
        if doc.expect is None or not isinstance(doc.expect.node, MapNode) or not doc.expect.node.entries:
            self.problems.add(codes.EXAMPLE_EXPECTS_NOTHING, example.span, name=example.id)
            return None
        loaded = self._dossier(example.id, ())
        if loaded is None:
            return None
        errors = Problems()
        bound = binding.bind(loaded.doc, (self.scheme,), errors, loaded.source.sha256, lenient=True)
        if bound is None:
            self.problems.extend(errors.items)
            return None
        result = self.evaluator.evaluate(
            bound, today=NEUTRAL_DAY, procedure=self._procedure(example.id), compare_readings=False
        )
        differences = _Expectation(self.scheme, example.id, self.problems).compare(
            result.verdicts[0], doc.expect.node
        )
        return ExampleResult(
            self.scheme.id, "", example.id, not differences, tuple(differences), example.span
        )

    def _procedure(self, name: str) -> str:
        seen: set[str] = set()
        while name in self.docs and name not in seen:
            seen.add(name)
            doc = self.docs[name].tree
            assert isinstance(doc, ExampleDoc)
            if doc.procedure:
                return doc.procedure
            name = doc.based_on
        return ""

    def _dossier(self, name: str, chain: tuple[str, ...]) -> LoadedDossier | None:
        if name in chain or name not in self.docs:
            span = self.docs[chain[0] if chain else name].span
            self.problems.add(codes.EXAMPLE_CIRCLE, span, name=chain[0] if chain else name)
            return None
        doc = self.docs[name].tree
        assert isinstance(doc, ExampleDoc)
        if doc.based_on:
            base = self._dossier(doc.based_on, (*chain, name))
        elif doc.dossier:
            base = self._file(doc)
        else:
            blank = f"schemeengine: 1\ndossier: {name}\nfor: {self.scheme.id}\n"
            found = dossier_of(Source("<example>", blank), self.problems)
            base = found
        return None if base is None else self._changed(base, doc, name)

    def _file(self, doc: ExampleDoc) -> LoadedDossier | None:
        folder = PurePosixPath(self.scheme.source.name).parent
        source = self.read(str(folder / doc.dossier), self.problems)
        return None if source is None else dossier_of(source, self.problems)

    def _changed(self, base: LoadedDossier, doc: ExampleDoc, name: str) -> LoadedDossier | None:
        sections = _Sections(base.doc, self.scheme)
        if doc.change is not None and isinstance(doc.change.node, MapNode):
            for entry in doc.change.node.entries:
                if not sections.set(entry):
                    self._unreadable(name, entry.key.text, entry.key.span)
        for path in (*doc.remove, *doc.forget):
            if not sections.drop(path):
                self._unreadable(name, path, doc.place.span)
        return replace(base, doc=sections.document(doc))

    def _unreadable(self, name: str, path: str, span: Span) -> None:
        self.problems.add(codes.EXAMPLE_UNREADABLE, span, name=name, got=path, near=_near(self.scheme, path))


_SECTION_KEYS = ("facts", "answers", "judgments", "checklists", "documents", "scores")


class _Sections:
    """The sections of a dossier document as one editable tree."""

    def __init__(self, doc: DossierDoc, scheme: Scheme) -> None:
        self.doc, self.scheme = doc, scheme
        self.as_of: Node | None = doc.as_of.node if doc.as_of is not None else None
        entries = [
            Entry(Scalar(key, raw.node.span), raw.node)
            for key in _SECTION_KEYS
            if (raw := getattr(doc, key)) is not None
        ]
        self.tree: Node = MapNode(tuple(entries), doc.place.span)

    def set(self, entry: Entry) -> bool:
        if entry.key.text in ("as_of", "基準時"):
            self.as_of = entry.value
            return True
        place = _section(self.scheme, entry.key.text)
        if place is None:
            return False
        dotted = (place[0], ".".join(place[1:]))
        tree, hit = (
            drop_path(self.tree, dotted) if place[0] in ("answers", "judgments") else (self.tree, False)
        )
        if place[0] == "answers":
            tree, _ = drop_path(tree, (place[0], *entry.key.text.split(".")))
        del hit
        self.tree = set_path(tree, place, entry.value, entry.key.span)
        return True

    def drop(self, path: str) -> bool:
        steps = tuple(path.split("."))
        found = False
        for key in _SECTION_KEYS:
            self.tree, hit = drop_path(self.tree, (key, *steps))
            found = found or hit
        # the judgments of a member that is gone go with it
        return found

    def document(self, doc: ExampleDoc) -> DossierDoc:
        assert isinstance(self.tree, MapNode)
        raws: dict[str, Any] = dict.fromkeys(_SECTION_KEYS)
        raws.update({e.key.text: Raw(e.key, e.value) for e in self.tree.entries})
        procedure = doc.procedure or self.doc.procedure
        as_of = Raw(None, self.as_of) if self.as_of is not None else None
        return self.doc.model_copy(update={**raws, "procedure": procedure, "as_of": as_of})


@dataclass(frozen=True, slots=True)
class _Expectation:
    scheme: Scheme
    name: str
    problems: Problems

    def compare(self, verdict: Verdict, node: MapNode) -> list[Text]:
        found: list[Text] = []
        for entry in node.entries:
            match keywords.key(entry.key.text):
                case "outcome":
                    found += self._word(entry.value, verdict.outcome, "outcome")
                case "stages":
                    stages: dict[str, str] = {s.id: s.outcome for s in verdict.stages}
                    for e in self._entries(entry.value):
                        found += self._word(e.value, stages.get(e.key.text, "-"), f"stages.{e.key.text}")
                case "fails":
                    found += self._set(entry.value, verdict.failed, exact=True)
                case "fails_include":
                    found += self._set(entry.value, verdict.failed, exact=False)
                case "missing":
                    found += self._set(entry.value, [p.fact for p in verdict.pending], exact=False)
                case "amounts":
                    for e in self._entries(entry.value):
                        found += self._amount(verdict, e)
                case "periods":
                    for e in self._entries(entry.value):
                        found += self._period(verdict, e)
                case _:
                    self.problems.add(
                        codes.EXAMPLE_UNREADABLE, entry.key.span, name=self.name, got=entry.key.text,
                        near="outcome / stages / fails / fails_include / missing / amounts / periods",
                    )  # fmt: skip
        return found

    @staticmethod
    def _entries(node: Node) -> tuple[Entry, ...]:
        return node.entries if isinstance(node, MapNode) else ()

    @staticmethod
    def _word(node: Node, got: str, what: str) -> list[Text]:
        want = keywords.word(node.text) if isinstance(node, Scalar) else "-"
        if want == got:
            return []
        return [Text(f"{what}：期待は {want}、実際は {got}", f"{what}: expected {want}, got {got}")]

    @staticmethod
    def _set(node: Node, got: Sequence[str], *, exact: bool) -> list[Text]:
        items = node.items if isinstance(node, ListNode) else (node,)
        want = {i.text for i in items if isinstance(i, Scalar)}
        # an id without [member] stands for the clause whatever the member
        got = [g.partition("[")[0] if g.partition("[")[0] in want else g for g in got]
        lacking, surplus = sorted(want - set(got)), sorted(set(got) - want) if exact else []
        found = [Text(f"足りない：{x}", f"missing: {x}") for x in lacking]
        return found + [Text(f"余分：{x}", f"not expected: {x}") for x in surplus]

    def _amount(self, verdict: Verdict, entry: Entry) -> list[Text]:
        name = entry.key.text
        amount = next((a for a in verdict.amounts if a.id == name), None)
        if amount is None:
            return [Text(f"金額「{name}」がない", f"no amount {name}")]
        type_ = self.scheme.amounts[name].expr.type
        wanted: Mapping[str, Node] = (
            {keywords.key(e.key.text): e.value for e in entry.value.entries}
            if isinstance(entry.value, MapNode) else {"value": entry.value}
        )  # fmt: skip
        found = []
        for key, node in wanted.items():
            if (
                key == "value"
                and isinstance(node, Scalar)
                and keywords.word(node.text) in ("unknown", "not_applicable")
            ):
                word = keywords.word(node.text)
                is_so = amount.applies is False if word == "not_applicable" else amount.value is None
                if not is_so:
                    found.append(Text(f"{name}：期待は {word}", f"{name}: expected {word}"))
                continue
            want = _typed(self.scheme, type_, node, self.problems)
            got = {
                "value": amount.value,
                "at_most": amount.at_most,
                "at_least": amount.at_least,
            }.get(key)
            if want != got:
                text = _differs(
                    value_text(want, type_),
                    value_text(got, type_) if got is not None else Text("-", "-"),
                )
                found.append(Text(f"{name}：{text.ja}", f"{name}: {text.en}"))
        return found

    def _period(self, verdict: Verdict, entry: Entry) -> list[Text]:
        period = next((p for p in verdict.periods if p.id == entry.key.text), None)
        if period is None:
            return [Text(f"期間「{entry.key.text}」がない", f"no period {entry.key.text}")]
        found = []
        for e in self._entries(entry.value):
            day = period.from_ if keywords.key(e.key.text) in ("first", "from", "starts") else period.until
            want = _typed(self.scheme, Type(Kind.DATE), e.value, self.problems)
            if want is None or want.isoformat() != day.value:
                found.append(
                    _differs(value_text(want, Type(Kind.DATE)), Text(str(day.value), str(day.value)))
                )
        return found
