"""The headline's one sentence: which provisions fail, which facts or judgments are missing."""

from __future__ import annotations

from schemeengine.diagnostics import Lang
from schemeengine.render.width import plain
from schemeengine.render.wording import aside, cites, listed
from schemeengine.verdict.model import Pending, Verdict


def failures(verdict: Verdict, lang: Lang) -> list[tuple[str, str, str]]:
    """(article, gist, reason id) of everything that fails, members of lists named at the end."""
    return [_failure(verdict, id_, lang) for id_ in verdict.failed]


def _failure(verdict: Verdict, id_: str, lang: Lang) -> tuple[str, str, str]:
    path, _, rest = id_.partition("[")
    keys = rest.rstrip("]").replace("][", "・")
    for found in verdict.determinations:
        if found.provision == path:
            name = plain(found.gist.of(lang) or found.label.of(lang))
            return cites(found.cite, lang), (name or path) + aside(keys, lang), id_
    for stage in verdict.stages:
        if stage.id == id_:
            label, recorded = plain(stage.label.of(lang)), plain(stage.recorded.of(lang))
            colon = "：" if lang == "ja" else ": "
            return cites(stage.cite, lang), f"{label}{colon}{recorded}" if recorded else label, id_
    return "", "", id_


def sentence(verdict: Verdict, lang: Lang) -> str:
    """Why, in one sentence."""
    given = plain(verdict.reason.of(lang))
    if given:
        return f"{given}。" if lang == "ja" else f"{given}."
    ja = lang == "ja"
    match verdict.outcome:
        case "eligible":
            return "すべての段階を通りました。" if ja else "Every stage has been passed."
        case "ineligible":
            names = _places(verdict, lang)
            return f"次の規定により認められません：{names}。" if ja else f"It fails on: {names}."
        case "out_of_scope":
            names = _places(verdict, lang)
            return f"この制度の対象ではありません：{names}。" if ja else f"Outside the programme: {names}."
        case "needs_judgment":
            names = _missing(verdict, lang)
            return f"次の判断の記録を待っています：{names}。" if ja else f"Still to be recorded: {names}."
        case "undetermined":
            names = _missing(verdict, lang)
            if not names:
                return "まだ判定できません。" if ja else "No verdict is possible yet."
            return f"次のことが分かっていません：{names}。" if ja else f"Not known yet: {names}."


def _places(verdict: Verdict, lang: Lang) -> str:
    names = []
    for cite, name, id_ in failures(verdict, lang):
        text = name or id_
        if lang == "ja":
            names.append(f"{cite}（{text}）" if cite else text)
        else:
            names.append(text + aside(cite, lang))
    return listed(names, lang)


def _missing(verdict: Verdict, lang: Lang) -> str:
    # Some facts are wanted for an amount or for points only: the outcome does not wait for them.
    amounts = {a.id for a in verdict.amounts} | {r.id for r in verdict.results}
    wanted = [p for p in verdict.pending if not p.provisions or set(p.provisions) - amounts]
    now = [p for p in wanted if p.when == "now"] or wanted
    if verdict.outcome == "undetermined":  # judgments come after the facts
        now = [p for p in now if p.kind != "judgment"] or now
    return listed([_name(p, lang) for p in now], lang)


def _name(pending: Pending, lang: Lang) -> str:
    label = plain(pending.label.of(lang)) or pending.fact
    if pending.to_come:
        return label + aside("まだ起きていない" if lang == "ja" else "not yet happened", lang)
    if pending.kind != "judgment" or not pending.who:
        return label
    return label + aside(plain(pending.who), lang)
