"""The notice of a revocation says what 第16条 of the Kita-ku rules names, and only of a recorded decision."""

from __future__ import annotations

import pytest
from tests.cli.running import ROOT, run

from schemeengine import dossier_from_text, evaluate, load_schemes
from schemeengine.diagnostics import Problems
from schemeengine.letters.forms import as_text
from schemeengine.letters.kinds import Kind
from schemeengine.letters.writing import Request, write_letter
from schemeengine.pipeline import Evaluator
from schemeengine.standing import status

(KITA,) = load_schemes([f"{ROOT}/schemes/kita_ku.yaml"])
CERTIFIED = (
    "{event: certified, on_date: 令和5年10月2日, by: 区長}",
    "{event: certificate_issued, on_date: 令和5年10月4日}",
)


def notice(*events: str, lang: str = "ja", more: str = "", **asked: object) -> tuple[str, list[str]]:
    """The text of the notice, strict; and the codes of what was reported."""
    lines = "".join(f"  - {e}\n" for e in (*CERTIFIED, *events))
    dossier = dossier_from_text(
        f"schemeengine: 1\ndossier: x\ntitle: 甲社\nfor: kita_ku\nas_of: 令和8年9月1日\nevents:\n{lines}{more}"
    )
    problems = Problems()
    life = status(Evaluator((KITA,)), dossier, problems=problems).cycles
    case = evaluate([KITA], dossier).judged[0]
    request = Request(Kind.REVOKED, lang, strict=True, dossier_title="甲社", **asked)  # type: ignore[arg-type]
    made = write_letter(case, request, problems, life)
    codes = [d.code.id for d in problems.items if d.code.id[0] in "PC"]
    return ("" if made is None else as_text(made.sheet)), codes


WITHDRAWN = "{event: withdrawal_notified, on_date: 令和8年7月1日}"
ON_WITHDRAWAL = "{event: revoked, on_date: 令和8年7月24日, by: 区長, ground: withdrawal}"


def test_it_says_what_the_article_names() -> None:
    text, codes = notice(WITHDRAWN, ON_WITHDRAWAL)
    assert codes == []
    for words in (
        "別記第11号様式（第16条第4項関係）", "東京都北区SDGs推進企業認証取消通知書", "甲社　様", "第16条第1項", "令和8年7月24日",
        "第16条第1項第1号　辞退の申出", "辞退の届出：令和8年7月1日", "認証書の返還（取消し）（第16条第5項）",
    ):  # fmt: skip
        assert words in text.replace("\n", "")


def test_a_certificate_that_was_returned_is_not_asked_for_again() -> None:
    returned = "{event: certificate_returned, on_date: 令和8年7月10日}"
    assert "第16条第5項" not in notice(WITHDRAWN, returned, ON_WITHDRAWAL)[0]
    later = "{event: certificate_returned, on_date: 令和8年8月3日}"
    assert "第16条第5項" not in notice(WITHDRAWN, ON_WITHDRAWAL, later)[0]


def test_time_to_mend_and_the_recorded_reason_are_told() -> None:
    given = (
        "{event: grace_given, on_date: 令和8年5月1日, by: 区長, due: 令和8年6月30日, ground: standard_lost}"
    )
    revoked = "{event: revoked, on_date: 令和8年7月24日, ground: standard_lost, reason: 推進体制がなくなった}"
    text, codes = notice(given, revoked)
    assert codes == []
    assert "改善のための猶予期間：令和8年6月30日まで" in text
    assert "推進体制がなくなった" in text
    assert "区長" in text  # who decides by the rules, where the record names nobody


def test_a_ground_that_no_record_names_is_the_one_that_existed() -> None:
    text, codes = notice(WITHDRAWN, "{event: revoked, on_date: 令和8年7月24日}")
    assert codes == []
    assert "第16条第1項第1号　辞退の申出" in text


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((), "P018"),
        ((WITHDRAWN,), "P018"),
        (("{event: revoked, on_date: 令和8年7月24日}",), "P019"),
        (
            (WITHDRAWN, ON_WITHDRAWAL, "{event: certified, on_date: 令和8年8月20日}"),
            "P018",  # certified anew: that revocation is no longer how it stands
        ),
    ],
)
def test_without_a_decision_and_a_reason_there_is_no_notice(events: tuple[str, ...], code: str) -> None:
    text, codes = notice(*events)
    assert text == ""
    assert code in codes


def test_a_ground_that_the_record_refutes_is_warned_of() -> None:
    text, codes = notice(ON_WITHDRAWAL)
    assert codes == ["C028"]
    assert text


LOGO = "{event: logo_notified, on_date: 令和5年11月1日}"
BAN = "{event: logo_banned, on_date: 令和8年8月1日, by: 区長, ground: unsuitable, reason: 品位を損なう使い方}"
FOUND = "judgments:\n  logo.unsuitable: {decision: yes, by: 区長, on_date: 令和8年7月31日}\n"


def test_two_decisions_are_two_notices() -> None:
    """第16条第4項 and 第27条第2項 each name a notice of their own: two papers, each on its own page."""
    events = (LOGO, WITHDRAWN, ON_WITHDRAWAL, BAN)
    text, codes = notice(*events, more=FOUND)
    assert codes == []
    first, second = text.split("━" * 40)
    assert "別記第11号様式（第16条第4項関係）" in first
    assert "第27条" not in first
    assert "別記第13号様式（第27条第2項関係）" in second
    assert "第16条" not in second
    numbered = {"number": "8北地産第1号"}
    assert notice(*events, more=FOUND, fields=numbered) == ("", ["P020"])
    assert notice(*events, more=FOUND, about="seal") == ("", ["P020"])
    one, codes = notice(*events, more=FOUND, about="logo", fields=numbered)
    assert codes == []
    assert "8北地産第1号" in one
    assert "第16条" not in one


def test_the_opinion_of_the_board_is_told() -> None:
    """第16条第3項: the board may be heard; then the notice says so, and when."""
    heard = "{event: board_on_revocation, on_date: 令和8年7月15日, by: 審査会, reason: 取消しが相当}"
    after = heard.replace("7月15日", "8月3日")
    text, codes = notice(WITHDRAWN, heard, ON_WITHDRAWAL)
    assert codes == []
    assert "取消しについての審査会の意見  令和8年7月15日に聴取（第16条第3項）" in text
    assert "相当" not in text  # 第21条第5項: the board meets in private
    assert "審査会" not in notice(WITHDRAWN, ON_WITHDRAWAL)[0]
    assert "審査会" not in notice(WITHDRAWN, ON_WITHDRAWAL, after)[0]


def test_a_ban_on_the_logo_is_told_as_well() -> None:
    text, codes = notice(LOGO, BAN, lang="en", more=FOUND)
    assert codes == []
    assert "別記第13号様式 (第27条第2項)" in text
    assert "Use unsuitable" in text


def test_the_command() -> None:
    for lang, words in (("ja", "認証取消通知書"), ("en", "Notice of revocation")):
        found = run(
            "letter", "revoked", "examples/kita_life_revoked/dossier.yaml", "--strict", "--lang", lang
        )
        assert (found.code, found.err) == (0, "")
        assert words in found.out
    refused = run("letter", "revoked", "examples/kita_life_certified/dossier.yaml")
    assert (refused.code, refused.out) == (2, "")
    assert "P018" in refused.err
    never = run("letter", "revoked", "examples/kita_sound_company/dossier.yaml")
    assert (never.code, never.out) == (2, "")
    assert "P018" in never.err
