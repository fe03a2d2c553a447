"""An office changes a letter in part, or whole, by templates of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.letters.cases import judged, letter

from schemeengine.letters.forms import as_text
from schemeengine.letters.kinds import Kind

EXCLUDED = judged("kita_excluded")
REVIEW = {"review_by": "東京都北区長", "defendant": "東京都北区", "represented_by": "東京都北区長"}


def refusal(folder: Path, **fields: str) -> str:
    made, codes = letter(EXCLUDED, Kind.REFUSED, templates=str(folder), strict=True, fields=fields)
    assert made is not None, codes
    return as_text(made.sheet)


def test_a_block_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    plain = refusal(tmp_path)
    (tmp_path / "refused.ja.jinja").write_text(
        '{% extends "shipped/refused.ja.jinja" %}\n'
        "{% block contact %}\n{{ super() }}\n{% fixed %}北区産業振興課{% endfixed %}\n{% endblock %}\n"
        "{% block form %}{% endblock %}\n",
        encoding="utf-8",
    )
    own = refusal(tmp_path)
    assert own == plain.partition("\n\n")[2] + "\n北区産業振興課\n"
    assert "問合せ先：03-0000-0000" in refusal(tmp_path, contact="03-0000-0000")


def test_a_part_that_letters_share_is_replaced_in_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "head.ja.jinja").write_text("{{ to }}{% fixed %} 御中{% endfixed %}\n", encoding="utf-8")
    assert "株式会社王子坂クレジット商会 御中\n" in refusal(tmp_path)
    assert "様" not in refusal(tmp_path).splitlines()[2]


def test_what_is_said_above_a_changed_block_is_still_bound(tmp_path: Path) -> None:
    """``super()`` keeps each sentence's own binding; words added to it need one."""
    (tmp_path / "refused.ja.jinja").write_text(
        '{% extends "shipped/refused.ja.jinja" %}{% block reasons %}{{ super() }}\nと判断しました\n{% endblock %}',
        encoding="utf-8",
    )
    made, codes = letter(EXCLUDED, Kind.REFUSED, templates=str(tmp_path), strict=True)
    assert made is None
    assert codes == ["P009", "P013"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_instruction_on_appeal(lang: str) -> None:
    """Art. 82 of the review act: to whom, within what time; art. 46 of the litigation act: also against whom."""

    def said(**fields: str) -> str:
        made, _ = letter(EXCLUDED, Kind.REFUSED, lang, strict=True, fields=fields)
        assert made is not None
        return as_text(made.sheet).replace("\n", "").replace("  ", "")

    head = "■ 不服申立て等" if lang == "ja" else "■ Appeal"
    assert head not in said()
    whole = said(**REVIEW)
    times = ("3か月以内", "6か月以内") if lang == "ja" else ("within three months", "within six months")
    assert all(words in whole for words in (head, *times, *REVIEW.values()))
    only = said(review_by="東京都北区長")
    assert times[0] in only
    assert times[1] not in only
    assert "XYZ" in said(appeal="XYZ", **REVIEW)
    assert times[0] not in said(appeal="XYZ", **REVIEW)


def test_the_instruction_can_be_a_block_of_the_office(tmp_path: Path) -> None:
    (tmp_path / "appeal.ja.jinja").write_text(
        "{% fixed %}不服のある方は窓口へ。{% endfixed %}\n", encoding="utf-8"
    )
    assert refusal(tmp_path).endswith("\n不服のある方は窓口へ。\n")
