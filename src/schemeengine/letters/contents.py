"""A judged case as the variables of a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from schemeengine.diagnostics import Lang
from schemeengine.evaluator import Judged
from schemeengine.execute import domain
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Notice, Scheme, Stage, Wording
from schemeengine.ir.types import Kind as TypeKind
from schemeengine.letters import entries as e
from schemeengine.letters.said import Said
from schemeengine.render import wording
from schemeengine.render.explain import Explainer, Item, find
from schemeengine.render.figures import amount_text, day_text, moment, not_fixed, period_text
from schemeengine.render.missing import groups
from schemeengine.render.page import receipt_text
from schemeengine.render.results import readings as reading_rows
from schemeengine.render.why import failures, sentence
from schemeengine.render.width import plain
from schemeengine.truth import TRUE
from schemeengine.verdict.model import Pending, StageResult, TraceNode
from schemeengine.verdict.phrasing import value_text

#: Where the applicant's name is usually written, in this order.
NAMES = ("applicant.name", "applicant_name", "company.name", "company_name", "name")


@dataclass(frozen=True, slots=True)
class Contents:
    """Reads one judged case for one language. ``passages``: citation -> words of the instrument."""

    judged: Judged
    nodes: tuple[TraceNode, ...]
    lang: Lang
    passages: Mapping[str, str]
    dossier_title: str = ""

    @property
    def scheme(self) -> Scheme:
        return self.judged.view.scheme

    def say(self, ja: str, en: str) -> str:
        return ja if self.lang == "ja" else en

    def said(self, words: str, *bound: str, cite: tuple[str, ...] = (), known: bool = True) -> Said:
        return Said(plain(words), bound, wording.cites(cite, self.lang), known)

    def place(self, cite: tuple[str, ...], *bound: str) -> Said:
        return self.said(wording.cites(cite, self.lang), *bound, cite=cite)

    def basis(self, cite: tuple[str, ...], *bound: str) -> Said:
        """The places with the instrument they stand in; either may be missing."""
        place, instrument = wording.cites(cite, self.lang), plain(self.scheme.instrument_title)
        joined = self.say(instrument + place, f"{place} of {instrument}") if place and instrument else ""
        return self.said(joined or place or instrument, *bound, cite=cite)

    # ------------------------------------------------------------------ the whole
    def programme(self) -> e.Programme:
        return programme(self.scheme, self.lang)

    def answer(self) -> e.Answer:
        v = self.judged.verdict
        process = self.judged.procedure
        applied = self.scheme.facts.get(process.applied) if process is not None else None
        day = self.judged.view.case.values.get(applied) if applied is not None else None
        known = isinstance(day, date)
        if isinstance(day, datetime):
            day = day.date()
        return e.Answer(
            v.outcome, self.said(wording.OUTCOMES[v.outcome].of(self.lang), "verdict"),
            self.said(sentence(v, self.lang), "verdict", *v.failed),
            self.said(moment(v.as_of.isoformat(), self.lang), "verdict"),
            self.said(v.edition, "verdict"), self.said(v.procedure_label.of(self.lang), "procedure"),
            self.place(process.cite if process is not None else (), "procedure"),
            self.said(moment(day.isoformat(), self.lang), f"fact:{process.applied}")  # type: ignore[union-attr]
            if known else self.unknown(f"fact:{process.applied}" if process is not None else "procedure"),
        )  # fmt: skip

    def unknown(self, *bound: str) -> Said:
        """What stands where a fact is missing: never an empty place that looks like an answer."""
        return Said(self.say("（未確認）", "(not known)"), bound, known=False)

    def addressee(self) -> Said:
        """The applicant's name as the dossier states it, else the dossier's title."""
        for path in NAMES:
            found = self.fact(path)
            if found is not None and found.known:
                return found
        if self.dossier_title:
            return self.said(self.dossier_title, "dossier")
        return self.unknown("dossier")

    def fact(self, path: str) -> Said | None:
        """A fact of the dossier by its path, in words; None if no programme declares it."""
        view, (head, *rest) = self.judged.view, path.split(".")
        address = self.scheme.facts.get(head)
        if address is None:
            return None
        decl, value = view.decl(address), view.case.values.get(address)
        for step in rest:
            record = self.scheme.records.get(decl.type.record) if decl.type.kind is TypeKind.RECORD else None
            index = record.index(step) if record is not None else None
            if record is None or index is None:
                return None
            decl = record.fields[index]
            value = value[index] if isinstance(value, tuple) else None
        known = value is not None and not isinstance(value, domain.Approx)
        if not known:
            return self.unknown(f"fact:{path}")
        return self.said(value_text(value, decl.type, decl, view).of(self.lang), f"fact:{path}")

    # ------------------------------------------------------------------ stages and the decision
    def stages(self) -> tuple[e.StageEntry, ...]:
        return tuple(self._stage(s) for s in self.judged.verdict.stages)

    def _stage(self, s: StageResult) -> e.StageEntry:
        own = f"stage:{s.id}"
        return e.StageEntry(
            s.id, s.kind, s.outcome, self.said(s.label.of(self.lang) or s.id, own),
            self.said(wording.stage_outcome(s.kind, s.outcome).of(self.lang), own),
            self.place(s.cite, own), self.said(s.recorded.of(self.lang) or s.who, own), (own,),
            wording.cites(s.cite, self.lang),
        )  # fmt: skip

    def decision(self) -> e.Decision | None:
        """The last stage that decides; None where the procedure has none."""
        found = self.deciding()
        if found is None:
            return None
        stage, judgment = found
        own = f"stage:{stage.id}"
        held = judgment is not None and judgment.decision
        when = "granted" if (held or (judgment is None and self._unrefused())) else "refused"
        on = judgment.on_date if judgment is not None else None
        notice = stage.notices.get(when) or stage.notices.get("either")
        issued = [n for w, n in stage.issues.items() if held and w in (when, "either")]
        return e.Decision(
            judgment is not None, held,
            self.said(judgment.by if judgment is not None else stage.who, own),
            self.said(moment(on.isoformat(), self.lang), own) if on else self.unknown(own),
            self.said(judgment.reason if judgment is not None else "", own),
            self.said(stage.label_en if self.lang == "en" and stage.label_en else stage.label, own),
            self.place(stage.cite, own), self.basis(stage.cite, own), self._paper(notice, own),
            tuple(self._paper(n, own) for n in issued), when not in stage.notices and notice is not None,
            (own,), wording.cites(stage.cite, self.lang),
        )  # fmt: skip

    def _unrefused(self) -> bool:
        return self.judged.verdict.outcome not in ("ineligible", "out_of_scope")

    def deciding(self) -> tuple[Stage, Judgment | None] | None:
        process = self.judged.procedure
        stages = [s for s in process.stages if s.kind == "decision"] if process is not None else []
        reached = {s.id: s.outcome for s in self.judged.verdict.stages}
        wanted = [s for s in stages if reached.get(s.id) != "not_applicable" and not s.optional] or stages
        if not wanted:
            return None
        stage = wanted[-1]
        found = self.judged.view.case.values.get(stage.address) if stage.address is not None else None
        return stage, found if isinstance(found, Judgment) else None

    def _paper(self, notice: Notice | None, own: str) -> e.Paper:
        if notice is None:
            empty = Said("", (own,))
            return e.Paper(empty, empty, empty, empty, (own,), "")
        title = notice.title_en if self.lang == "en" and notice.title_en else notice.title
        return e.Paper(
            self.said(title, own, cite=notice.cite), self.said(notice.form, own, cite=notice.cite),
            self.place(notice.cite, own), self.basis(notice.cite, own), (own,),
            wording.cites(notice.cite, self.lang),
        )  # fmt: skip

    # ------------------------------------------------------------------ clauses
    def _explainer(self) -> Explainer:
        effects = {d.provision: d.effect for d in self.judged.verdict.determinations if d.effect}
        return Explainer(self.lang, self.passages, effects)

    def failures(self) -> tuple[e.Failure, ...]:
        explainer = self._explainer()
        stages = {s.id for s in self.judged.verdict.stages}
        found = []
        for cite, name, id_ in failures(self.judged.verdict, self.lang):
            lines = find(self.nodes, id_)
            facts = explainer.reason(*lines)
            if lines and not name:
                name = lines[0].label.of(self.lang) or lines[0].gist.of(self.lang)
            words = [self.passages[c] for c in (lines[0].cite if lines else ()) if c in self.passages]
            found.append(
                e.Failure(
                    self.said(name or id_, id_), Said(cite, (id_,)), self.said("／".join(words), id_),
                    tuple(self.said(f, id_) for f in facts), id_ in stages, (id_,), cite,
                )
            )  # fmt: skip
        return tuple(found)

    def requirements(self) -> tuple[e.Requirement, ...]:
        """Every provision checked and its parts, in the order of the text, with how each stands."""
        explainer = self._explainer()
        shown = [n for n in self.nodes if n.role in ("require", "exclude", "scope", "permit")]
        items = explainer.items(shown, "full", passed=True)
        found: list[e.Requirement] = []
        for node, item in zip(shown, items, strict=True):
            self._walk(node, item, 0, node.role, found)
        return tuple(found)

    def _walk(self, node: TraceNode, item: Item, depth: int, effect: str, found: list[e.Requirement]) -> None:
        own = node.id or (found[-1].id if found else effect)
        name = item.name or (item.words if not node.parts else "")
        if name:
            found.append(
                e.Requirement(
                    own, depth, bool(item.name), effect, node.status,
                    self.said("" if item.mark == "・" else item.mark, own), self.said(item.state, own),
                    self.said(name, own), self.said(item.cite, own),
                    self.said(item.words if item.name else "", own),
                    tuple(self.said(f, own) for f in item.facts), (own,), item.cite,
                )
            )  # fmt: skip
        for part, below in zip(node.parts, item.parts, strict=True):
            counted = node.status == "value" and part.status not in ("false", "not_applicable")
            if part.role != "member" or (counted and node.head != "select"):  # the items of a sum
                self._walk(part, below, depth + bool(name), effect, found)

    # ------------------------------------------------------------------ what is missing
    def missing(self) -> tuple[e.WantedFrom, ...]:
        found = []
        for group in groups(self.judged.verdict.pending, self.lang):
            labels = {w.label for w in group.items}
            members = [p for p in self.judged.verdict.pending if self._heading(p) == group.heading]
            assert labels or not members
            wanted = tuple(self._wanted(p) for p in members)
            whose = "parameter" if members[0].kind == "parameter" else members[0].provided_by
            whose = "authority" if members[0].kind == "judgment" else whose
            whose = "to_come" if members[0].to_come else whose
            found.append(e.WantedFrom(whose, self.said(group.heading, "verdict"), wanted))
        return tuple(found)

    def _heading(self, pending: Pending) -> str:
        return groups([pending], self.lang)[0].heading

    def _wanted(self, p: Pending) -> e.Wanted:
        own = f"fact:{p.fact}"
        bound = (own, *p.provisions)
        return e.Wanted(
            p.fact, p.kind, self.said(p.label.of(self.lang) or p.fact, *bound),
            self.said(p.question(self.lang), *bound), self.said(p.proof(self.lang), *bound),
            self.place(p.cite, *bound), p.when == "afterwards", bound, wording.cites(p.cite, self.lang),
        )  # fmt: skip

    # ------------------------------------------------------------------ papers
    def documents(self) -> tuple[e.Document, ...]:
        """The papers of the procedure, else all of the programme."""
        process = self.judged.procedure
        names = list(self.scheme.papers)
        if process is not None:
            names = list(dict.fromkeys(p for s in process.stages for p in s.papers))
        return tuple(self._document(n) for n in names)

    def _document(self, name: str) -> e.Document:
        paper, view = self.scheme.papers[name], self.judged.view
        own = f"paper:{name}"
        received = view.case.values.get(paper.address)
        known = isinstance(received, date) and received <= self.judged.verdict.as_of
        mask = TRUE if paper.applies is None else view.mask(paper.applies)
        state = "received" if known else _paper_state(mask, paper.applies is None)
        marks = {"received": "■", "missing": "□", "open": "？", "not_needed": "－"}
        day = received.date() if isinstance(received, datetime) else received
        return e.Document(
            name, self.said(paper.title_en if self.lang == "en" and paper.title_en else paper.title, own),
            self.said(paper.form, own), self.place(paper.cite, own), state, self.said(marks[state], own),
            self.said(moment(day.isoformat(), self.lang), own) if known else Said("", (own,)),  # type: ignore[union-attr]
            (own,), wording.cites(paper.cite, self.lang),
        )  # fmt: skip

    # ------------------------------------------------------------------ amounts, periods, dates, readings
    def amounts(self) -> tuple[e.Figure, ...]:
        return tuple(
            self._figure(
                f"amount:{a.id}", a.id, a.label.of(self.lang), amount_text(a, self.lang), a.cite,
                a.value is not None or bool(a.exact), a.applies is not False,
                _gist(self.scheme.amounts[a.id].wording, self.lang),
            )
            for a in self.judged.verdict.amounts
        )  # fmt: skip

    def periods(self) -> tuple[e.Figure, ...]:
        return tuple(
            self._figure(
                f"period:{p.id}", p.id, p.label.of(self.lang), period_text(p, self.lang), p.cite,
                p.applies is not False
                and bool((p.from_.value or p.open_from) and (p.until.value or p.open_until)),
                p.applies is not False and not p.empty,
                _gist(self.scheme.periods[p.id].wording, self.lang),
                day_text(p.from_, self.lang), day_text(p.until, self.lang),
            )
            for p in self.judged.verdict.periods
        )  # fmt: skip

    def dates(self) -> tuple[e.Figure, ...]:
        return tuple(
            self._figure(
                f"date:{d.id}", d.id, d.label.of(self.lang),
                day_text(d.day, self.lang) or not_fixed(self.lang), d.cite, d.day.value is not None,
                d.applies is not False,
                _gist(self.scheme.dates[d.id].wording, self.lang),
            )
            for d in self.judged.verdict.dates
        )  # fmt: skip

    def _figure(
        self, own: str, id_: str, label: str, words: str, cite: tuple[str, ...], known: bool, applies: bool,
        gist: str, first: str = "", last: str = "",
    ) -> e.Figure:  # fmt: skip
        shown = words if known or not applies else self.say(f"{words}（未確定）", f"{words} (not final)")
        return e.Figure(
            id_, self.said(label or id_, own), self.said(shown, own, known=known), self.place(cite, own),
            self.said(gist, own), known, applies, self.said(first, own), self.said(last, own), (own,),
            wording.cites(cite, self.lang),
        )  # fmt: skip

    def readings(self) -> tuple[e.ReadingEntry, ...]:
        choices = {r.id: r.choices_in(self.lang) for r in self.scheme.readings.values()}
        rows = {r.question: r for r in reading_rows(self.judged.verdict, choices, self.lang)}
        found = []
        for used in self.judged.verdict.readings:
            row = rows[plain(used.question.of(self.lang))]
            own = f"reading:{used.id}"
            found.append(
                e.ReadingEntry(
                    used.id, self.said(row.question, own), self.said(row.choice, own),
                    self.place(used.cite, own), self.said(row.differs, own), (own,), row.cite,
                )
            )  # fmt: skip
        return tuple(found)

    def notes(self) -> tuple[Said, ...]:
        return tuple(self.said(n.of(self.lang), "verdict") for n in self.judged.verdict.notes)

    def receipt(self) -> Said:
        return self.said(receipt_text(self.judged.verdict.receipt, self.lang), "receipt")


def programme(scheme: Scheme, lang: Lang) -> e.Programme:
    title = scheme.title_en if lang == "en" and scheme.title_en else scheme.title
    return e.Programme(
        scheme.id, Said(plain(title) or scheme.id, ("scheme",)), Said(plain(scheme.authority), ("scheme",)),
        Said(plain(scheme.instrument_title), ("scheme",)),
    )  # fmt: skip


def _gist(found: Wording, lang: Lang) -> str:
    return found.gist(lang)


def _paper_state(mask: int, always: bool) -> str:
    if always or mask == TRUE:
        return "missing"
    return "open" if mask & TRUE else "not_needed"


def without_places(node: TraceNode) -> TraceNode:
    """A line without the places of the dossier's file: the applicant does not see that file."""
    facts = tuple(replace(f, span=None) for f in node.facts)
    return replace(node, facts=facts, parts=tuple(without_places(p) for p in node.parts))


def known_nodes(nodes: Sequence[TraceNode]) -> Iterator[str]:
    """Every id of the trace."""
    for node in nodes:
        if node.id:
            yield node.id
        yield from known_nodes(node.parts)
