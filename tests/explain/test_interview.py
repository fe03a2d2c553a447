"""The interview: from the library, from a pipe and from a terminal; stopped, resumed, taken back."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.explain.small_schemes import VALUES, small

from schemeengine import BadInput
from schemeengine.explain.interview import Interview
from schemeengine.explain.questions import Question
from schemeengine.pipeline import Evaluator, dossier_from_text, load_schemes, scheme_from_text

ROOT = Path(__file__).parents[2]
DAY = date(2024, 6, 10)

GRANT = """
schemeengine: 1
scheme: grant
title: パン窯の補助
title_en: Oven grant
facts:
  in_town: {type: yes_no, label: 町内にある, label_en: in town, ask: 店は町内にありますか。, evidence: 地図}
  staff: {type: count, unit: 人, label: 従業員, label_en: staff}
  form: {type: code, label: 形態, label_en: form, choices: {shop: 店舗, stall: 屋台}}
  ovens: {type: list of oven, label: 窯, label_en: ovens}
types:
  oven:
    label: 窯
    key: id
    fields:
      id: {type: text, label: 番号}
      price: {type: yen, label: 価格, label_en: price}
provisions:
  place: {cite: 第1条, text: 町内の店である, text_en: a shop in town, that: in_town}
  size: {cite: 第2条, applies_when: 'form = "shop"', that: staff >= 2人}
  cheap: {cite: 第3条, every: oven in ovens, satisfies: oven.price <= 10万円}
outline:
  第1条: {title: a, encoded: yes}
  第2条: {title: b, encoded: yes}
  第3条: {title: c, encoded: yes}
"""


def grant() -> Evaluator:
    return Evaluator([scheme_from_text(GRANT)])


def replies(interview: Interview, answers: dict[str, str]) -> list[str]:
    """Answer every question from a table; the names of what was asked, in order."""
    asked: list[str] = []
    for question in interview:
        name = question.pending.fact
        asked.append(name)
        assert interview.answer(answers[name]) == ()
    return asked


def test_one_question_after_another_until_it_is_settled() -> None:
    interview = Interview.start(grant(), "grant", day=DAY)
    answers = {"in_town": "はい", "form": "2", "ovens": "1", "ovens.1.price": "90,000円"}
    assert sorted(replies(interview, answers)) == sorted(answers)  # a stall: staff is never asked
    assert interview.settled
    assert interview.verdict.outcome == "eligible"
    again = grant().evaluate(dossier_from_text(interview.text)).verdicts[0]
    assert again.outcome == "eligible"
    assert "in_town: yes  # 町内にある" in interview.text


def test_it_stops_as_soon_as_the_outcome_is_fixed() -> None:
    interview = Interview.start(grant(), "grant", day=DAY)
    first = interview.question
    assert first is not None
    assert first.pending.fact == "in_town"  # may settle it alone
    assert interview.answer("いいえ") == ()
    assert interview.question is None
    assert interview.verdict.outcome == "ineligible"


def test_mistakes_get_the_diagnostics_of_a_dossier_and_change_nothing() -> None:
    interview = Interview.start(grant(), "grant", day=DAY)
    before = interview.text
    mistakes = interview.answer("たぶん")
    assert [d.code.id for d in mistakes] == ["D003"]
    assert mistakes[0].span is not None
    assert interview.text == before
    assert interview.question is not None
    assert interview.question.pending.fact == "in_town"


def test_back_and_passing_over() -> None:
    interview = Interview.start(grant(), "grant", day=DAY)
    assert not interview.back()
    start = interview.text
    interview.answer("yes")
    second = interview.question
    assert second is not None
    interview.pass_over()
    assert interview.question is not None
    assert interview.question.pending.fact != second.pending.fact
    assert interview.back()
    assert interview.question == second
    assert interview.back()
    assert interview.text == start


def test_a_stopped_interview_is_gone_on_with_and_comments_stay() -> None:
    first = Interview.start(grant(), "grant", day=DAY)
    first.answer("yes")
    kept = first.text.replace("facts:", "# 電話で聞いた\nfacts:").replace("as_of", "title: 1.10\nas_of")
    second = Interview.start(grant(), "grant", dossier=kept)
    answers = {"form": "屋台", "ovens": "none"}
    assert sorted(replies(second, answers)) == sorted(answers)
    assert "# 電話で聞いた" in second.text
    assert "title: 1.10" in second.text
    assert second.verdict.outcome == "eligible"


def test_a_dossier_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadInput):
        Interview.start(
            grant(), "grant", dossier="schemeengine: 1\ndossier: x\nfacts: {staff: many}\n", day=DAY
        )
    with pytest.raises(BadInput):
        Interview.start(grant(), "grant")  # no day in question
    with pytest.raises(KeyError):
        Interview.start(grant(), "other", day=DAY)


def test_whom_is_asked() -> None:
    evaluator = Evaluator(load_schemes(["schemes/kitakyushu.yaml"]))

    def everything(who: str) -> set[str]:
        interview = Interview.start(evaluator, "kitakyushu", day=DAY, who=who)  # type: ignore[arg-type]
        seen: set[str] = set()
        for question in interview:
            seen.add(question.pending.provided_by + question.pending.kind)
            interview.pass_over()
        return seen

    assert not any(s.startswith("office") or s.endswith("judgment") for s in everything("applicant"))
    assert not any(s.endswith("judgment") for s in everything("office"))
    assert any(s.endswith("judgment") for s in everything("everyone"))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_irrelevant_is_asked(seed: int) -> None:
    """When a fact is asked, some way the others turn out makes its answer matter."""
    programme = small(seed)
    evaluator = Evaluator([programme.scheme])
    random = Random(seed)
    truth = {n: random.choice(VALUES[k]) for n, k in programme.kinds.items()}
    interview = Interview.start(evaluator, programme.scheme.id, day=DAY)
    known: dict[str, str] = {}
    for question in interview:
        name = question.pending.fact
        outcomes: dict[tuple[tuple[str, str], ...], set[str]] = {}
        for whole in programme.completions(known):
            rest = tuple(sorted((k, v) for k, v in whole.items() if k != name))
            found = evaluator.evaluate(programme.dossier(whole), compare_readings=False).verdicts[0]
            outcomes.setdefault(rest, set()).add(found.outcome)
        assert any(len(o) > 1 for o in outcomes.values())
        assert interview.answer(truth[name]) == ()
        known[name] = truth[name]
    final = evaluator.evaluate(programme.dossier(truth), compare_readings=False).verdicts[0]
    assert interview.verdict.outcome in (final.outcome, "undetermined")


# ------------------------------------------------------------------ the command
def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "schemeengine", "ask", *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}


@pytest.fixture
def scheme(tmp_path: Path) -> str:
    path = tmp_path / "grant.yaml"
    path.write_text(GRANT, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("lang", "said", "verdict"),
    [
        ("ja", "第1条 町内の店である を判定するため", "判定：適合"),
        ("en", "第1条 a shop in town hangs on it", "Verdict: Eligible"),
    ],
)
def test_answers_from_a_pipe(scheme: str, tmp_path: Path, lang: str, said: str, verdict: str) -> None:
    target = tmp_path / "mine.yaml"
    answers = "?\n三人\nはい\n屋台\n2\n5万円\n6万円\n"
    run = subprocess.run(
        command(scheme, "--as-of", "2024-06-10", "--lang", lang, "-o", str(target)),
        input=answers, capture_output=True, text=True, encoding="utf-8", env=environment(), check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert said in run.stdout
    assert verdict in run.stdout
    text = target.read_text(encoding="utf-8")
    assert grant().evaluate(dossier_from_text(text)).verdicts[0].outcome == "eligible"


def test_the_end_of_the_answers_writes_what_there_is(scheme: str) -> None:
    run = subprocess.run(
        command(scheme, "--as-of", "2024-06-10"), input="はい\n", capture_output=True, text=True,
        encoding="utf-8", env=environment(), check=False,
    )  # fmt: skip
    assert run.returncode == 0
    assert dossier_from_text(run.stdout).doc.for_ == ("grant",)  # the dialogue is on standard error
    assert "in_town: はい" in run.stdout


def test_a_file_that_cannot_be_written_leaves_nothing(scheme: str, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "mine.yaml"
    run = subprocess.run(
        command(scheme, "-o", str(target)), input="", capture_output=True, text=True, encoding="utf-8",
        env=environment(), check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert not target.parent.exists()


def test_in_a_terminal(scheme: str, tmp_path: Path) -> None:
    target = tmp_path / "mine.yaml"
    leader, follower = pty.openpty()
    with subprocess.Popen(
        command(scheme, "--as-of", "2024-06-10", "--lang", "en", "-o", str(target)),
        stdin=follower, stdout=follower, stderr=follower, env=environment(), close_fds=True,
    ) as run:  # fmt: skip
        os.close(follower)
        seen = ""
        for answer in ("yes", "back", "yes", "stall", "none"):
            seen += _until(leader, "> ")
            os.write(leader, f"{answer}\n".encode())
        seen += _until(leader, "Written to")
        assert run.wait(timeout=20) == 0
    os.close(leader)
    assert "Verdict: Eligible" in seen
    assert "ovens: none" in target.read_text(encoding="utf-8")


def _until(handle: int, wanted: str) -> str:
    """What the terminal shows up to the wanted words."""
    shown = b""
    while wanted not in shown.decode("utf-8", "replace"):
        ready, _, _ = select.select([handle], [], [], 20)
        assert ready, shown.decode("utf-8", "replace")
        shown += os.read(handle, 4096)
    return shown.decode("utf-8", "replace")


def test_every_question_of_the_shipped_programmes_can_be_put() -> None:
    """Each question has a label in both languages, a type and a reason or a stage."""
    for name in ("kita_ku", "sdgx_subsidy", "kitakyushu"):
        evaluator = Evaluator(load_schemes([f"schemes/{name}.yaml"]))
        day = date(2022, 9, 1) if name == "sdgx_subsidy" else DAY
        interview = Interview.start(evaluator, name, day=day, who="everyone")
        questions: list[Question] = []
        for question in interview:
            questions.append(question)
            interview.pass_over()
        assert len(questions) >= 8
        assert all(q.label.ja and q.label.en and q.decl.type.kind.value for q in questions)
