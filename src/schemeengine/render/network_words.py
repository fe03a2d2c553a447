"""What a node of the network says, without a case: 従業員数 ≧ 5人, すべて, 2以上 …"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, Record, Scheme
from schemeengine.network import Network
from schemeengine.verdict.business_words import business_words, counts_business_days
from schemeengine.verdict.phrasing import value_text

_WORDS = {
    Op.ALL: ("すべて", "all of"), Op.ANY: ("いずれか", "any of"), Op.NOT: ("でない", "not"),
    Op.GUARD: ("適用する場合", "applies when"), Op.DEEMED: ("みなす", "deemed"),
    Op.EVERY: ("どの件も", "every"), Op.SOME: ("どれかの件が", "some"),
    Op.SPLIT: ("場合分けでも判断", "also by cases"),
    Op.CASE: ("場合分け", "case"), Op.CHOOSE: ("順に選ぶ", "choose"), Op.READING: ("解釈", "reading"),
    Op.TABLE: ("表", "table"), Op.DATED: ("日付別の値", "value by date"), Op.IF_NONE: ("ないとき", "if none"),
    Op.SUM: ("合計", "sum"), Op.LEAST: ("最も少ない", "least"), Op.GREATEST: ("最も多い", "greatest"),
    Op.SUM_EACH: ("各件の合計", "sum over"), Op.LEAST_EACH: ("各件の最小", "least over"),
    Op.GREATEST_EACH: ("各件の最大", "greatest over"), Op.SELECT: ("選び出し", "select"),
    Op.DISTINCT: ("異なる数", "different values"), Op.NUMBER_OF: ("件数", "number of"),
    Op.LIST: ("一覧", "list"), Op.PERIOD: ("期間", "period"), Op.WITHIN: ("期間に入る", "within"),
    Op.IS_NONE: ("なし", "is none"), Op.HAPPENED: ("済み", "happened"), Op.RECORDED: ("記録済み", "recorded"),
    Op.DECIDED: ("判断", "judged"), Op.MEMBER: ("一覧のいずれか", "one of"),
    Op.INCLUDES: ("一覧を含む", "includes any of"), Op.LAST_DAY_OF: ("末日", "last day of"),
    Op.ELAPSED: ("経過した日", "elapsed"), Op.ANCHOR: ("最初の・最後の日", "first / last such day"),
    Op.CALENDAR_DAY: ("暦日", "calendar day"), Op.BUSINESS_DAY: ("開庁日", "open day"),
    Op.NEXT_DAY: ("前後の日", "day after / before"), Op.BACK: ("遡った日", "day back"),
    Op.AS_DATE: ("日", "day"), Op.BOUND: ("期間の端", "end of period"), Op.VAR: ("各件", "member"),
    Op.PROJECT: ("各件の欄", "field of each"),
}  # fmt: skip
_SIGNS = {"=": "＝", "<": "＜", "<=": "≦", ">": "＞", ">=": "≧"}
_COMPARATORS = {
    "at_least": ("以上", "at least"), "at_most": ("以下", "at most"), "exactly": ("ちょうど", "exactly"),
    "more_than": ("超", "more than"), "fewer_than": ("未満", "fewer than"),
}  # fmt: skip

#: Operands within operands that are still written out. A rule used twice in each of thirty others
#: would otherwise be written a thousand million times.
_DEEPEST = 5


def _named(clause: Clause) -> Iterator[Clause]:
    """A clause and its named parts; a part without a name of its own says nothing more."""
    yield clause
    inner = [] if clause.is_reference else [*clause.parts]
    if clause.iteration is not None and clause.iteration.body is not None:
        inner.append(clause.iteration.body)
    for part in inner:
        if part.id.startswith(clause.id):
            yield from _named(part)


class Words:
    """Writes nodes of one network in one language."""

    def __init__(self, network: Network, schemes: Sequence[Scheme], lang: str) -> None:
        self.network, self.lang = network, lang
        self.records: Mapping[str, Record] = {n: r for s in schemes for n, r in s.records.items()}
        self.gists = {
            (s.id, c.id): c.wording.name(lang) or c.wording.gist(lang)
            for s in schemes
            for top in (*s.definitions.values(), *s.amounts.values(), *s.dates.values(),
                        *s.parameters.values(), *(p.clause for p in s.provisions.values()))
            for c in _named(top)
        }  # fmt: skip
        self.readings = {r.address: r.question for s in schemes for r in s.readings.values()}

    def _pick(self, words: tuple[str, str]) -> str:
        return words[0] if self.lang == "ja" else words[1]

    def node(self, node: Expr, depth: int = 0) -> str:
        """What the node computes, in a few words; "…" for what lies deeper than a reader follows."""
        if depth > _DEEPEST:
            return "…"
        match node.op:
            case Op.CONST:
                return value_text(node.data[0], node.type).of(self.lang)
            case Op.INPUT:
                address = node.address
                declared = self.network.inputs.get(address)
                return declared.decl.title(self.lang) if declared is not None else address.name
            case Op.FIELD | Op.PROJECT:
                return self._field(node)
            case Op.COMPARE:
                a, b = (self.node(x, depth + 1) for x in node.args)
                return f"{a} {_SIGNS[str(node.data[0])]} {b}"
            case Op.ARITH:
                a, b = (self.node(x, depth + 1) for x in node.args)
                sign = {"*": "×", "/": "÷", "-": "−"}.get(str(node.data[0]), "＋")
                return f"({a} {sign} {b})"
            case Op.THRESHOLD | Op.THRESHOLD_EACH:
                bound = self.node(node.args[0])
                word = self._pick(_COMPARATORS[str(node.data[0])])
                return f"{bound}{word}" if self.lang == "ja" else f"{word} {bound}"
            case Op.ROUND:
                unit = value_text(node.data[0], node.type).of(self.lang)
                return f"{unit}単位に丸め" if self.lang == "ja" else f"round to {unit}"
            case _ if counts_business_days(node):
                return business_words(
                    node, lambda e: self.node(e, depth + 1), "ja" if self.lang == "ja" else "en"
                )
            case Op.FUNCTION:
                return f"{node.data[0]}({', '.join(self.node(a, depth + 1) for a in node.args)})"
            case Op.READING:
                address = node.address
                return f"{self._pick(_WORDS[node.op])}:{self.readings.get(address, address.name)}"
            case _:
                return self._pick(_WORDS[node.op])

    def _field(self, node: Expr) -> str:
        base = node.args[0]
        record_type = base.type.of if node.op is Op.PROJECT and base.type.of is not None else base.type
        record = self.records.get(record_type.record)
        name = str(node.data[1])
        index = record.index(name) if record is not None else None
        return record.fields[index].title(self.lang) if record is not None and index is not None else name

    def title(self, node: Expr) -> str:
        """The rule the node stands for, where it has a name of its own, and what it computes."""
        what = self.node(node)
        if node.op in (Op.INPUT, Op.FIELD, Op.PROJECT):
            return what
        for origin in self.network.origins.get(node.number, ()):
            found = self.gists.get((origin.scheme, origin.clause))
            if found:
                return f"{found}：{what}" if self.lang == "ja" else f"{found}: {what}"
        return what

    def origins(self, node: Expr) -> list[str]:
        """The places of the programmes a node comes from."""
        found = []
        for origin in self.network.origins.get(node.number, ()):
            cite = "・".join(origin.cite)
            found.append(f"{origin.scheme} {cite}".strip())
        return list(dict.fromkeys(found))
