"""A verdict against what an example of a whole scheme expects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.examples.comparing import differs
from schemeengine.examples.placing import typed
from schemeengine.ir.scheme import Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar
from schemeengine.verdict.model import Amount, Text, Verdict
from schemeengine.verdict.phrasing import value_text


@dataclass(frozen=True, slots=True)
class Expectation:
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
                is_so = amount.applies is False if word == "not_applicable" else _is_open(amount)
                if not is_so:
                    found.append(Text(f"{name}：期待は {word}", f"{name}: expected {word}"))
                continue
            want = typed(self.scheme, type_, node, self.problems)
            exact = Fraction(amount.exact) if amount.exact not in ("", "none") else None
            got = {
                "value": amount.value if exact is None else exact,
                "at_most": exact or amount.most or amount.at_most,
                "at_least": exact or amount.least or amount.at_least,
            }.get(key)
            if want != got:
                text = differs(
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
            want = typed(self.scheme, Type(Kind.DATE), e.value, self.problems)
            if want is None or want.isoformat() != day.value:
                found.append(differs(value_text(want, Type(Kind.DATE)), Text(str(day.value), str(day.value))))
        return found


def _is_open(amount: Amount) -> bool:
    """Facts are missing: what is not whole, and what is stated to be none, is known all the same."""
    return amount.value is None and not amount.exact
