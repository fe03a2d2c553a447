"""What an expression asks, in plain words and without a case: 従業員数が5人以上, 費用の2分の1（…切捨て）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.life_cycle import TURN
from schemeengine.ir.scheme import Clause, FactDecl, Record, Scheme
from schemeengine.ir.types import Kind
from schemeengine.truth import TRUE
from schemeengine.verdict.business_words import business_words, counts_business_days
from schemeengine.verdict.function_words import FUNCTION_WORDS
from schemeengine.verdict.rule_cases import by_what, cases, when_ja
from schemeengine.verdict.rule_days import DAYS, day_words, span_words
from schemeengine.verdict.rule_members import MEMBERS, QUANTIFIED, member_words, quantified
from schemeengine.verdict.value_phrases import value_text

_SIGNS = {
    "=": ("{a}が{b}である", "{a} is {b}"), "!=": ("{a}が{b}でない", "{a} is not {b}"),
    "<": ("{a}が{b}未満", "{a} is below {b}"), "<=": ("{a}が{b}以下", "{a} is at most {b}"),
    ">": ("{a}が{b}を超える", "{a} is above {b}"), ">=": ("{a}が{b}以上", "{a} is at least {b}"),
}  # fmt: skip
_DAYS = {
    "=": ("{a}が{b}である", "{a} is {b}"), "!=": ("{a}が{b}でない", "{a} is not {b}"),
    "<": ("{a}が{b}より前", "{a} is before {b}"), "<=": ("{a}が{b}以前", "{a} is on or before {b}"),
    ">": ("{a}が{b}より後", "{a} is after {b}"), ">=": ("{a}が{b}以後", "{a} is on or after {b}"),
}  # fmt: skip
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_ROUNDED = {
    "down": ("{u}未満切捨て", "rounded down to {u}"), "up": ("{u}未満切上げ", "rounded up to {u}"),
    "half_up": ("{u}未満四捨五入", "rounded half up to {u}"),
}  # fmt: skip
BOUNDS: Mapping[str, tuple[str, str]] = {
    "at_least": ("{b}以上", "at least {b}"), "at_most": ("{b}以下", "at most {b}"),
    "exactly": ("ちょうど{b}", "exactly {b}"), "more_than": ("{b}を超える", "more than {b}"),
    "fewer_than": ("{b}未満", "fewer than {b}"),
}  # fmt: skip
_SEVERAL = {
    Op.LEAST: ("次のうち最も少ないもの", "the least of"), Op.SUM: ("次の合計", "the sum of"),
    Op.GREATEST: ("次のうち最も多いもの", "the greatest of"),
}  # fmt: skip
_DAYS_OF = {
    Op.LEAST: ("次のうち最も早い日", "the earliest of"), Op.GREATEST: ("次のうち最も遅い日", "the latest of"),
}  # fmt: skip
_DEEPEST = 12
_CHOICES = frozenset({Op.CASE, Op.CHOOSE, Op.TABLE, Op.DATED})
#: More cases than these are left to the list of terms.
_MOST_CASES, _LONGEST_CASES = 3, 100
_MOST_CODES = 40


def _name_lines(scoring: Clause, lang: Lang, names: dict[int, str]) -> None:
    """The lines of a scoring are known by their names, too."""
    for part in scoring.parts:
        if part.marks is not None:
            names.setdefault(part.expr.number, part.wording.name(lang) or part.name)
            _name_lines(part, lang, names)


@dataclass(frozen=True, slots=True)
class RuleWords:
    """Writes the expressions of one scheme in one language; ``names``: rules known by their name."""

    scheme: Scheme
    lang: Lang
    names: Mapping[int, str]
    #: The rules that have been called by their name so far, in that order.
    mentioned: dict[int, None] = field(default_factory=dict)
    #: Values by case that have no name and more cases than a line holds: they are numbered, unless
    #: ``numbers`` is off, for words beside which no such tables stand.
    tables: list[Expr] = field(default_factory=list)
    numbers: bool = True
    #: What the day is called on which the turn of a duty begins; "" where no duty is told.
    turn: str = ""

    @staticmethod
    def of(scheme: Scheme, lang: Lang, numbers: bool = True) -> RuleWords:
        names: dict[int, str] = {}
        for group in (scheme.definitions, scheme.amounts, scheme.dates, scheme.parameters):
            for name, clause in group.items():
                words = clause.wording.name(lang) or clause.wording.gist(lang) or name
                if len(clause.columns) < 2:  # else each column is said by its rows
                    names.setdefault(clause.expr.number, words)
        for scoring in scheme.scorings:
            _name_lines(scheme.definitions[scoring], lang, names)
        for period in scheme.periods.values():
            names.setdefault(period.interval.number, period.wording.name(lang) or period.id)
        for provision in scheme.provisions.values():
            wording = provision.clause.wording
            if words := wording.name(lang) or wording.gist(lang):  # else its condition is said
                names.setdefault(provision.clause.expr.number, words)
        return RuleWords(scheme, lang, names, numbers=numbers)

    def pick(self, ja: str, en: str) -> str:
        return ja if self.lang == "ja" else en

    def named(self, expr: Expr) -> str | None:
        """The name of a rule, which is remembered as one to be explained."""
        name = self.names.get(expr.number)
        if name is not None:
            self.mentioned[expr.number] = None
        return name

    def bound(self, clause: Clause) -> str:
        """3以上, 70%以上: the threshold of a counting head; "" for other heads."""
        if clause.bound is None or clause.comparator not in BOUNDS:
            return ""
        return self.pick(*BOUNDS[clause.comparator]).format(b=self.value(clause.bound))

    def period(self, interval: Expr) -> str:
        """From its first day to its last; "" where there are no words for it."""
        if interval.op is not Op.PERIOD:
            return ""
        said = span_words(self, interval)
        return "" if "…" in said else said

    # ------------------------------------------------------------------ conditions
    def condition(self, expr: Expr, negated: bool = False, depth: int = 0) -> str:
        """A condition in words; "" where there are none short enough."""
        name = self.named(expr)
        if depth and name is not None:
            return self.pick(
                f"「{name}」に当たら{'ない' if negated else 'る'}".replace("たらる", "たる"),
                f"“{name}” {'does not hold' if negated else 'holds'}",
            )
        if depth > _DEEPEST:
            return "…"
        match expr.op:
            case Op.NOT:
                return self.condition(expr.args[0], not negated, depth + 1)
            case Op.SPLIT | Op.GUARD | Op.DEEMED:
                return self.condition(expr.args[-1 if expr.op is not Op.SPLIT else 0], negated, depth)
            case Op.READING:
                return self.condition(expr.branch({}), negated, depth + 1)
            case Op.COMPARE:
                return self._comparison(expr, negated)
            case Op.ALL | Op.ANY:
                joiner = ("、かつ、", " and ") if (expr.op is Op.ALL) != negated else ("、又は、", " or ")
                said = dict.fromkeys(self.condition(a, negated, depth + 1) for a in expr.args)
                return self.pick(*joiner).join(words for words in said if words)
            case Op.WITHIN:
                day, period = (self.value(a) for a in expr.args)
                held = ("入らない", "is not within") if negated else ("入る", "is within")
                return self.pick(f"{day}が「{period}」に{held[0]}", f"{day} {held[1]} “{period}”")
            case Op.MEMBER | Op.INCLUDES:
                return self._listed(expr, negated)
            case Op.IS_NONE:
                held = ("ある", "is stated") if negated else ("ない", "is none")
                return self.pick(
                    f"{self.value(expr.args[0])}が{held[0]}", f"{self.value(expr.args[0])} {held[1]}"
                )
            case Op.HAPPENED:
                held = ("済んでいない", "has not happened") if negated else ("済んでいる", "has happened")
                return self.pick(
                    f"{self.value(expr.args[0])}が{held[0]}", f"{self.value(expr.args[0])} {held[1]}"
                )
            case _ if expr.op in QUANTIFIED:
                return quantified(self, expr, negated)
            case Op.CONST:
                always = (expr.data[0] == TRUE) != negated
                return self.pick("常に満たす", "always") if always else self.pick("満たさない", "never")
            case Op.DECIDED | Op.INPUT | Op.FIELD | Op.IF_NONE:
                shown = self.value(expr)
                return self.pick(f"「{shown}」でない", f"not: {shown}") if negated else shown
            case _:
                return ""

    def _comparison(self, expr: Expr, negated: bool) -> str:
        sign = str(expr.data[0])
        a, b = expr.args
        days = {Kind.DATE, Kind.DATETIME} & {a.type.kind, b.type.kind}
        words = _DAYS if days or a.type.kind is Kind.EVENT else _SIGNS
        decl = self._decl(a) or self._decl(b)
        shown = {"a": self.value(a, decl), "b": self.value(b, decl)}
        return self.pick(*words[_OPPOSITE[sign] if negated else sign]).format(**shown)

    def _listed(self, expr: Expr, negated: bool) -> str:
        codes = expr.data[0]
        assert isinstance(codes, frozenset)
        decl = self._decl(expr.args[0])
        order = {code: n for n, code in enumerate(decl.choices if decl is not None else ())}
        ordered = sorted(codes, key=lambda code: (order.get(code, len(order)), str(code)))
        shown = [self._code(str(code), decl) for code in ordered[:_MOST_CODES]]
        listed = self.pick("、", ", ").join(shown)
        if more := len(ordered) - len(shown):
            listed += self.pick(f"ほか{more}", f" and {more} more")
        if expr.op is Op.INCLUDES and bool(expr.data[1]):
            listed += self.pick("（その下位を含む）", " and below")
        held = ("のどれでもない", "is none of") if negated else ("のどれか", "is one of")
        return self.pick(f"{self.value(expr.args[0])}が次{held[0]}：{listed}",
                         f"{self.value(expr.args[0])} {held[1]}: {listed}")  # fmt: skip

    def _code(self, code: str, decl: FactDecl | None) -> str:
        if decl is not None and code in decl.choices:
            return (decl.choices_en.get(code) if self.lang == "en" else "") or decl.choices[code]
        catalogue = self.scheme.catalogues.get(decl.type.catalogue) if decl is not None else None
        return catalogue.label(code) if catalogue is not None else code

    # ------------------------------------------------------------------ values
    def value(self, expr: Expr, decl: FactDecl | None = None, depth: int = 0) -> str:
        """A value in words: a fact under its label, a rule under its name, else how it is worked out."""
        name = self.named(expr)
        if name is not None:
            return name
        return self.formula(expr, decl, depth)

    def formula(self, expr: Expr, decl: FactDecl | None = None, depth: int = 0) -> str:
        """How a value is worked out."""
        if depth > _DEEPEST:
            return "…"
        match expr.op:
            case Op.CONST:
                if decl is not None and expr.type.kind in (Kind.CODE, Kind.TEXT):
                    return self._code(str(expr.data[0]), decl)
                return value_text(expr.data[0], expr.type).of(self.lang)
            case Op.INPUT:
                return self._input(expr)
            case Op.FIELD | Op.PROJECT:
                found = self._decl(expr)
                title = found.title(self.lang) if found is not None else str(expr.data[1])
                if expr.op is Op.FIELD or self._on_sheets(expr.args[0]):
                    return title
                shown = self.value(expr.args[0], None, depth + 1)
                return self.pick(f"{shown}の{title}", f"{title} of {shown}")
            case Op.ARITH:
                return self._sum(expr, depth)
            case Op.ROUND:
                unit = value_text(expr.data[0], expr.type).of(self.lang)
                how = self.pick(*_ROUNDED[str(expr.data[1])]).format(u=unit)
                inner = self.value(expr.args[0], None, depth + 1)
                return self.pick(f"{inner}（{how}）", f"{inner} ({how})")
            case Op.LEAST | Op.GREATEST | Op.SUM:
                return self._several(expr, depth)
            case Op.READING:
                return self.value(expr.branch({}), decl, depth + 1)
            case Op.GUARD:
                return self._guarded(expr, decl, depth)
            case Op.DEEMED:
                return self.value(expr.args[1], decl, depth + 1)
            case Op.NUMBER_OF:
                shown = self.value(expr.args[0], None, depth + 1)
                return self.pick(f"{shown}の数", f"number of {shown}")
            case _ if expr.op in MEMBERS:
                return member_words(self, expr, depth)
            case _ if expr.op in _CHOICES:
                return self._by_case(expr, depth)
            case _ if expr.op in DAYS:
                return day_words(self, expr, depth)
            case _ if counts_business_days(expr):
                return business_words(expr, lambda e: self.value(e, None, depth + 1), self.lang)
            case Op.FUNCTION if expr.data[0] in FUNCTION_WORDS or expr.data[0] == "at_time":
                return self._function(expr, depth)
            case Op.VAR:
                return self._item(expr)
            case Op.BOUND:
                end = ("末日", "the last day of") if expr.data[0] == "last" else ("初日", "the first day of")
                shown = self.value(expr.args[0], None, depth + 1)
                return self.pick(f"{shown}の{end[0]}", f"{end[1]} {shown}")
            case Op.AS_DATE | Op.IF_NONE | Op.DECIDED:
                return self.value(expr.args[0], decl, depth + 1)
            case _:
                if expr.type.kind is Kind.YES_NO:
                    return self.condition(expr, depth=1)
                return self.pick("規則で計算した値", "a value worked out by the rules")

    def _guarded(self, expr: Expr, decl: FactDecl | None, depth: int) -> str:
        """A value that counts in one case only."""
        shown = self.value(expr.args[1], decl, depth + 1)
        if constant(expr.args[0]) is not None:
            return shown
        when = self.condition(expr.args[0], depth=1)
        if not when:
            return self.pick(
                f"{shown}（規則に定める場合だけ）", f"{shown} (only in the case the rules lay down)"
            )
        return self.pick(f"{shown}（{when_ja(when)}だけ）", f"{shown} (only if {when})")

    def _set_off(self, shown: str, expr: Expr) -> str:
        """An operand of several parts in brackets."""
        several = len(expr.args) > 1 and (
            expr.op in _SEVERAL or (expr.op in _CHOICES and expr not in self.tables)
        )
        return self.pick(f"（{shown}）", f"({shown})") if several and expr.number not in self.names else shown

    def _by_case(self, expr: Expr, depth: int) -> str:
        rows = cases(self, expr, depth)
        said = [self.pick(f"{when} {what}", f"{what} {when}") for when, what in rows]
        if not 0 < len(rows) <= _MOST_CASES or sum(map(len, said)) > _LONGEST_CASES:
            shown = by_what(self, expr, depth)
            if not self.numbers:
                return shown
            if expr not in self.tables:
                self.tables.append(expr)
            number = self.tables.index(expr) + 1
            return self.pick(f"{shown}（表{number}）", f"{shown} (table {number})")
        return self.pick("、", ", ").join(said)

    def _function(self, expr: Expr, depth: int) -> str:
        shown = [self.value(a, None, depth + 1) for a in expr.args]
        if expr.data[0] == "at_time":
            hour, minute = divmod(int(str(expr.args[1].data[0])), 60)
            clock = f"{hour}時{f'{minute:02d}分' if minute else ''}"
            return self.pick(f"{shown[0]}の{clock}", f"{hour:02d}:{minute:02d} of {shown[0]}")
        return self.pick(*FUNCTION_WORDS[str(expr.data[0])]).format(*shown)

    @staticmethod
    def _on_sheets(expr: Expr) -> bool:
        """Whether a list is the jurors' sheets: what stands on them is called by the criterion alone."""
        return expr.op is Op.INPUT and expr.address.space == "score"

    def _item(self, expr: Expr) -> str:
        """The member of a list that is being looked at."""
        record = self.scheme.records.get(expr.type.record)
        label = record.label if record is not None else ""
        return self.pick(f"その{label or 'もの'}", f"the {label or 'item'}")

    def _input(self, expr: Expr) -> str:
        address = expr.address
        if address.space == "built_in":
            if address.name == TURN.name:
                return self.turn or self.pick("その回の初日", "the first day of the turn")
            return self.pick("基準日", "the day in question")
        declared = self.scheme.inputs.get(address)
        return declared.decl.title(self.lang) if declared is not None else address.name

    def _sum(self, expr: Expr, depth: int) -> str:
        a, b = expr.args
        words = [self.value(x, None, depth + 1) for x in (a, b)]
        words = [f"({w})" if x.op is Op.ARITH and x.number not in self.names else w
                 for w, x in zip(words, (a, b), strict=True)]  # fmt: skip
        if expr.data[0] == "*" and Kind.RATIO in (a.type.kind, b.type.kind):
            rate, of = (words[0], words[1]) if a.type.kind is Kind.RATIO else (words[1], words[0])
            return self.pick(f"{of}の{rate}", f"{rate} of {of}")
        words = [self._set_off(w, x) for w, x in zip(words, (a, b), strict=True)]
        sign = {"*": "×", "/": "÷", "-": "−", "+": "＋"}.get(str(expr.data[0]), str(expr.data[0]))
        return f"{words[0]} {sign} {words[1]}"

    def _several(self, expr: Expr, depth: int) -> str:
        shown = [self.value(a, None, depth + 1) for a in expr.args]
        shown = (
            shown if len(shown) < 2 else [self._set_off(w, a) for w, a in zip(shown, expr.args, strict=True)]
        )
        if len(shown) == 1:
            return shown[0]
        day = expr.type.kind in (Kind.DATE, Kind.EVENT, Kind.DATETIME)
        if not day and expr.op is Op.LEAST and len(shown) == 2 and expr.args[1].op is Op.CONST:
            return self.pick(f"{shown[0]}（上限 {shown[1]}）", f"{shown[0]} (at most {shown[1]})")
        if not day and expr.op is Op.GREATEST and len(shown) == 2 and expr.args[1].op is Op.CONST:
            return self.pick(f"{shown[0]}（下限 {shown[1]}）", f"{shown[0]} (at least {shown[1]})")
        name = (_DAYS_OF if day else _SEVERAL).get(expr.op, _SEVERAL[expr.op])
        return self.pick(f"{name[0]}：{'、'.join(shown)}", f"{name[1]}: {'; '.join(shown)}")

    def _decl(self, expr: Expr) -> FactDecl | None:
        match expr.op:
            case Op.INPUT:
                declared = self.scheme.inputs.get(expr.address)
                return declared.decl if declared is not None else None
            case Op.FIELD | Op.PROJECT:
                base = expr.args[0].type
                record: Record | None = self.scheme.records.get((base.of or base).record)
                return record.fields[expr.index] if record is not None else None
            case Op.AS_DATE:
                return self._decl(expr.args[0])
            case _:
                return None


def constant(expr: Expr) -> object:
    """The value of a condition that the adopted readings fix; None where it depends on the case."""
    while expr.op is Op.READING:
        expr = expr.branch({})
    return expr.data[0] if expr.op is Op.CONST else None
