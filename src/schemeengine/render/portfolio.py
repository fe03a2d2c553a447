"""Portfolios as a sheet for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.portfolio.model import Combination, Conflict, Fit, Money, Portfolio, When
from schemeengine.render.figures import day_text, with_unit
from schemeengine.render.lines import Tone
from schemeengine.render.sheet import Row, Section, Sheet
from schemeengine.render.why import sentence
from schemeengine.values import format_yen
from schemeengine.verdict.model import Day, Determination, Text, Verdict

_WHEN: dict[When, tuple[Tone, Text]] = {
    "now": ("good", Text("いま適合", "fits now")),
    "after_facts": ("open", Text("事実が足りない", "facts are missing")),
    "after_judgment": ("open", Text("審査待ち", "awaits a judgment")),
    "after_others": ("open", Text("ほかの制度の後", "after another programme")),
    "no": ("bad", Text("不適合", "does not fit")),
    "out_of_scope": ("dim", Text("対象外", "out of scope")),
}
_SHOWN_COMBINATIONS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One dossier (its name and its title, or ""), what was found for it, and remarks on its files."""

    name: str
    title: str
    found: Portfolio
    remarks: tuple[Diagnostic, ...]


def sheet(cases: Sequence[Case], lang: Lang) -> Sheet:
    """Several dossiers stand one after the other, after a table of what each can have at best."""
    title = _say(lang, "使える制度の一覧", "Programmes for this case")
    if len(cases) == 1:
        (case,) = cases
        particulars = [(_say(lang, "申請書", "Dossier"), case.title or case.name)]
        return Sheet(lang, title, tuple(particulars + _as_of(case, lang)), tuple(_sections(case.found, lang)))
    title = _say(lang, "使える制度の一覧（申請書ごと）", "Programmes for each case")
    sections = [_overview(cases, lang)]
    for case in cases:
        called = case.title or case.name
        sections += [replace(s, title=f"{called}：{s.title}" if lang == "ja" else f"{called}: {s.title}")
                     for s in _sections(case.found, lang)]  # fmt: skip
    return Sheet(lang, title, (), tuple(sections))


def _as_of(case: Case, lang: Lang) -> list[tuple[str, str]]:
    fits = case.found.fits
    if not fits:
        return []
    day = fits[0].judged.verdict.as_of.isoformat()
    return [(_say(lang, "基準日", "As of"), day_text(Day(day, day, day), lang))]


def _overview(cases: Sequence[Case], lang: Lang) -> Section:
    rows = []
    for case in cases:
        best, fits = case.found.best, case.found.fits
        now = sum(f.when == "now" for f in fits)
        names = "" if best is None else _listed(_titled(best.programmes, fits, lang), lang)
        total = "" if best is None else money_text(best.total, lang)
        day = next((text for _, text in _as_of(case, lang)), "")
        rows.append(Row((case.title or case.name, day, f"{now}/{len(fits)}", names, total)))
    head = (
        ("申請書", "基準日", "いま適合", "最も額の大きい組合せ", "合計") if lang == "ja"
        else ("Dossier", "As of", "Fits now", "What surely pays most together", "Total")
    )  # fmt: skip
    return Section(_say(lang, "申請書ごと", "Dossier by dossier"), head, tuple(rows))


def _titled(names: Sequence[str], fits: Sequence[Fit], lang: Lang) -> list[str]:
    titles = {f.judged.verdict.scheme: f.judged.verdict.title.of(lang) for f in fits}
    return [titles[n] for n in names]


def _sections(found: Portfolio, lang: Lang) -> list[Section]:
    titles = {f.judged.verdict.scheme: f.judged.verdict.title.of(lang) for f in found.fits}
    sections = [_programmes(found.fits, titles, lang)]
    if found.conflicts:
        verdicts = {f.judged.verdict.scheme: f.judged.verdict for f in found.fits}
        sections.append(_conflicts(found.conflicts, titles, verdicts, lang))
    return [*sections, _combinations(found, titles, lang)]


def _programmes(fits: Sequence[Fit], titles: dict[str, str], lang: Lang) -> Section:
    rows = []
    order = list(_WHEN)
    for fit in sorted(fits, key=lambda f: order.index(f.when)):
        tone, words = _WHEN[fit.when]
        verdict = fit.judged.verdict
        paid = "" if fit.when in ("no", "out_of_scope") else money_text(fit.pays, lang)
        rows.append(Row((words.of(lang), titles[verdict.scheme], paid, _remark(fit, titles, lang)), tone))
    head = (
        (_say(lang, "判定", "Result"), _say(lang, "制度", "Programme"), _say(lang, "額", "Pays"),
         _say(lang, "理由・足りないもの", "Why, or what is missing"))
    )  # fmt: skip
    return Section(_say(lang, "制度ごとの判定", "Programme by programme"), head, tuple(rows))


def _remark(fit: Fit, titles: dict[str, str], lang: Lang) -> str:
    verdict = fit.judged.verdict
    match fit.when:
        case "after_others":
            names = _listed([titles[n] for n in fit.first], lang)
            return _say(lang, f"先に{names}", f"first {names}")
        case "after_facts" | "after_judgment":
            return _shortened([p.label.of(lang) for p in verdict.pending if p.when == "now"], lang)
        case "now":
            return ""
        case _:
            return sentence(verdict, lang)


def _conflicts(
    found: Sequence[Conflict], titles: dict[str, str], verdicts: dict[str, Verdict], lang: Lang
) -> Section:
    rows = []
    for conflict in found:
        a, b = (titles[n] for n in conflict.programmes)
        determinations = {d.provision: d for d in verdicts[conflict.refused].determinations}
        rules = [determinations[p] for p in conflict.provisions if p in determinations]
        because = _listed([_rule(d, lang) for d in rules], lang)
        if conflict.depends_on:
            asked = _shortened([p.label.of(lang) for p in conflict.depends_on], lang)
            because += _say(lang, f"（{asked}による）", f" (depends on {asked})")
        tone: Tone = "open" if conflict.depends_on else "bad"
        rows.append(Row((f"{a} × {b}", titles[conflict.refused], because.strip()), tone))
    head = (
        _say(lang, "制度", "Programmes"), _say(lang, "併せて受けられないとする制度", "Refused by"),
        _say(lang, "規定", "Provision"),
    )  # fmt: skip
    return Section(_say(lang, "併せて受けられない制度", "Not to be had together"), head, tuple(rows))


def _rule(found: Determination, lang: Lang) -> str:
    words = found.label.of(lang) or found.gist.of(lang) or found.provision
    return f"{words}（{'・'.join(found.cite)}）" if found.cite else words


def _combinations(found: Portfolio, titles: dict[str, str], lang: Lang) -> Section:
    title = _say(lang, "併せて受けられる組合せ（額の大きい順）", "What can be had together, the most first")
    remarks = []
    if not found.combinations:
        remarks.append(_say(lang, "いま受けられる制度はありません。", "No programme fits."))
    if not found.complete:
        remarks.append(_tried(found, lang))
    shown = found.combinations[:_SHOWN_COMBINATIONS]
    if any(not c.total.counted for c in shown):
        remarks.append(_say(
            lang, "合計には、支給する額を示していない制度と、通貨の違う制度を含みません。",
            "Totals leave out programmes that do not say which amount they pay, or pay in another currency.",
        ))  # fmt: skip
    rows = tuple(
        Row((
            _listed([titles[n] for n in c.programmes], lang), money_text(c.total, lang),
            _state(c, titles, lang),
        ), "good" if c.settled else "open")
        for c in shown
    )  # fmt: skip
    head = (
        _say(lang, "制度", "Programmes"), _say(lang, "合計", "Total"), _say(lang, "状態", "State"),
    )  # fmt: skip
    return Section(title, head, rows, tuple(remarks))


def _state(found: Combination, titles: dict[str, str], lang: Lang) -> str:
    """What a combination still waits for, and in which order it is come by where that matters."""
    state = _say(lang, "いま受けられる", "as things stand")
    if not found.settled:
        asked = _shortened([p.label.of(lang) for p in found.waits], lang)
        state = _say(lang, f"{asked}を待つ", f"waits for {asked}")
    if not found.in_turn:
        return state
    turn = (" → ").join(titles[n] for n in found.order)
    return _say(lang, f"{state}（順に：{turn}）", f"{state} (in turn: {turn})")


_MANY = Text(
    "関わり合う制度が多いため、すべての組合せは載せていません。",
    "So many programmes depend on one another that not every combination is listed.",
)


def _tried(found: Portfolio, lang: Lang) -> str:
    """What is known where not every combination was tried."""
    if found.proven:
        more = _say(
            lang,
            "最初の組合せより確実に多く受けられるものはありません。",
            "None surely pays more than the first.",
        )
    elif found.at_most is None:
        more = _say(
            lang, "最初の組合せより多いものがあり得ます。", "Another one may pay more than the first."
        )
    else:
        limit = format_yen(found.at_most, lang)
        more = _say(
            lang,
            f"最初の組合せより多いものがあり得ますが、確実な額は{limit}を超えません。",
            f"Another one may pay more than the first, but none surely pays more than {limit}.",
        )
    return _MANY.of(lang) + more if lang == "ja" else f"{_MANY.of(lang)} {more}"


def _shortened(names: Sequence[str], lang: Lang) -> str:
    more = len(names) - 3
    shown = _listed(names[:3], lang)
    return shown + (_say(lang, f"、ほか{more}件", f" and {more} more") if more > 0 else "")


def money_text(money: Money, lang: Lang) -> str:
    """1,000,000円; 1,000,000円〜3,000,000円; 支給額の定めなし."""
    if not money.counted and not money.at_least:
        return _say(lang, "額を示していない", "not stated")
    if money.value == 0:
        return "－" if lang == "ja" else "–"
    if money.value is not None:
        return with_unit(money.value, money.unit or "yen", lang)
    low = with_unit(money.at_least, money.unit or "yen", lang)
    if money.at_most is None:
        return _say(lang, f"{low}以上" if money.at_least else "まだ計算できない",
            f"at least {low}" if money.at_least else "cannot be worked out yet")  # fmt: skip
    return _say(
        lang,
        f"{low}〜{with_unit(money.at_most, money.unit or 'yen', lang)}",
        f"{low} to {with_unit(money.at_most, money.unit or 'yen', lang)}",
    )


def _listed(names: Sequence[str], lang: Lang) -> str:
    return ("、" if lang == "ja" else ", ").join(names)


def _say(lang: Lang, ja: str, en: str) -> str:
    return ja if lang == "ja" else en
