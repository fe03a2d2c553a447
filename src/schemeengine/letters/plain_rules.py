"""The requirements of a programme in plain words, read off its rules, without any case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, Period, Provision, Scheme
from schemeengine.ir.types import YES_NO, Kind, Type
from schemeengine.letters.case_words import branches
from schemeengine.letters.entries import Requirement
from schemeengine.letters.said import Said
from schemeengine.render import wording
from schemeengine.render.width import plain
from schemeengine.truth import FALSE
from schemeengine.verdict.numbered import Numbered
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.rule_cases import cases, result_words
from schemeengine.verdict.rule_grammar import is_limit
from schemeengine.verdict.rule_members import such_members
from schemeengine.verdict.rule_sums import SEVERAL_VALUES, several_name
from schemeengine.verdict.rule_tables import CaseTable, case_table, is_table, same_rows
from schemeengine.verdict.rule_words import RuleWords, constant

_LISTS = {
    "all": ("次の全てに当てはまること", "all of the following"),
    "any": ("次のどれかに当てはまること", "any of the following"),
    "none": ("次のどれにも当てはまらないこと", "none of the following"),
}
_GUARDS = {
    "applies_when": ("次の場合だけ求めます", "asked only if"),
    "unless": ("次の場合は求めません", "not asked if"),
    "deemed_when": ("次の場合は満たすものとみなします", "taken as met if"),
}
_VALUE_GUARDS = {
    "applies_when": ("次の場合だけ数えます", "counts only if"),
    "unless": ("次の場合は数えません", "does not count if"),
    "deemed_when": ("次の場合は満たすものとみなします", "taken as met if"),
}
_EXCLUSION_GUARDS = {
    "applies_when": ("次の場合に限ります", "only if"),
    "unless": ("次の場合は除きます", "except if"),
    "deemed_when": ("次の場合は当たるものとみなします", "taken to fall under this if"),
}
#: What stands over a provision without a name.
_UNNAMED = {
    "exclude": ("認められない場合", "Who is excluded"), "scope": ("対象", "What the programme is for"),
    "require": ("要件", "Requirement"),
}  # fmt: skip
_LEADS = {
    ("exclude", "all"): ("次の全てに当たるときは認められません", "Excluded: all of these"),
    ("exclude", "any"): ("次のどれかに当たるときは認められません", "Excluded: any of these"),
    ("exclude", "none"): ("次のどれにも当たらないときは認められません", "Excluded: none of these"),
    ("exclude", ""): ("次に当たるときは認められません：{}", "Excluded is whoever falls under this: {}"),
    ("scope", "all"): ("次の全てに当たるものが対象です", "What it is for: all of these"),
    ("scope", "any"): ("次のどれかに当たるものが対象です", "What it is for: any of these"),
    ("scope", "none"): ("次のどれにも当たらないものが対象です", "What it is for: none of these"),
    ("scope", ""): ("この制度の対象は次のとおりです：{}", "The programme is for these: {}"),
}  # fmt: skip
#: The words of these heads say all of their parts.
_TOLD_WHOLE = frozenset(
    {"that", "one_of", "checklist", "value", "share", "reading", "case", "choose", "table", ""}
)
_MEMBERS = {
    "every": ("どの件も", "every one"), "some": ("1件以上", "at least one"),
    "none": ("どの件も当てはまらないこと", "no one"),
}  # fmt: skip


@dataclass(slots=True)
class PlainRules:
    """Walks the provisions in the order of the text."""

    scheme: Scheme
    lang: Lang
    words: RuleWords
    numbered: Numbered
    _found: list[Requirement] = field(default_factory=list)
    #: The key and the type of the rule that is being told; the type knows what its codes are called.
    _own: str = ""
    _type: Type = YES_NO

    @staticmethod
    def of(scheme: Scheme, lang: Lang) -> PlainRules:
        numbered = Numbered()
        words = replace(RuleWords.of(scheme, lang), numbered=numbered)
        return PlainRules(scheme, lang, words, numbered)

    def requirements(self, provisions: list[Provision]) -> tuple[Requirement, ...]:
        self._found = []
        for provision in provisions:
            wording, self._type, self._own = provision.clause.wording, YES_NO, f"provision:{provision.id}"
            label = wording.name(self.lang) or wording.gist(self.lang)
            self.numbered.tell(label, provision.clause.span)
            self._clause(provision.clause, 0, provision.effect, provision.id)
        return tuple(self._found)

    def explained(self, key: str, name: str, clause: Clause) -> tuple[Requirement, ...]:
        """A definition or a set value under its name, with its parts, its cases or its table below."""
        self._begin(key, name, clause)
        self._clause(clause, 0, "define", name)
        return tuple(self._found)

    def part(self, expr: Expr) -> tuple[Requirement, ...]:
        """A part to which a number was given, under that number."""
        label, about = self.numbered.label(expr, self.lang), self.numbered.resume(expr)
        self._found, self._type, self._own = [], expr.type, ""
        self._add("scheme", 0, "define", label + (self._bracketed(about) if about else ""), "", ())
        self._below(expr, 1, "define", "scheme")
        return tuple(self._found)

    def _begin(self, key: str, name: str, clause: Clause) -> None:
        self._found, self._type, self._own = [], clause.expr.type, key
        self.numbered.tell(clause.wording.name(self.lang) or name, clause.span)

    def _below(self, expr: Expr, depth: int, effect: str, own: str) -> None:
        """What an expression without a name says, spread over lines."""
        value = self.words.pick("値", "value")
        if expr.op in (Op.CASE, Op.CHOOSE, Op.TABLE, Op.DATED) or is_table(expr):
            return self._rows(((value, expr),), depth, effect, own)
        listed = [*expr.args] if expr.op in (Op.ALL, Op.ANY) or expr.op in SEVERAL_VALUES else []
        if len(listed) < 2 or is_limit(expr):
            yes_no = expr.type.kind is Kind.YES_NO
            said = self.words.condition(expr) if yes_no else self.words.formula(expr)
            return self._add(own, depth, effect, said, "", ())
        if expr.op in (Op.ALL, Op.ANY):
            self._add(own, depth, effect, self.words.pick(*_LISTS[expr.op.value]), "", ())
        else:
            self._add(own, depth, effect, several_name(self.words, expr), "", ())
        for part in listed:
            self._add(own, depth + 1, effect, result_words(self.words, part, part.type), "", ())

    def _rows(self, columns: Sequence[tuple[str, Expr]], depth: int, effect: str, own: str) -> None:
        """The rows of a table, or a line for each case."""
        table = case_table(self.words, columns, self._type)
        if table is not None:
            return self._add_table(own, depth, effect, table)
        for name, expr in columns:
            for when, what in cases(self.words, expr, self._type):
                label = self._bracketed(name) if len(columns) > 1 else ""
                self._add(own, depth, effect, when + label + self.words.pick("：", ": ") + what, "", ())

    def _clause(self, clause: Clause, depth: int, effect: str, around: str, when: str = "") -> None:
        """``when``: the case in which this branch is asked at all, said before it."""
        if self._never(clause):
            return
        own, w = clause.id or around, clause.wording
        name, how = self._said(clause, depth, effect, around)
        if name or when:
            said = when + self.words.pick("：", ": ") + name if when and name else name or when
            self._add(own, depth, effect, said, how, w.cite)
        for words in self._guards(clause, effect):
            self._add(own, depth + 1, effect, words, "", ())
        inner = depth + bool(name or when)
        if clause.head in ("case", "choose"):
            for case, branch in branches(clause, self.words):
                self._clause(branch, inner, effect, own, case)
        for part in self._parts(clause):
            self._clause(part, inner, effect, own)
        if self._by_rows(clause):
            value = clause.wording.name(self.lang) or self.numbered.about
            several = len(clause.columns) > 1
            self._rows(
                tuple(clause.columns.items()) if several else ((value, clause.body),), inner, effect, own
            )

    @staticmethod
    def _by_rows(clause: Clause) -> bool:
        """Whether the rows of a table, or the days of a set value, are to stand below."""
        if len(clause.columns) > 1:
            return clause.head == "table" and same_rows(tuple(clause.columns.values()))
        return clause.body.op in (Op.TABLE, Op.DATED) or (is_table(clause.body) and clause.body.op is Op.SUM)

    def _said(self, clause: Clause, depth: int, effect: str, around: str) -> tuple[str, str]:
        """What a clause is called and how it is said; what its parts say below is not said twice."""
        w, by_branch = clause.wording, clause.head in ("case", "choose")
        name = w.name(self.lang) or w.gist(self.lang)
        below = self._by_rows(clause) or (by_branch and clause.expr.type.kind is not Kind.YES_NO)
        how = "" if below else self.how(clause)
        gist = w.gist(self.lang) if w.name(self.lang) and w.gist(self.lang) != w.name(self.lang) else ""
        if name and clause.head == "all":  # the parts below say it
            how = ""
        if not name and depth == 0:
            unnamed = self.words.pick(*_UNNAMED.get(effect, _UNNAMED["require"]))
            name = around if effect == "define" else unnamed
        elif not name:
            name, how = how, ""
        elif gist:
            how = f"{gist}{self._bracketed(how)}" if how else gist
        return name, self._lead(effect, clause, name, how) if depth == 0 else how

    def _lead(self, effect: str, clause: Clause, name: str, how: str) -> str:
        """What the effect of a provision makes of its condition."""
        if effect not in ("exclude", "scope"):
            return how
        plain_list = clause.iteration is None and clause.head in _LISTS
        if plain_list and how in ("", self.words.pick(*_LISTS[clause.head])):
            return self.words.pick(*_LEADS[effect, clause.head])
        return self.words.pick(*_LEADS[effect, ""]).format(how or name)

    @staticmethod
    def _never(clause: Clause) -> bool:
        """Whether a clause applies under another reading than the adopted ones only."""
        return any(g.kind == "applies_when" and constant(g.clause.expr) == FALSE for g in clause.guards)

    def _bracketed(self, text: str) -> str:
        return f"（{text}）" if self.lang == "ja" else f" ({text})"

    def _add_table(self, own: str, depth: int, effect: str, table: CaseTable) -> None:
        """A table below the last line; the sentence on how to read it stands before it."""
        if table.how:
            self._add(own, depth, effect, table.how, "", ())
        rows = tuple(tuple(Said(plain(c), (own,)) for c in row) for row in (table.header, *table.rows))
        self._found[-1] = replace(self._found[-1], rows=rows)

    def _add(self, own: str, depth: int, effect: str, name: str, how: str, cite: tuple[str, ...]) -> None:
        place = wording.cites(cite, self.lang)
        above = next((r for r in reversed(self._found) if r.depth < depth), None)
        shown = "" if above is not None and above.cite == place else place
        empty = Said("", (own,))
        self._found.append(
            Requirement(
                own, depth, True, effect, "", empty, empty, Said(plain(name), (own,)), Said(shown, (own,)),
                Said(plain(how), (own,)), (), (own,), place,
            )
        )  # fmt: skip

    def worked_out(self, key: str, name: str, clause: Clause) -> str:
        """How an amount or a date is worked out, and in which cases only."""
        self._begin(key, name, clause)
        gist, formula = clause.wording.gist(self.lang), self.words.formula(clause.body)
        formula = gist + self._bracketed(formula) if gist else formula
        return formula + "".join(self._bracketed(words) for words in self._guards(clause, "define"))

    def period(self, period: Period) -> str:
        """A period from its first day to its last."""
        self.numbered.tell(period.wording.name(self.lang) or period.id, period.span)
        gist, days = period.wording.gist(self.lang), self.words.period(period.interval)
        return gist + self._bracketed(days) if gist else days

    def _guards(self, clause: Clause, effect: str) -> Iterator[str]:
        colon = self.words.pick("：", ": ")
        for guard in clause.guards:
            if constant(guard.clause.expr) is not None:
                continue
            w = guard.clause.wording
            said = self.words.condition(guard.clause.expr, nested=True)
            told = w.gist(self.lang) or w.name(self.lang)
            said = told + self._bracketed(said) if told and told not in said else said
            words = _EXCLUSION_GUARDS if effect == "exclude" else _GUARDS
            words = words if clause.expr.type.kind is Kind.YES_NO else _VALUE_GUARDS
            yield self.words.pick(*words[guard.kind]) + colon + said

    def _parts(self, clause: Clause) -> Iterator[Clause]:
        """Parts that say something of their own: not operands, nor rules told elsewhere."""
        if clause.is_reference or clause.head in _TOLD_WHOLE:
            return
        asked = clause.expr.type.kind is Kind.YES_NO
        for part in clause.parts:
            told = part.wording.name(self.lang) or part.wording.gist(self.lang)
            if told or (asked and (part.expr.type.kind is Kind.YES_NO or part.name)):
                yield part
        if clause.iteration is not None and clause.iteration.body is not None:
            body = clause.iteration.body
            if body.head == "all" and not body.name:  # its parts say what it says
                yield from self._parts(body)
            elif body.expr.type.kind is Kind.YES_NO:
                yield body

    def how(self, clause: Clause) -> str:
        """What the head of a clause asks, in a few words."""
        pick, words = self.words.pick, self.words
        if given := self._given(clause):
            return given
        match clause.head:
            case "all" | "any" | "none" if clause.iteration is None:
                return pick(*_LISTS[clause.head])
            case "every" | "some" | "none":
                return self._members(clause)
            case "count" | "count_distinct" if clause.iteration is not None:
                listed = words.value(clause.iteration.over)
                if clause.share:
                    return pick(
                        f"{listed}のうち次に当てはまるものが{words.bound(clause)}",
                        f"{words.bound(clause)} of {listed} meet this",
                    )
                if clause.head == "count_distinct":
                    return words.condition(clause.body)
                shown = such_members(words, listed, self._only(clause))
                return pick(f"{shown}が{words.bound(clause)}", f"{words.bound(clause)} of {shown}")
            case "count":
                return pick(
                    f"次のうち{words.bound(clause)}に当てはまること",
                    f"{words.bound(clause)} of the following",
                )
            case "checklist":
                return words.condition(clause.body)
            case _ if clause.iteration is not None and clause.expr.type.kind is Kind.LIST:
                listed, only = words.value(clause.iteration.over), self._only(clause)
                if clause.head == "rank":
                    ranked = such_members(words, listed, only)
                    return pick(
                        f"{ranked}（順位を付けて数えます）", f"{ranked} (each has a place among them)"
                    )
                if clause.iteration.body is None:
                    return such_members(words, listed, only)
                return pick(f"{listed}のうち次に当たるもの", f"those of {listed} to which this applies")
            case "judged_by":
                return pick(f"{clause.subject}が判断します", f"judged by {clause.subject}")
            case "asked_of":
                who = {"applicant": ("申請者にうかがいます", "the applicant is asked"),
                       "office": ("所管課が確認します", "the office checks")}  # fmt: skip
                return pick(*who.get(clause.subject, who["office"]))
            case "case" | "choose" if clause.expr.type.kind is Kind.YES_NO:
                return pick("次のとおり", "as follows")
            case _ if clause.expr.type.kind is Kind.YES_NO:
                return words.condition(clause.body, nested=clause.is_reference and self._other(clause))
            case "parameter" if clause.body.op is Op.INPUT:
                return self._unset(clause)
            case _ if clause.body.op is Op.CONST:
                return result_words(words, clause.body, self._type)
            case _ if clause.is_reference and self._other(clause):
                return words.value(clause.body)
            case _:
                return words.formula(clause.body)

    def _other(self, clause: Clause) -> bool:
        """Whether what a clause refers to is explained elsewhere: not the rule that is being told."""
        w, found = clause.wording, self.words.names.get(clause.body.number)
        own = (w.name(self.lang), w.gist(self.lang), clause.id, clause.name)
        return found is None or (found.key != self._own and found.label not in own)

    def _unset(self, clause: Clause) -> str:
        """A value that its setter has not set yet."""
        who = self.scheme.inputs[clause.body.address].set_by
        if not who:
            return self.words.pick(
                "別に定めます（まだ定められていません）", "laid down elsewhere (not set yet)"
            )
        return self.words.pick(
            f"{who}が別に定めます（まだ定められていません）", f"set by {who} (not set yet)"
        )

    def _given(self, clause: Clause) -> str:
        """Who gives the points of a criterion that people judge; "" for what the rules work out."""
        if clause.marks is None or clause.marks.kind != "criterion" or clause.marks.full is None:
            return ""
        for scoring in self.scheme.scorings.values():
            top = self.scheme.definitions[scoring.id]
            if clause in top.parts and any(c.name == clause.name for c in scoring.criteria):
                together = self._bracketed(self.words.formula(clause.body)) if scoring.listed else ""
                if isinstance(clause.marks.full, Expr):
                    full = self.words.value(clause.marks.full)
                    return self.words.pick(
                        f"{scoring.scored_by}が、{full}を満点として採点します{together}",
                        f"{scoring.scored_by} gives points, full marks being {full}{together}",
                    )
                full = value_text(clause.marks.full, clause.expr.type).of(self.lang)
                return self.words.pick(
                    f"{scoring.scored_by}が{full}満点で採点します{together}",
                    f"{scoring.scored_by} gives up to {full}{together}",
                )
        return ""

    def _members(self, clause: Clause) -> str:
        assert clause.iteration is not None
        listed = self.words.value(clause.iteration.over)
        only = self._only(clause)
        held = self.words.pick(*_MEMBERS[clause.head])
        if self.lang == "ja":
            return f"{such_members(self.words, listed, only)}について、{held}"
        return f"{held} of {such_members(self.words, listed, only)}"

    def _only(self, clause: Clause) -> str:
        """Which members of a list a head speaks of; "" for all."""
        over = clause.iteration
        if over is None or over.where is None:
            return ""
        return self.words.of_members(over.level, over.where.expr)
