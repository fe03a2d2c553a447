"""``schemeengine ask``: an interview in the terminal (or with answers from a pipe)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TextIO, cast

from schemeengine.cli import output, shelf
from schemeengine.cli.arguments import day_of
from schemeengine.cli.language import say
from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems
from schemeengine.explain.inquiry import Inquiry
from schemeengine.explain.interview import Interview
from schemeengine.explain.questions import Question, Who, open_questions
from schemeengine.ir.types import Kind
from schemeengine.pipeline import Evaluator, load_dossier
from schemeengine.render import asking, wording
from schemeengine.render.lines import Line
from schemeengine.render.page import Options, page
from schemeengine.render.reasoning import heading


@dataclass(frozen=True, slots=True)
class Request:
    """The arguments of one interview."""

    scheme: str
    dossier: str
    procedure: str
    as_of: str
    who: str
    lang: Lang
    output: str


def run(request: Request) -> int:
    """Exit code 0 however far the interview went, 2 for bad input or if nothing could be written."""
    problems = Problems()
    try:
        interview = _interview(request, problems)
    except BadInput as bad:
        output.report(bad.diagnostics, request.lang)
        return 2
    # The dossier goes to standard output unless a file is named: then what is said must not.
    stream = sys.stdout if request.output not in ("", "-") else sys.stderr
    _Dialogue(interview, request.lang, stream).hold()
    try:
        output.write_text(interview.text, request.output)
    except output.CannotWrite as error:
        print(error.text(request.lang), file=sys.stderr)
        return 2
    if request.output not in ("", "-"):
        told = say(request.lang, f"{request.output} に書きました。", f"Written to {request.output}.")
        print(told, file=stream)
    return 0


def _interview(request: Request, problems: Problems) -> Interview:
    paths = shelf.choose([request.scheme], request.dossier, problems)
    schemes = shelf.books().schemes(paths, problems)
    day = day_of(request.as_of, problems) or date.today()
    problems.raise_if_errors()
    text, name = "", _name(request)
    if request.dossier:
        text = load_dossier(request.dossier, read=shelf.read_dossier).source.text
    evaluator = Evaluator(schemes)
    return Interview.start(
        evaluator, schemes[0].id, dossier=text, name=request.dossier or name, procedure=request.procedure,
        day=day, who=cast("Who", request.who), lang=request.lang,
    )  # fmt: skip


def _name(request: Request) -> str:
    """The name of a new dossier: that of its file."""
    stem = PurePath(request.output).stem if request.output not in ("", "-") else ""
    return stem if stem.isidentifier() else "new_dossier"


class _Stop(Exception):
    """The one who answers wants to stop, or has nothing more to say."""


@dataclass(slots=True)
class _Dialogue:
    interview: Interview
    lang: Lang
    stream: TextIO

    def hold(self) -> None:
        """Question and answer until nothing is left to ask, then how the case stands."""
        self._show(asking.opening(self._title(), self.lang))
        try:
            told = False
            for question in self.interview:
                if self.interview.settled and not told:
                    self._settled()
                    told = True
                self._put(question)
        except (_Stop, KeyboardInterrupt):
            self._show(
                [Line(""), Line(say(self.lang, "ここまでの答えを書き出します。", "Stopped here."), "dim")]
            )
        judged = self.interview.judged
        options = Options(self.lang, "reasons")
        self._show([Line(""), *heading(page(judged.verdict, (), options)), Line("")])

    def _settled(self) -> None:
        """The outcome, before the questions that are left: those are for the amounts alone."""
        outcome = wording.OUTCOMES[self.interview.verdict.outcome].of(self.lang)
        told = say(
            self.lang, f"結論が出ました：{outcome}。残りの問いは金額のためのものです。",
            f"Settled: {outcome}. What is still asked is for the amounts.",
        )  # fmt: skip
        self._show([Line(told, wording.TONES[self.interview.verdict.outcome]), Line("")])

    def _title(self) -> str:
        return self.interview.verdict.title.of(self.lang) or self.interview.scheme

    def _put(self, question: Question) -> None:
        interview, day = self.interview, self.interview.verdict.as_of
        self._show(asking.question_lines(question, self._left(), day, self.lang))
        typed = self._read("> ")
        match asking.COMMANDS.get(typed.strip().lower()):
            case "why":
                self._show(asking.why_lines(question, self.lang))
            case "back":
                if not interview.back():
                    self._show([Line(say(self.lang, "  最初の問いです。", "  This is the first question."))])
            case "skip":
                interview.pass_over()
            case "stop":
                raise _Stop
            case _:
                self._tell(self._answer(question, typed))

    def _answer(self, question: Question, typed: str) -> tuple[Diagnostic, ...]:
        if question.fact.space == "score" and question.fact.path:
            by = "" if self.interview.has_scorer else self._by(question)
            return self.interview.score(typed, by)
        if question.decl.type.kind is not Kind.JUDGMENT:
            return self.interview.answer(typed)
        by = self._by(question)
        reason = self._read(say(self.lang, "  理由 > ", "  reason > ")).strip()
        return self.interview.judge(typed, by, reason=reason)

    def _by(self, question: Question) -> str:
        who = question.pending.who
        return self._read(say(self.lang, f"  誰が（{who}）> ", f"  by whom ({who})> ")).strip() or who

    def _left(self) -> int:
        interview = self.interview
        inquiry = Inquiry.of(interview.evaluator, interview.judged)
        return len(open_questions(inquiry, interview.passed_over, interview.who))

    # -- in and out
    def _read(self, prompt: str) -> str:
        self.stream.write(prompt)
        self.stream.flush()
        line = sys.stdin.readline()
        if not line:
            raise _Stop
        if not sys.stdin.isatty():
            self.stream.write("\n")
        return line.rstrip("\r\n")

    def _tell(self, mistakes: Iterable[Diagnostic]) -> None:
        for found in mistakes:
            text = " ".join(t for t in (found.message(self.lang), found.help(self.lang)) if t)
            self._show([Line(f"  × {text}", "bad")])

    def _show(self, lines: Iterable[Line]) -> None:
        output.show(list(lines), self.stream)
