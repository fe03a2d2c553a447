"""Reading the text of an instrument: places, words, changes. All fixtures are invented."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemeengine.diagnostics.codes_instrument import CODES
from schemeengine.instrument import (
    Instrument,
    check_citations,
    find,
    fingerprint,
    fingerprints,
    read_instrument,
)
from schemeengine.source import Source, Span

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "instruments"
SEED = ROOT.parent / "shared" / "seeds" / "002_dcbd102eced42058.txt"


def read(name: str) -> Instrument:
    return read_instrument(Source(name, (FIXTURES / name).read_text(encoding="utf-8")))


def words(instrument: Instrument, cite: str, aliases: dict[str, str] | None = None) -> str | None:
    passage = find(instrument, cite, aliases)
    return passage.words if passage else None


@pytest.fixture(scope="module")
def town() -> Instrument:
    return read("aozora_town.txt")


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        ("第1条", "（目的）\n第１条　この要綱は、町内の緑化に励む事業所を認定し、"
                  "町の緑を増やすことを目的とする。"),
        ("第2条第2号の2", "屋上に芝を張ること"),
        ("第2条第1号", "木を植えること（ただし、鉢植えは含まない。）。"),
        ("第2条柱書", "この要綱において「緑化」とは、次に掲げるものをいう。"),
        ("第3条第1項後段", "この場合において、町の職員は除く。"),
        ("第3条前段", "認定を受けることができる者は、次の各号のいずれにも当たる者とする。"),
        ("第3条第1項第1号", "町内に事業所を持ち、申請の日から起算して"
                             "3 年以内に緑化を行ったこと。"),
        ("第3条第1項第2号ただし書", "ただし、イにあっては、町長の同意を得た者に限る。"),
        ("第3条第1項第2号本文", "次のいずれかに当たること。"),
        ("第3条第2号イ(イ)", "林業の組合"),
        ("第3条第1項第2号ウ", "個人"),
        ("第3条第1項第3号", "税を\n滞納していないこと。"),
        ("第3条第2項ただし書", "ただし、書面が足りないときは、この限りでない。"),
        ("第3条第3項", "第１項の規定は、国には適用しない。"),
        ("第4条第1項", "町長に申請しようとする者は、申請書を出す。"),
        ("第4条の2第2号", "現地"),
        ("第4条の2第2項", "町長は、結果を知らせる。"),
        ("第5条第1項", "この要綱に定めるもののほか、必要な事項は町長が定める。"),
        ("附則第2項", "施行の日の前に植えた木は、第３条の緑化とみなす。"),
        ("改正付則2第1項", "この要綱は、令和６年４月１日から施行する。"),
        ("付則(令和5年3月1日)第1項", "この要綱は、令和５年４月１日から施行する。"),
        ("別表第1第2号", "水やりを怠るもの"),
        ("別表第1備考", "本数は、申請の日に数える。"),
        ("別表第二第3号", "池"),
        ("様式第1号", "別記第１号様式（第４条関係）\n申請書\n1 氏名\n2 住所"),
    ],
)  # fmt: skip
def test_a_citation_finds_its_words(town: Instrument, cite: str, expected: str) -> None:
    assert words(town, cite) == expected


@pytest.mark.parametrize(
    "cite",
    [
        "第9条",
        "第3条第4号",
        "第3条第3項第1号",
        "第3条第1項第2項",
        "第1条ただし書",
        "第1条後段",
        "第2条第1号ただし書",
        "別表",
        "別表第3",
        "改正付則",
        "改正付則3",
        "前段",
        "",
        "ほかの法律第1条",
        "第3条第1項第2号ただし書ア",
    ],
)
def test_what_is_not_there_is_not_found(town: Instrument, cite: str) -> None:
    assert find(town, cite) is None


def test_a_passage_knows_where_it_stands(town: Instrument) -> None:
    passage = find(town, "第3条第1項第2号ア")
    assert passage is not None
    assert passage.span.text == "会社"
    assert town.source.line(passage.span.line).strip() == "- ア 会社"
    assert passage.sha256 == fingerprint("会 社\n") != fingerprint("会杜")


def test_titles_and_order(town: Instrument) -> None:
    titles = {p.cite: p.title for p in town.walk() if p.title}
    assert titles["第3条"] == "認定の要件"
    assert titles["第5条"] == "委任"
    assert titles["付則第2項"] == "経過措置"
    starts = [p.span.start for p in town.walk()]
    assert starts == sorted(starts)
    assert town.problems == ()


def test_old_style_with_kanji_numbers_and_iroha() -> None:
    old = read("old_style.txt")
    assert words(old, "第2条第1項第2号ロ(2)") == "運送業"
    assert words(old, "第二条第一項第二号ハ") == "その他のもの"
    assert words(old, "第2条第1項第3号") == "前二号の者が推す者"
    assert words(old, "第2条ただし書") == "ただし、学生は納めなくてよい。"
    assert words(old, "第2条第3項後段") == "この場合において、分けて納めることができる。"
    assert words(old, "第12条の2第1項") == "会長は、退会者に通知する。"
    assert words(old, "附則") == "附則\nこの会則は、作った日から用いる。"


ALIASES = {"対象": "1 対象者", "額": "２　補助の額", "期限": "申請の仕方 > 1 期限"}


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        ("対象(1)", "市内に店を持つこと"),
        ("対象(2)イ", "個人(注2)"),
        ("対象(2)注2(2)", "白色の申告をする方"),
        ("対象(3)", "税を滞納していないこと。"),
        ("対象柱書", "次の全てに当たる方が対象です。"),
        ("額(2)ア", "30万円"),
        ("額(2)注", "二年目に限ります。"),
        ("あらまし3の2", "機器の購入費\n機器を買う費用"),
        ("あらまし3の3", "運搬費"),
        ("期限提出期限", "【提出期限】令和8年9月30日"),
    ],
)
def test_a_web_page_is_read_by_its_numbered_headings(cite: str, expected: str) -> None:
    assert words(read("web_page.txt"), cite, ALIASES) == expected


def test_an_alias_bounds_the_place_before_it() -> None:
    page = read("web_page.txt")
    aliases = {"書類": "2 提出書類"}
    assert "電話でどうぞ。" in (words(page, "書類", aliases) or "")
    aliases["問い合わせ"] = "お問い合わせ"
    assert words(page, "書類", aliases) == "提出書類\n申請書を出してください。"
    assert words(page, "問い合わせ", aliases) == "お問い合わせ\n電話でどうぞ。"


def test_a_leaflet_is_read_by_aliases_alone() -> None:
    leaflet = read("leaflet.txt")
    assert [d.code.id for d in leaflet.problems] == ["I004"]
    aliases = {
        "点検": "＜自己点検＞",
        "点検1": "・全ての点検項目に答えること",
        "点検2": "・足りない項目の改善策を書くこと",
        "目標": "＜目標づくり＞",
        "評価": "評価の方法",
        "なし": "書かれていない行",
    }
    assert words(leaflet, "点検1", aliases) == "全ての点検項⽬に答えること"
    assert words(leaflet, "目標", aliases) == "＜目標づくり＞\n会社の目標を定めること"
    assert words(leaflet, "評価", aliases) == "評価の方法\n審査会が審査します"
    assert words(leaflet, "点検10", aliases) is None
    assert words(leaflet, "なし", aliases) is None


def test_an_alias_of_a_line_that_stands_twice_finds_nothing() -> None:
    page = read_instrument(Source("p", "一の部\n\n日程\n春\n\n二の部\n\n日程\n秋\n"))
    assert words(page, "日程", {"日程": "日程"}) is None
    assert words(page, "日程", {"日程": "二の部 > 日程"}) == "日程\n秋"


def test_changes_are_noticed_and_mere_form_is_not() -> None:
    text = (FIXTURES / "aozora_town.txt").read_text(encoding="utf-8")
    cites = ["第1条", "第3条第1項第2号", "第3条第1項第2号ただし書", "第3条第3項", "別表第2"]
    old = fingerprints(read_instrument(Source("old", text)), cites)
    assert set(old) == set(cites)

    reformed = text.replace("町の緑", "町の\n  緑").replace("第１条", "第 1 条").replace("- ", "")
    assert fingerprints(read_instrument(Source("new", reformed)), cites) == old

    amended = text.replace("同意を得た", "許しを得た").replace("３ 第１項の規定は", "第１項の規定は")
    new = fingerprints(read_instrument(Source("new", amended)), cites)
    assert set(old) - set(new) == {"第3条第3項"}
    assert [c for c in new if new[c] != old[c]] == ["第3条第1項第2号", "第3条第1項第2号ただし書"]


def test_check_reports_what_is_missing_and_what_changed(town: Instrument) -> None:
    scheme = Source("scheme.yaml", "cite: 第3条第1項第4号")
    span = Span(scheme, 6, 16)
    found = check_citations(town, [("第3条第1項第4号", span), ("第3条第3項", None)], {"第3条第3項": "0" * 64})
    assert [d.code.id for d in found] == ["I003", "I002"]
    missing = found[1]
    assert missing.span == span
    assert "第3条第1項第3号" in missing.help("ja")
    assert "{" not in missing.help("en") + found[0].message("en")
    assert found[0].labels[0].span.text.startswith("第１項の規定")


def test_an_article_that_stands_twice_is_reported() -> None:
    text = "（名）\n第1条 甲とする。\n（者）\n第2条 乙とする。\n（者）\n第2条 丙とする。\n"
    twice = read_instrument(Source("t", text))
    (problem,) = twice.problems
    assert (problem.code.id, problem.args["cite"]) == ("I005", "第2条")
    assert problem.span is not None
    assert problem.span.line == 5
    assert words(twice, "第2条第1項") == "乙とする。"


def test_sections_below_chapters_and_articles_through_them() -> None:
    text = "第1章 総則\n第1節 甲\n第1条 あ。\n第2節 乙\n第2条 い。\n第2章 雑則\n第3条 う。\n"
    instrument = read_instrument(Source("t", text))
    assert words(instrument, "第2条第1項") == "い。"
    assert words(instrument, "第3条第1項") == "う。"
    assert words(instrument, "第1章第2節") == "第2節 乙\n第2条 い。"
    assert words(instrument, "第1章第3節") is None


def test_articles_of_supplementary_provisions_are_their_own() -> None:
    text = "第1条 本則である。\n附則\n第1条 公布の日から施行する。\n第2条 例外とする。\n"
    instrument = read_instrument(Source("t", text))
    assert words(instrument, "第1条第1項") == "本則である。"
    assert words(instrument, "附則第1条第1項") == "公布の日から施行する。"
    assert instrument.problems == ()


def test_a_broken_line_that_speaks_of_an_article_is_no_heading() -> None:
    text = (
        "第1条 市長は、\n第2条の規定により\n第 3 条 及び\n第4条に定める者に、\n3 年以内に\n"
        "2 人以上の者と届け出る。\n2 市長は、受ける。\n第2条 終わりとする。\n"
    )
    instrument = read_instrument(Source("t", text))
    assert [p.cite for p in instrument.walk()] == [
        "第1条", "第1条第1項", "第1条第2項", "第2条", "第2条第1項",
    ]  # fmt: skip


HOSTILE = [
    "1\n" * 20_000,
    "第1条 あ。\n" + "(1) ア\nア い\n" * 20_000,
    "第1条 " + "（" * 100_000,
    "第" * 100_000,
    "第1 " * 50_000,
    "第1条 " + "ただし、" * 50_000,
    " " * 200_000 + "第1条",
    "-" * 200_000,
    "別 表 " * 50_000,
    "目次\n" + "第1条\n" * 20_000,
    "注1:\n" * 20_000,
    "第1条\n" * 20_000,
    "\n" * 200_000,
    "付" + " " * 100_000 + "則",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_bounded_time(text: str) -> None:
    began = time.process_time()
    instrument = read_instrument(Source("h", text))
    find(instrument, "第1条第1号アただし書")
    find(instrument, "頭1", {"頭": "1", "尾": "第1条"})
    assert time.process_time() - began < 10


@given(
    st.lists(
        st.sampled_from(
            ["第1条 甲。", "第２条", "（題）", "2 乙", "(1) 丙", "ア 丁", "イ", "一 戊", "付則",
             "別表", "別図", "目次", "第1章 総", "注1: 己", "1 庚", "", "続く", "ただし、辛。"]
        ),
        max_size=25,
    )
)  # fmt: skip
@example(["イ", "", "1 庚"])
def test_places_nest_and_every_one_is_found_by_its_citation(lines: list[str]) -> None:
    source = Source("x", "\n".join(lines))
    instrument = read_instrument(source)
    stack = list(instrument.places)
    while stack:
        place = stack.pop()
        assert place.span.start <= place.own.start <= place.own.end <= len(source.text)
        edges = [(c.span.start, c.span.end) for c in place.children]
        assert all(place.span.start <= a <= b <= place.span.end for a, b in edges)
        assert all(b <= c for (_, b), (c, _) in pairwise(edges))
        stack.extend(place.children)
    cites = [place.cite for place in instrument.walk()]
    if len(set(cites)) == len(cites):
        # A letter right below a letter (アイ) cannot be told from a word, and nobody writes it.
        lost = [cite for cite in cites if not find(instrument, cite)]
        assert [cite for cite in lost if not re.search("[アイ]{2}", cite)] == []


def test_every_code_speaks_both_languages() -> None:
    assert [code.id for code in CODES] == ["I001", "I002", "I003", "I004", "I005"]
    assert all(c.ja and c.en and c.help_ja and c.help_en for c in CODES)


@pytest.fixture(scope="module")
def real() -> Instrument:
    return read_instrument(Source("seed", SEED.read_text(encoding="utf-8")))


@pytest.mark.skipif(not SEED.exists(), reason="the official text is not kept with the project")
class TestRealOrdinance:
    """Counts and short fragments only: the official words are not ours to copy."""

    def test_all_articles_and_annexes(self, real: Instrument) -> None:
        main = [f"第{n}条" for n in range(1, 34)]
        main.insert(22, "第22条の2")
        expected = [*main, "付則", "改正付則", "別表", "別図"]
        assert [place.cite for place in real.places] == expected
        assert real.problems == ()
        assert all(place.title for place in real.places if place.cite != "付則")

    @pytest.mark.parametrize(
        ("above", "labels"),
        [
            ("第3条", "第1号 第2号 第3号 第4号 第5号"),
            ("第3条第1号", "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ"),
            ("第3条第5号", "ア イ ウ エ オ"),
            ("第4条", "第1号 第2号 第3号 第4号 第5号 第6号"),
            ("第4条第3号", "ア イ ウ エ オ カ"),
            ("第16条第1項", " ".join(f"第{n}号" for n in range(1, 8))),
            ("第26条第3項", " ".join(f"第{n}号" for n in range(1, 13))),
            ("別表", " ".join(f"第{n}号" for n in range(1, 15))),
            ("第16条", "第1項 第2項 第3項 第4項 第5項"),
            ("第22条の2", "第1項 第2項 第3項"),
        ],
    )
    def test_items(self, real: Instrument, above: str, labels: str) -> None:
        below = [
            place.step.label
            for place in real.walk()
            if place.cite == above + place.step.label and place.cite != f"{above}第1項"
        ]
        assert below == [label for label in labels.split() if f"{above}{label}" != f"{above}第1項"]

    @pytest.mark.parametrize(
        ("cite", "begins", "ends"),
        [
            ("第3条第5号ただし書", "ただし、エ及び", "適用しない。"),
            ("第3条第5号ア", "第 5 条", "いないこと。"),
            ("第6条第1項", "区長は", "ならない。"),
            ("第6条第1項後段", "この場合において", "ならない。"),
            ("第6条第1項前段", "区長は", "を決定する。"),
            ("第6条第2項", "区長は、前項", "とする。"),
            ("第8条", "（認証期間）", "までとする。"),
            ("別表第4号", "消費者金融", "消費者金融"),
            ("改正付則第1項", "この要綱は、令和 6", "施行する。"),
        ],
    )
    def test_words(self, real: Instrument, cite: str, begins: str, ends: str) -> None:
        found = words(real, cite)
        assert found is not None
        assert found.startswith(begins)
        assert found.endswith(ends)
        assert "\n\n" not in found
