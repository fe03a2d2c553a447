"""The requirements of a programme in plain words, read off its rules, without any case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause, Provision, Scheme
from schemeengine.ir.types import Kind
from schemeengine.letters.case_words import branches
from schemeengine.letters.entries import Requirement
from schemeengine.letters.said import Said
from schemeengine.render import wording
from schemeengine.render.width import plain
from schemeengine.truth import FALSE
from schemeengine.verdict.phrasing import value_text
from schemeengine.verdict.rule_cases import cases
from schemeengine.verdict.rule_members import such_members
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
#: Deeper parts are left to the rules themselves.
_DEEPEST = 4
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
    _found: list[Requirement] = field(default_factory=list)

    @staticmethod
    def of(scheme: Scheme, lang: Lang) -> PlainRules:
        return PlainRules(scheme, lang, RuleWords.of(scheme, lang))

    def requirements(self, provisions: list[Provision]) -> tuple[Requirement, ...]:
        self._found = []
        for provision in provisions:
            self._clause(provision.clause, 0, provision.effect, provision.id)
        return tuple(self._found)

    def explained(self, name: str, clause: Clause) -> tuple[Requirement, ...]:
        """A definition or a set value under its name, with its parts or cases below."""
        self._found = []
        self._clause(clause, 0, "define", name)
        said = self._found[0] if self._found else None
        return tuple(self._found) if said is not None and (said.how or len(self._found) > 1) else ()

    def tables(self) -> Iterator[Requirement]:
        """The values by case to which a number was given."""
        for number, expr in enumerate(self.words.tables, start=1):  # telling one may number another
            self._found = []
            self._add("scheme", 0, "define", self.words.pick(f"表{number}", f"Table {number}"), "", ())
            self._rows(expr, 1, "define", "scheme")
            yield from self._found

    def _rows(self, expr: Expr, depth: int, effect: str, own: str) -> None:
        for when, what in cases(self.words, expr, 0):
            self._add(own, depth, effect, when + self.words.pick("：", ": ") + what, "", ())

    def _clause(self, clause: Clause, depth: int, effect: str, around: str, when: str = "") -> None:
        """``when``: the case in which this branch is asked at all, said before it."""
        if self._never(clause):
            return
        own, w = clause.id or around, clause.wording
        name, how = self._said(clause, depth, effect, around)
        if name or when:
            said = when + self.words.pick("：", ": ") + name if when and name else name or when
            self._add(own, depth, effect, said, how, w.cite)
        if depth >= _DEEPEST:
            return
        for words in self._guards(clause, effect):
            self._add(own, depth + 1, effect, words, "", ())
        inner = depth + bool(name or when)
        if clause.head in ("case", "choose"):
            for case, branch in branches(clause, self.words):
                self._clause(branch, inner, effect, own, case)
        for part in self._parts(clause):
            self._clause(part, inner, effect, own)
        if self._by_rows(clause):
            self._rows(clause.body, inner, effect, own)

    @staticmethod
    def _by_rows(clause: Clause) -> bool:
        """Whether the rows of a table, or the days of a set value, are to stand below."""
        return clause.head in ("", "table") and clause.body.op in (Op.TABLE, Op.DATED)

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

    def worked_out(self, clause: Clause) -> str:
        """How an amount or a date is worked out, and in which cases only; "" without words for it."""
        formula = clause.wording.gist(self.lang) or self.words.formula(clause.body)
        guards = list(self._guards(clause, "define"))
        if formula == "…":
            return ""
        return formula + "".join(self._bracketed(words) for words in guards)

    def _guards(self, clause: Clause, effect: str) -> Iterator[str]:
        colon = self.words.pick("：", ": ")
        for guard in clause.guards:
            if constant(guard.clause.expr) is not None:
                continue
            w = guard.clause.wording
            said = w.gist(self.lang) or w.name(self.lang) or self.words.condition(guard.clause.expr, depth=1)
            said = said or self.words.pick("規則に定める条件に当たる", "a condition of the rules holds")
            words = _EXCLUSION_GUARDS if effect == "exclude" else _GUARDS
            words = words if clause.expr.type.kind is Kind.YES_NO else _VALUE_GUARDS
            yield self.words.pick(*words[guard.kind]) + colon + said

    def _parts(self, clause: Clause) -> Iterator[Clause]:
        """Parts that say something of their own: not operands, nor rules told elsewhere."""
        if clause.is_reference or clause.head in (
            "that",
            "one_of",
            "checklist",
            "value",
            "share",
            "reading",
            "case",
            "choose",
            "table",
            "",
        ):
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
                distinct = pick("の異なる数", " (different ones)") if clause.head == "count_distinct" else ""
                only = self._only(clause)
                shown = such_members(self.words, listed, only)
                ja = f"{shown}{distinct}が{words.bound(clause)}"
                en = f"{words.bound(clause)} of {listed}{distinct}{f' for which {only}' if only else ''}"
                return pick(ja, en)
            case "count":
                return pick(
                    f"次のうち{words.bound(clause)}に当てはまること",
                    f"{words.bound(clause)} of the following",
                )
            case "checklist":
                checklist = self.scheme.checklists.get(clause.subject)
                label = clause.subject
                if checklist is not None:
                    label = self.scheme.inputs[checklist.address].decl.title(self.lang)
                return pick(f"「{label}」の{words.bound(clause)}", f"{words.bound(clause)} of “{label}”")
            case _ if clause.iteration is not None and clause.expr.type.kind is Kind.LIST:
                listed, only = words.value(clause.iteration.over), self._only(clause)
                if clause.iteration.body is None:
                    return such_members(self.words, listed, only)
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
                w = clause.wording
                own = (None, w.name(self.lang), w.gist(self.lang), clause.id, clause.name)
                other = words.names.get(clause.body.number) not in own
                return words.condition(clause.body, depth=1 if clause.is_reference and other else 0)
            case _:
                return words.formula(clause.body)

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
        where = clause.iteration.where if clause.iteration is not None else None
        return self.words.condition(where.expr, depth=1) if where is not None else ""
