"""Diagnostics as text with the line they stand on, and as records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from schemeengine.diagnostics import Diagnostic, Lang, Severity
from schemeengine.render.lines import Line, Tone
from schemeengine.render.width import width
from schemeengine.source import Span

#: A longer line is shown from around the mistake.
_LONGEST_LINE = 110
_BEFORE_CARET = 40


def severity_word(severity: Severity, lang: Lang) -> str:
    """誤り, 注意, 参考 / error, warning, note."""
    match severity:
        case Severity.ERROR:
            return "誤り" if lang == "ja" else "error"
        case Severity.WARNING:
            return "注意" if lang == "ja" else "warning"
        case Severity.NOTE:
            return "参考" if lang == "ja" else "note"
        case _:
            assert_never(severity)


def diagnostic_lines(found: Diagnostic, lang: Lang) -> list[Line]:
    """What is wrong, the line it stands on with a caret below, further places, and the likely fix."""
    tone: Tone = "bad" if found.severity is Severity.ERROR else "open"
    place = f"{found.span}: " if found.span else ""
    word = severity_word(found.severity, lang)
    lines = [Line(f"{place}{word}[{found.code.id}] {found.message(lang)}", tone)]
    if found.span is not None:
        lines += _excerpt(found.span, tone)
    for label in found.labels:
        lines.append(Line(f"    {label.span}: {label.ja if lang == 'ja' else label.en}", "dim"))
        lines += _excerpt(label.span, "dim")
    help_ = found.help(lang)
    if help_:
        arrow = "→ 直し方: " if lang == "ja" else "→ fix: "
        lines.append(Line(f"    {arrow}{help_}"))
    return lines


def report_lines(found: Sequence[Diagnostic], lang: Lang) -> list[Line]:
    """All diagnostics, a blank line between them, and how many there are."""
    lines: list[Line] = []
    for item in found:
        lines += [*diagnostic_lines(item, lang), Line("")]
    lines.append(Line(summary(found, lang), "heading"))
    return lines


def summary(found: Iterable[Diagnostic], lang: Lang) -> str:
    """誤り 2件、注意 1件 / 2 errors, 1 warning; what there is none of is left out."""
    counts = dict.fromkeys((Severity.ERROR, Severity.WARNING, Severity.NOTE), 0)
    for item in found:
        counts[item.severity] += 1
    parts = [
        f"{severity_word(s, lang)} {n}件"
        if lang == "ja"
        else f"{n} {severity_word(s, lang)}{'' if n == 1 else 's'}"
        for s, n in counts.items()
        if n
    ]
    if not parts:
        return nothing_found(lang)
    return "、".join(parts) if lang == "ja" else ", ".join(parts)


def nothing_found(lang: Lang) -> str:
    return "問題は見つかりませんでした" if lang == "ja" else "No problems found"


# ------------------------------------------------------------------ the line and the caret
def _excerpt(span: Span, tone: Tone) -> list[Line]:
    number = span.line
    text = span.source.line(number).replace("\t", " ")
    if not text.strip():
        return []
    start = min(span.column - 1, len(text))
    end = max(start + 1, min(len(text), start + (span.end - span.start)))
    text, start, end = _window(text, start, end)
    carets = "^" * max(1, width(text[start:end]))
    gap = " " * width(text[:start])
    return [Line(f"{number:5d} │ {text}"), Line(f"      │ {gap}{carets}", tone)]


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The stretch of a long line around the mistake, with "…" where it is cut."""
    if width(text) <= _LONGEST_LINE:
        return text, start, end
    first = max(0, start - _BEFORE_CARET)
    last = min(len(text), first + _LONGEST_LINE // (2 if width(text) > len(text) else 1))
    lead = "…" if first else ""
    shown = f"{lead}{text[first:last]}{'…' if last < len(text) else ''}"
    shift = first - len(lead)
    return shown, start - shift, min(end - shift, len(shown))
