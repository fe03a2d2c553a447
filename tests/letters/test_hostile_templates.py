"""Whatever a template does, the command ends soon with a message, and nothing is bound that is not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.letters.cases import judged, letter

from schemeengine.diagnostics import BadInput, Problems
from schemeengine.letters.forms import as_html
from schemeengine.letters.kinds import Kind
from schemeengine.letters.writing import Request, write_letter

CASE = judged("kita_excluded")
#: Each of them would run for hours, fill the memory, or reach what is not a template's business.
REFUSED = {
    "the classes of Python": "{{ ().__class__.__base__.__subclasses__() }}",
    "the insides of a function": "{{ fact.__globals__ }}",
    "through attr": "{{ fact|attr('__globals__') }}",
    "through format": "{{ '{0.__class__}'.format(fact) }}",
    "the template's own insides": "{{ self._TemplateReference__context }}",
    "the configuration": "{{ cycler.__init__.__globals__ }}",
    "a loop in a loop": "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    "a loop that keeps nothing": "{% for a in range(9999) %}{% for b in range(9999) if false %}{% endfor %}{% endfor %}",
    "a loop over one list": "{% set r = range(9999)|list %}{% for a in r %}{% for b in r if false %}{% endfor %}{% endfor %}",
    "a great range": "{% for a in range(99999999999) %}{% endfor %}",
    "a filter over and over": "{% set r = range(9999)|list %}{% for a in r %}{% if r|sort %}{% endif %}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that doubles": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a text that doubles": "{% macro m(s, n) %}{{ m(s ~ s, n - 1) if n else '' }}{% endmacro %}{{ m('ab', 60) }}",
    "a text added to itself": "{% macro m(s, n) %}{{ m(s + s, n - 1) if n else '' }}{% endmacro %}{{ m('ab', 60) }}",
    "a block that doubles": "{% macro m(s, n) %}{% set t %}{{ s }}{{ s }}{% endset %}{{ m(t, n - 1) if n else '' }}"
    "{% endmacro %}{{ m('ab', 60) }}",
    "a great width": "{{ '%999999999d' % 1 }}",
    "a great padding": "{{ 'a'.ljust(999999999) }}",
    "a filter that pads": "{{ 'a'|center(999999999) }}",
    "a filter that fills": "{{ [1]|batch(999999999, 0)|list }}",
    "made-up words": "{{ lipsum(n=99999) }}",
    "including itself": "{% include 'report.ja.jinja' %}",
    "extending itself": "{% extends 'report.ja.jinja' %}",
    "a file elsewhere": "{% include '../../../../etc/passwd' %}",
    "a file of the machine": "{% include '/etc/passwd' %}",
    "a word of ours": "{% macro _letter_value(a, b, c) %}{% endmacro %}{{ 'x' }}",
    "a word of ours, set": "{% set _letter_text = fact %}x",
    "a loop over our words": "{% for _letter_value in [fact] %}{{ 'applicant.employees' }}{% endfor %}",
    "no escaping": "{% autoescape false %}x{% endautoescape %}",
    "a filter over what is said": "{% filter upper %}{{ to }}{% endfilter %}",
    "a thing that is no words": "{{ stages }}",
    "a function": "{{ fact }}",
    "an unknown name": "{{ nothing.here }}",
    "a call of nothing": "{{ nothing() }}",
    "not a text": "\udcff",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_ends_soon_with_a_message(name: str, tmp_path: Path) -> None:
    text = REFUSED[name].encode("utf-8", "surrogateescape")
    (tmp_path / "report.ja.jinja").write_bytes(text)
    problems, began = Problems(), time.process_time()
    made = write_letter(CASE, Request(Kind.REPORT, templates=str(tmp_path)), problems)
    assert made is None
    assert {d.code.id for d in problems.items} <= {"P010", "P011", "P012", "P013"}
    assert problems.has_errors
    assert time.process_time() - began < 20  # seconds; most need a small part of one
    for found in problems.items:
        assert "0x" not in found.message("en")


#: Words that nothing binds, however they are come by.
UNBOUND = {
    "a text": "{{ 'words' }}",
    "words taken out of their binding": "{{ scheme.title.words }}",
    "words put together": "{{ scheme.title ~ to }}",
    "a mark written by hand": "{{ '\ue0000\ue002 words' }}",
    "a binding written by hand": "{{ '\ue0010\ue002words' }}",
    "a macro's words": "{% macro m() %}words{% endmacro %}{{ m() }}",
    "words set aside": "{% set a %}words{% endset %}{{ a }}",
    "words after a macro": "{% macro m() %}{% by verdict %}x{% endby %}{% endmacro %}{{ m() }}words",
    "changed words": "{% set a %}{% by verdict %}words{% endby %}{% endset %}{{ a|upper }}",
    "part of what was said": "{% set a %}{% by verdict %}words{% endby %}{% endset %}{{ a[3:] }}",
}  # fmt: skip


@pytest.mark.parametrize("name", UNBOUND)
def test_nothing_else_is_bound(name: str, tmp_path: Path) -> None:
    (tmp_path / "report.ja.jinja").write_text(UNBOUND[name], encoding="utf-8")
    made, codes = letter(CASE, Kind.REPORT, templates=str(tmp_path), strict=True)
    assert (made, codes) == (None, ["P013"])


def test_a_binding_cannot_be_made_up(tmp_path: Path) -> None:
    (tmp_path / "made_up.jinja").write_text("{% set bound = ('no_such_clause',) %}", encoding="utf-8")
    (tmp_path / "report.ja.jinja").write_text(
        "{% import 'made_up.jinja' as thing %}{% by thing %}words{% endby %}", encoding="utf-8"
    )
    made, codes = letter(CASE, Kind.REPORT, templates=str(tmp_path))
    assert (made, codes) == (None, ["P014"])


# ------------------------------------------------------------------ the page
@pytest.mark.parametrize(
    ("layout", "code"),
    [
        ("{% for %}", "P010"),
        ("{{ nothing }}", "P011"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}.{% endfor %}{% endfor %}", "P011"),
        ("{{ title|safe }}", "P010"),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "P010"),
        ("{% include 'nowhere.html' %}", "P012"),
        ("{{ blocks.__class__ }}", "P011"),
    ],
)
def test_a_wrong_layout_is_a_diagnostic(layout: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "letter.html.jinja").write_text(layout, encoding="utf-8")
    made, _ = letter(CASE, Kind.REPORT)
    assert made is not None
    with pytest.raises(BadInput) as bad:
        as_html(made.sheet, str(tmp_path))
    (found,) = bad.value.diagnostics
    assert found.code.id == code
    if found.span is not None:
        assert found.span.source.name == f"{tmp_path}/letter.html.jinja"


def test_a_layout_escapes_what_the_case_says(tmp_path: Path) -> None:
    (tmp_path / "letter.html.jinja").write_text(
        "{% for b in blocks %}{% for r in b.runs %}{{ r.words }}{% endfor %}{% endfor %}", encoding="utf-8"
    )
    (tmp_path / "report.ja.jinja").write_text("{{ field.a }}", encoding="utf-8")
    made, _ = letter(CASE, Kind.REPORT, templates=str(tmp_path), fields={"a": "<script>x</script>"})
    assert made is not None
    assert as_html(made.sheet, str(tmp_path)) == "&lt;script&gt;x&lt;/script&gt;"
