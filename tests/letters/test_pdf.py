"""PDF letters are read back: their words, their font, their bytes."""

from __future__ import annotations

import io

import pytest
from tests.letters.test_letters import judged, letter

from schemeengine.diagnostics import Problems
from schemeengine.letters import pdf
from schemeengine.letters.kinds import Kind
from schemeengine.letters.pdf import as_pdf
from schemeengine.letters.sheet import Heading, Paragraph, Run, Sheet, Table
from schemeengine.render.breaking import NOT_FIRST

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("fpdf")


def drawn(name: str, kind: Kind, lang: str = "ja") -> bytes:
    made, _ = letter(judged(name), kind, lang)
    assert made is not None
    return as_pdf(made.sheet, made.day, Problems())


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_the_words_of_a_notice_are_read_back() -> None:
    content = drawn("kita_sound_company", Kind.GRANTED)
    text = "".join(text_of(content).split())
    for words in (
        "認証決定通知書",
        "株式会社北みどり印刷工房",
        "令和6年6月20日から令和10年3月31日まで",
        "第11条第1項",
    ):
        assert words in text
    reader = pypdf.PdfReader(io.BytesIO(content))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    names = [str(f.get_object()["/BaseFont"]) for f in fonts.values()]
    assert names
    assert all("+IPAex" in n for n in names)  # embedded, as a subset
    assert str(reader.metadata.creation_date).startswith("2024-06-28")  # the day in question, not the clock


def test_the_same_case_gives_the_same_bytes() -> None:
    assert drawn("kita_excluded", Kind.REPORT, "en") == drawn("kita_excluded", Kind.REPORT, "en")


def test_long_reports_have_numbered_pages() -> None:
    reader = pypdf.PdfReader(io.BytesIO(drawn("sdgx_costs_unknown", Kind.REPORT)))
    assert len(reader.pages) > 2
    for number, page in enumerate(reader.pages, 1):
        assert f"- {number} -" in page.extract_text()


def test_no_line_begins_with_a_stop() -> None:
    words = "次の規定により、認めることに決定しましたので、（通知）します。"
    sheet = Sheet("x", "ja", (Heading(1, (Run("表題"),)), Paragraph((Run(words * 20),))))
    lines = text_of(as_pdf(sheet, "2024-06-01", Problems())).splitlines()
    assert len(lines) > 8
    assert not any(line[:1] in NOT_FIRST for line in lines)


def test_a_tall_table_repeats_its_header_on_each_page() -> None:
    rows = tuple(((Run(f"{n}"),), (Run("説明" * 40),)) for n in range(60))
    sheet = Sheet("x", "ja", (Table((((Run("番号"),), (Run("内容の欄"),)), *rows), True),))
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(sheet, "2024-06-01", Problems())))
    assert len(reader.pages) > 2
    assert all("内容の欄" in page.extract_text() for page in reader.pages)
    text = "".join(page.extract_text() for page in reader.pages)
    assert all(f"\n{n}" in f"\n{text}" for n in range(60))


def test_characters_the_font_lacks_are_told() -> None:
    problems = Problems()
    content = as_pdf(Sheet("x", "ja", (Paragraph((Run("😀商店"),)),)), "2024-06-01", problems)
    assert "〓商店" in text_of(content)
    assert [d.code.id for d in problems.items] == ["P017"]


def test_without_the_extra_the_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    problems = Problems()
    assert as_pdf(Sheet("x", "ja", ()), "2024-06-01", problems) == b""
    assert [d.code.id for d in problems.items] == ["P015"]
