"""A sheet as PDF: A4, a Japanese font embedded as the subset in use, the same bytes every time.

The library (fpdf2) and the font (IPAex Gothic, from the package matplotlib-fontja) come with the
extra ``pdf``. Lines are broken by our own rules for Japanese, so that no line begins with a stop or
a closing bracket. All lengths are points, most of them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, assert_never

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_letters as codes
from schemeengine.letters.sheet import Block, Break, Heading, Item, Paragraph, Sheet, Table, plain_words
from schemeengine.render.breaking import wrapped

#: The package that ships the font, and where in it the font stands.
_FONT_PACKAGE, _FONT_PLACE = "matplotlib_fontja", "fonts/ipaexg.ttf"
_FAMILY, _SUBSTITUTE = "letter", "〓"
#: A4 in points, with the margins Japanese offices use.
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 595, 842, 71, 57, 62, 62
_SIZE, _CELL_SIZE, _LEADING, _PAD = 11, 10, 18, 4
_HEADINGS = {1: 16, 2: 12, 3: 11}
_FOOT = 36


def as_pdf(sheet: Sheet, day: str, problems: Problems) -> bytes:
    """The letter as a PDF file dated by ``day`` (ISO), the case's own; b"" after a diagnostic."""
    font = _font(problems)
    if font is None:
        return b""
    pdf = _blank(sheet, day, font)
    paper = _Paper(pdf, _substituting(pdf, sheet, problems), pdf.get_string_width)
    for block in sheet.blocks:
        paper.draw(block)
    return bytes(pdf.output())


def _font(problems: Problems) -> Path | None:
    """Where the font stands; None after a diagnostic if anything of the extra is missing."""
    for module, name in (("fpdf", "fpdf2"), (_FONT_PACKAGE, "matplotlib-fontja")):
        found = find_spec(module)
        folders = found.submodule_search_locations if found is not None else None
        if not folders:
            problems.add(codes.NO_PDF, None, got=name)
            return None
        font = Path(next(iter(folders))) / _FONT_PLACE
    if not font.is_file():
        problems.add(codes.NO_PDF, None, got=font.name)
        return None
    return font


def _blank(sheet: Sheet, day: str, font: Path) -> Any:
    """A document without pages yet: its font, its particulars, its foot with the page number."""
    from fpdf import FPDF

    pdf: Any = FPDF(unit="pt", format="A4")
    pdf.set_margins(_LEFT, _TOP, _RIGHT)
    pdf.set_auto_page_break(False)
    pdf.add_font(_FAMILY, "", str(font))
    pdf.set_font(_FAMILY, size=_SIZE)
    pdf.set_title(sheet.title)
    pdf.set_lang(sheet.lang)
    pdf.set_creation_date(datetime.fromisoformat(day).replace(tzinfo=UTC))
    pdf.footer = _footer(pdf)
    pdf.add_page()
    return pdf


def _footer(pdf: Any) -> Callable[[], None]:
    def foot() -> None:
        pdf.set_font(_FAMILY, size=9)
        pdf.set_xy(_LEFT, _HEIGHT - _FOOT)
        pdf.cell(_WIDTH - _LEFT - _RIGHT, 12, f"- {pdf.page_no()} -", align="C")
        pdf.set_font(_FAMILY, size=_SIZE)

    return foot


def _substituting(pdf: Any, sheet: Sheet, problems: Problems) -> Callable[[str], str]:
    """Puts 〓 for characters the font lacks, and says which."""
    glyphs = pdf.fonts[_FAMILY].cmap
    written = {c for block in sheet.blocks for words in _words(block) for c in words}
    lacking = sorted(c for c in written if ord(c) not in glyphs)
    if lacking:
        problems.add(codes.MISSING_GLYPHS, None, got=" ".join(lacking))
    table = {ord(c): _SUBSTITUTE for c in lacking}
    return lambda words: words.translate(table)


def _words(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [plain_words(cell) for row in block.rows for cell in row]
    return [plain_words(block.runs)]


@dataclass(slots=True)
class _Paper:
    """Where the next line goes."""

    pdf: Any
    shown: Callable[[str], str]
    measure: Callable[[str], Any]
    y: Any = _TOP

    @property
    def room(self) -> int:
        return _WIDTH - _LEFT - _RIGHT

    def draw(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                align = {"left": "L", "right": "R", "centre": "C"}[block.align]
                for line in self._lines(plain_words(block.runs), self.room):
                    self._line(line, _LEFT, self.room, align)
                self.y += 2
            case Item():
                left = _LEFT + 14 * (block.depth + 1)
                for number, line in enumerate(self._lines(plain_words(block.runs), _WIDTH - _RIGHT - left)):
                    self._space(_LEADING)
                    if number == 0:
                        self._put("・", left - 12, 12, "L")
                    self._line(line, left, _WIDTH - _RIGHT - left, "L")
            case Table():
                self._table(block)
            case Break():
                self.pdf.add_page()
                self.y = _TOP
            case _:
                assert_never(block)

    # -- lines
    def _lines(self, words: str, room: int) -> list[str]:
        """Broken by the rules for Japanese at the width of the paper."""
        return wrapped(self.shown(words), room, self.measure)

    def _space(self, wanted: int) -> None:
        """Begin a new page where so much does not fit any more."""
        if self.y + wanted > _HEIGHT - _BOTTOM:
            self.pdf.add_page()
            self.y = _TOP

    def _put(self, words: str, x: int, room: int, align: str) -> None:
        self.pdf.set_xy(x, self.y)
        self.pdf.cell(room, _LEADING, words, align=align)

    def _line(self, words: str, x: int, room: int, align: str) -> None:
        self._space(_LEADING)
        self._put(words, x, room, align)
        self.y += _LEADING

    def _heading(self, block: Heading) -> None:
        size = _HEADINGS[block.level]
        self.y += {1: 22, 2: 12, 3: 6}[block.level] if self.y > _TOP else 0
        self._space(_LEADING * 3)  # never alone at the foot of a page
        self.pdf.set_font(_FAMILY, size=size)
        with self.pdf.local_context(text_mode="FILL_STROKE", line_width=1 / 4):
            for line in self._lines(plain_words(block.runs), self.room):
                self._line(line, _LEFT, self.room, "C" if block.level == 1 else "L")
        self.pdf.set_font(_FAMILY, size=_SIZE)
        self.y += {1: 16, 2: 4, 3: 0}[block.level]

    # -- tables
    def _table(self, table: Table) -> None:
        self.pdf.set_font(_FAMILY, size=_CELL_SIZE)
        widths = self._widths(table)
        rows = [[self._lines(plain_words(c), w - 2 * _PAD) for c, w in zip(row, widths, strict=True)]
                for row in table.rows]  # fmt: skip
        self.y += 4
        for number, row in enumerate(rows):
            if self._height(row) + self.y > _HEIGHT - _BOTTOM and number > 0:
                self.pdf.add_page()
                self.pdf.set_font(_FAMILY, size=_CELL_SIZE)
                self.y = _TOP
                if table.headed:
                    self._row(rows[0], widths, [True] * len(widths))
            shaded = [
                (table.headed and number == 0) or (not table.headed and n == 0) for n in range(len(widths))
            ]
            self._row(row, widths, shaded)
        self.y += 6
        self.pdf.set_font(_FAMILY, size=_SIZE)

    def _height(self, row: Sequence[Sequence[str]]) -> int:
        return max(len(lines) for lines in row) * (_LEADING - 3) + 2 * _PAD

    def _row(self, row: Sequence[Sequence[str]], widths: Sequence[int], shaded: Sequence[bool]) -> None:
        height = self._height(row)
        self._space(min(height, _HEIGHT - _TOP - _BOTTOM))
        x = _LEFT
        self.pdf.set_line_width(1 / 2)
        for lines, width, grey in zip(row, widths, shaded, strict=True):
            self.pdf.set_fill_color(238 if grey else 255)
            self.pdf.rect(x, self.y, width, height, style="DF")
            for number, line in enumerate(lines):
                self.pdf.set_xy(x + _PAD, self.y + _PAD + number * (_LEADING - 3))
                self.pdf.cell(width - 2 * _PAD, _LEADING - 3, line)
            x += width
        self.y += height

    def _widths(self, table: Table) -> list[int]:
        """As wide as the words; the widest gives way, and what is over goes to the widest."""
        columns = range(len(table.rows[0]))
        wanted = [
            max(int(self.measure(self.shown(plain_words(row[n])))) for row in table.rows) for n in columns
        ]
        widths = [max(18, w + 2 * _PAD + 2) for w in wanted]
        while sum(widths) > self.room:
            widths[widths.index(max(widths))] -= 1
        widths[widths.index(max(widths))] += self.room - sum(widths)
        return widths
