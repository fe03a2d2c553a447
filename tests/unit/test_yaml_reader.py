"""Text in, positioned tree out: what is refused, where, and that nothing else ever happens."""

from __future__ import annotations

import io
import json
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from schemeengine.diagnostics import Problems, Severity
from schemeengine.diagnostics.codes_files import CODES
from schemeengine.source import Source, Span
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_events import MAX_DEPTH
from schemeengine.syntax.yaml_reader import read_yaml


def read(text: str, name: str = "制度.yaml") -> tuple[Node | None, Problems]:
    problems = Problems()
    return read_yaml(Source(name, text), problems), problems


def sound(text: str, name: str = "制度.yaml") -> Node:
    node, problems = read(text, name)
    assert problems.items == ()
    assert node is not None
    return node


def found(text: str, name: str = "制度.yaml") -> list[tuple[str, int, int]]:
    """(code, line, column) of everything reported."""
    _, problems = read(text, name)
    return [(d.code.id, d.span.line, d.span.column) for d in problems.items if d.span is not None]


def texts(node: Node) -> object:
    """The tree without places."""
    match node:
        case Scalar():
            return node.text
        case MapNode():
            return {entry.key.text: texts(entry.value) for entry in node.entries}
        case ListNode():
            return [texts(item) for item in node.items]


def at(node: Node, *path: str | int) -> Node:
    for step in path:
        if isinstance(step, int):
            assert isinstance(node, ListNode)
            node = node.items[step]
        else:
            assert isinstance(node, MapNode)
            inner = node.get(step)
            assert inner is not None
            node = inner
    return node


def scalar(node: Node, *path: str | int) -> Scalar:
    inner = at(node, *path)
    assert isinstance(inner, Scalar)
    return inner


# ------------------------------------------------------------------------------------- the tree


def test_values_stay_as_written() -> None:
    tree = sound(
        "codes: [\"0911\", 0911, 1.10, 1e3, yes, 3月]\ntext: 'it''s'\nj: \"\\u00e9\\ud83d\\ude00\"\n"
    )
    assert texts(tree) == {
        "codes": ["0911", "0911", "1.10", "1e3", "yes", "3月"],
        "text": "it's",
        "j": "é😀",
    }
    assert [s.quoted for s in at(tree, "codes").items] == [True] + [False] * 5  # type: ignore[union-attr]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_with_japanese_emoji_line_ends_and_mark(newline: str, mark: str) -> None:
    text = mark + newline.join(
        [
            "題名: 北区😀認証  # 注",
            "組: {甲: 一, 乙: '二'}",
            "並び:",
            "- 𠮷野家",
            '- "三"',
            "終: x",
            "",
        ]
    )
    tree = sound(text)
    assert scalar(tree, "題名").span.text == "北区😀認証"
    assert scalar(tree, "組", "乙").span.text == "'二'"
    assert at(tree, "組").span.text == "{甲: 一, 乙: '二'}"
    assert at(tree, "並び").span.text == f'- 𠮷野家{newline}- "三"'
    assert tree.span.text == text.removeprefix("\ufeff").rstrip()
    assert scalar(tree, "並び", 0).span.line == 4
    assert scalar(tree, "終").span.line == 6


def test_a_block_ends_with_its_last_value() -> None:
    tree = sound("a:\n  b: 1\n  c:\n  - x\n  - y   # z\n\n# remark\nd: 2\n")
    assert at(tree, "a").span.text == "b: 1\n  c:\n  - x\n  - y"
    assert at(tree, "a", "c").span.text == "- x\n  - y"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("that: 従業員数 <= 300人", "300人"),
        ("that: '従業員数 <= 300人'", "300人"),
        ('that: "従業員数 <= 300人"', "300人"),
        ("that: 従業員数\n  <=   300人", "300人"),
        ("that: |\n  従業員数 <=\n    300人\n  or x\n", "300人"),
        ("that: |\r\n  従業員数 <=\r\n\r\n  300人\r\n", "300人"),
        ("- that: |2\n     従業員数 <= 300人\n", "300人"),
    ],
)
def test_a_part_of_a_value_has_its_own_place(text: str, wanted: str) -> None:
    tree = sound(text)
    value = scalar(tree, 0, "that") if isinstance(tree, ListNode) else scalar(tree, "that")
    start = value.text.index(wanted)
    part = value.part(start, start + len(wanted))
    assert (part.text, part.start) == (wanted, text.index(wanted))
    assert value.part(start, start).start == text.index(wanted)
    assert value.part(len(value.text), len(value.text) + 9).end <= value.span.end


@pytest.mark.parametrize("text", ['"a\\u0020b = 1"', "'it''s = 1'", ">\n  a =\n  1\n"])
def test_an_inexact_part_falls_back_to_the_whole(text: str) -> None:
    value = scalar(sound(f"x: {text}"), "x")
    assert value.part(2, 3) == value.span


def test_maps_are_asked_by_name() -> None:
    tree = sound("a: 1\nb: 2\n")
    assert isinstance(tree, MapNode)
    assert tree.keys() == ("a", "b")
    assert tree.get("c") is None
    entry = tree.entry("b")
    assert entry is not None
    assert entry.key.span.text == "b"


# ----------------------------------------------------------------------- what is refused, where

BAD = [
    # parts of YAML that are not available
    ("a: 1\nb: 2\na: 3\n", ("Y020", 3, 1)),
    ("x: {甲: 1, 甲: 2}\n", ("Y020", 1, 11)),
    ("a: &根 1\n", ("Y021", 1, 4)),
    ("a: 1\n制度: *根\n", ("Y021", 2, 5)),
    ("<<: {a: 1}\n", ("Y022", 1, 1)),
    ("a: !foo x\n", ("Y023", 1, 4)),
    ("a: !!python/object/apply:os.system [x]\n", ("Y023", 1, 4)),
    ("a: 1\n---\nb: 2\n", ("Y024", 2, 1)),
    ("? [a]\n: b\n", ("Y025", 1, 3)),
    ("x: {[a]: b}\n", ("Y025", 1, 5)),
    (": x\n", ("Y026", 1, 1)),
    ('"": x\n', ("Y026", 1, 1)),
    ("題名:\nb: 1\n", ("Y027", 1, 1)),
    ("a: {b: red, green and blue}\n", ("Y084", 1, 13)),
    ("a: 1\n題名: ~\n", ("Y027", 2, 5)),
    ("題名: null\n", ("Y027", 1, 5)),
    ("a: |\n\nb: 1\n", ("Y027", 1, 1)),
    ("- a\n-\n- b\n", ("Y028", 2, 1)),
    ("- [a, null]\n", ("Y028", 1, 7)),
    ("%YAML 1.1\n---\na: 1\n", ("Y032", 1, 1)),
    ('a: "\\u0000"\n', ("Y033", 1, 4)),
    ('a: "\\ud83d"\n', ("Y012", 1, 4)),
    ("k" * 501 + ": 1\n", ("Y031", 1, 1)),
    ("k" * 2000 + ": 1\n", ("Y031", 1, 1)),
    # texts that cannot be read
    ("a: 1\nb\nc: 2\n", ("Y040", 2, 1)),
    ("a:\n  b\n  c: 2\n", ("Y040", 2, 3)),
    ("定義\n  従業員: 1\n", ("Y040", 1, 1)),
    ("a: 1\n定義 {b: 1}\n", ("Y040", 2, 1)),
    ("題名: 認証: 北区\n", ("Y041", 1, 7)),
    ("text: 次のとおり:\n", ("Y041", 1, 12)),
    ('a: "x"\n  y\nb: 1\n', ("Y042", 2, 3)),
    ("x: [a, , b]\n", ("Y047", 1, 8)),
    ("x: }\n", ("Y047", 1, 4)),
    ("x: {a: ?b}\n", ("Y044", 1, 8)),
    ("x: @a\n", ("Y044", 1, 4)),
    ("x: [a, `b`]\n", ("Y044", 1, 8)),
    ('x: "北区\ny: "港区"\n', ("Y045", 1, 4)),
    ("x: '北区\n", ("Y045", 1, 4)),
    ('x: ["1511]\ny: 1\n', ("Y045", 1, 5)),
    ('x: "北\\q区"\n', ("Y046", 1, 7)),
    ("x: - a\n", ("Y048", 1, 4)),
    ("x: | 本文\n", ("Y049", 1, 6)),
    ("[a] \nb: 1\n", ("Y050", 2, 1)),
    ("x: {a: 1, b: [2\ny: 3\n", ("Y052", 1, 14)),
    ("x: [a, 北区\n", ("Y052", 1, 4)),
    ("- {id: a, n: 1\n- {id: b}\n", ("Y052", 1, 3)),
    ("x: [a, 1}\n", ("Y053", 1, 9)),
    # slips of the keyboard
    ("以上: >= 70%\nb: 1\n", ("Y060", 1, 5)),
    ("a: > 5\nb: 1\n", ("Y060", 1, 4)),
    ("a: >5\nb: 1\n", ("Y060", 1, 4)),
    ("a: <= 5人\n", ("Y060", 1, 4)),
    ("a: ≧ 70%\n", ("Y060", 1, 4)),
    ("a: {that: >= 70%, b: 1}\n", ("Y060", 1, 11)),
    ("- > 5\n- a\n", ("Y060", 1, 3)),
    ("a: 1\n題名：北区\nb: 2\n", ("Y061", 2, 3)),
    ("題名：北区\nb: 2\n", ("Y061", 1, 3)),
    ("定義:\n  題名：北区\n  所管: x\n", ("Y061", 2, 5)),
    ("資格：\n  all: [a]\n", ("Y061", 1, 3)),
    ("- 題名：北区\n  型: x\n", ("Y061", 1, 5)),
    ("a: {題名：北区, b: 1}\n", ("Y061", 1, 7)),
    ("資格：{that: x, label: y}\n", ("Y061", 1, 3)),
    ("a:\r\n  b: 1\r\n  c：2\r\n", ("Y061", 3, 4)),
    ("title:北区\nb: 1\n", ("Y062", 1, 6)),
    ("a: {title:北区}\n", ("Y062", 1, 10)),
    ("x:\n  title:{a: 1}\n", ("Y062", 2, 8)),
    ("all:\n  - a\n  -b\n", ("Y063", 3, 3)),
    ("a:\n\u3000b: 1\n", ("Y064", 2, 1)),
    ("a:\n  b: 1\n \u3000c: 2\n", ("Y064", 3, 2)),
    ("a:\n\tb: 1\n", ("Y064", 2, 1)),
    ("a: |\n\u3000本文\n", ("Y064", 2, 1)),
    ("a:\n  b: 1\n\u00a0 c: 2\n", ("Y064", 3, 1)),
    ("題名:\u3000北区\n", ("Y065", 1, 4)),
    ("題名: \u3000北区\n", ("Y065", 1, 5)),
    ("題名:\u00a0北区\n", ("Y065", 1, 4)),
    ("-\u3000北区\n", ("Y065", 1, 2)),
    ("題\u00a0名: x\n", ("Y065", 1, 2)),
    ("title: 北\u00a0区\n", ("Y066", 1, 9)),
    ("a:\n  b: 1\n c: 2\n", ("Y067", 3, 2)),
    ("a:\n    b: 1\n  c: 2\n  d: 3\ne: 4\n", ("Y067", 3, 3)),
    ("all:\n  - a\n - b\n", ("Y067", 3, 2)),
    ("a: 1\n  b: 2\n  c: 3\n", ("Y068", 2, 3)),
    ('a: "1"\n  b: 2\n', ("Y068", 2, 3)),
    ("a: 1\n  - b\n", ("Y069", 2, 3)),
    ("x: ［a， b］\n", ("Y070", 1, 4)),
    ("x: [a, b］\ny: 1\n", ("Y070", 1, 9)),
    ("x: {a: {b: 1}｝\ny: 1\n", ("Y070", 1, 14)),
    ("符号: “0911”\n", ("Y071", 1, 5)),
    ("x: [“a”, b]\n", ("Y071", 1, 5)),
    ("x: [第1号， 第2号]\n", ("Y072", 1, 8)),
    ("x: {a: 1， b: 2}\n", ("Y072", 1, 9)),
    ("x: [第1号、第2号]\n", ("Y073", 1, 8)),
    ("a: 1\n＃ 注\nb: 2\n", ("Y074", 2, 1)),
    ("a: ＃ 注\n  b: 2\n", ("Y074", 1, 4)),
    ("a: 1 ＃ 注\n", ("Y075", 1, 6)),
    ("－ a\n- b\n", ("Y076", 1, 1)),
    ("cite: 第3条 #2\n", ("Y077", 1, 11)),
    ("a: {to: 1,000円}\n", ("Y078", 1, 10)),
    ("a: {to: 1,000,000円以上, b: 1}\n", ("Y078", 1, 10)),
    ("a: [１,０００円]\n", ("Y078", 1, 6)),
    ("a: {that: max(a, b)}\n", ("Y079", 1, 14)),
    ("a: {label: 会社（株式, 合同）}\n", ("Y079", 1, 14)),
    ("a: {that: x in [1, 2]}\n", ("Y080", 1, 16)),
    ('that: "a" = b\n', ("Y081", 1, 11)),
    ('a: {that: "x" = y}\n', ("Y081", 1, 15)),
    ("that: [1, 2] と x\n", ("Y082", 1, 14)),
    ("a: {b: [1] x}\n", ("Y082", 1, 12)),
    ("a:\tb\n", ("Y083", 1, 3)),
    ("a: b\t# c\n", ("Y083", 1, 5)),
    ("a: [b,\tc]\n", ("Y083", 1, 7)),
    # characters
    ("a: \x00\n", ("Y010", 1, 4)),
    ("題名: 北\ue000区\n", ("Y011", 1, 6)),
    ("a: \ud800\n", ("Y012", 1, 4)),
    ("a: x\u2028y\n", ("Y013", 1, 5)),
    ("a: 1\rb: 2\r", ("Y013", 1, 5)),
]


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[f"{c[0]} {t!r:.40}" for t, c in BAD])
def test_one_mistake_one_message_in_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("£9,000", "£9,000"),
        ("income < x + 2,000,000 yen", "income < x + 2,000,000 yen"),
        ("6,000,000 yen + 380,000 yen * n", "6,000,000 yen + 380,000 yen * n"),
        ("2,000 yen and kind = 'a'", "2,000 yen and kind = 'a'"),
        ('2,000 yen and kind = "a"', r"2,000 yen and kind = \"a\""),
    ],
)
def test_the_remedy_for_a_comma_quotes_the_value_as_it_stands(value: str, quoted: str) -> None:
    _, problems = read(f"a: {{b: {value}, c: 1}}\n")
    assert [d.args["amount"] for d in problems.items] == [quoted]
    mended, none = read(f'a: {{b: "{quoted}", c: 1}}\n')
    assert not none.items
    assert mended.entries[0].value.entries[0].value.text == value


def test_an_item_that_a_comma_cuts_within_its_brackets_is_told_once() -> None:
    assert found("a: {that: f(x, 2,000 yen) > 3}\n") == [("Y079", 1, 12)]


def test_every_refusal_is_tried() -> None:
    tried = {code for _, (code, _, _) in BAD}
    elsewhere = {c.id for c in CODES if c.id <= "Y009"} | {"Y029", "Y030", "Y043", "Y051"}
    assert {code.id for code in CODES} - tried - elsewhere == set()


def test_a_second_entry_points_to_the_first() -> None:
    _, problems = read("題名: 1\nb: 2\n題名: 3\n")
    assert [label.span.line for label in problems.items[0].labels] == [1]


@pytest.mark.parametrize("text", ["x: [a b", "x: {a: 1}}", "x: [a: {b, c: ]", '"\\U00110000"', "a: *"])
def test_whatever_is_left_to_the_parser_is_told_in_our_words(text: str) -> None:
    _, problems = read(text)
    assert problems.has_errors
    for item in problems.items:
        assert "expected" not in item.message("ja") + item.help("ja")


LEGITIMATE = [
    "text: 対象：企業\n",
    "text: 区内に本店を置く\n  対象：企業\n",
    "- 対象：企業\n- 期間：3年\n",
    "a: 17:00\nb: http://example.jp/a:b\nc: 10:30\n",
    "a: b   # 注：ここに書く\n# 注: x\n",
    "a: b # c\nd: 1  # 2\n",
    "a: |\n  >= 70%\n  題名：北区\n\t表\n  ［a］ # 1\nb: '>= 70%'\nc: \"［a， b］: “x” #1\"\n",
    "a: >\n  二行の\n  文章: です\nb: 1\n",
    "a: <別紙>\nb: “SDGs”とは何か\nc: （株）北区\nd: ［再掲］北区\n",
    "text: 「A、B」の合計、又は「C」\nlist: [第1号ア〜セ, 第2号]\nm: {label: 区内で、かつ市内}\n",
    "that: (a\n  and b)\n",
    "a: [\n  x, y,\n]\nb: {\n  c: 1,\n}\n",
    "a:\n- x\n-  y: 1\n   z: 2\n- - p\n  - q\nb: 1\n",
    "a: -5\nb: - 5日以内\n".replace("- 5", "−5"),
    "---\na: 1\n...\n",
    "'a: b': 1\n\"c\" : 2\n",
    "k:\n    deep:\n        deeper: 1\n    back: 2\nroot: 3\n",
    "only a sentence",
    "a: x\u3000y\n",
    "a: '二行の\n  値: です'\nb: 1\n",
    "at_least: {a: (1 + 2), b: x(y)}\n",
]


@pytest.mark.parametrize("text", LEGITIMATE)
def test_what_is_legitimate_is_not_reported(text: str) -> None:
    if "\t" in text:
        text = text.replace("\t", "  ")
    assert sound(text) is not None


def test_several_mistakes_are_reported_together() -> None:
    text = "題名：北区\na: >= 70%\nb: [1,000円]\nc:\n\u3000d: 1\n"
    assert [code for code, _, _ in found(text)] == ["Y061", "Y060", "Y078", "Y064"]


def test_a_tree_is_kept_when_single_values_are_refused() -> None:
    node, problems = read("a: 1\nb:\nc: &x 3\na: 2\n")
    assert problems.has_errors
    assert node is not None
    assert texts(node) == {"a": "1", "c": "3"}


# ---------------------------------------------------------------------------------------- JSON


def test_json_is_read_with_escapes_compact_lists_and_tabs() -> None:
    text = '{\n\t"a":[1,2.50,"\\u5317\\/\\ud83d\\ude00"],"b":{"c":true,"d":[]}}'
    expected = {"a": ["1", "2.50", "北/😀"], "b": {"c": "true", "d": []}}
    assert texts(sound(text, "x.json")) == expected
    assert texts(sound(text, "-")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": null}', ("Y027", 1, 7)),
        ('{"a": [null]}', ("Y028", 1, 8)),
        ('{"a": 1, "a": 2}', ("Y020", 1, 10)),
        ('{"a": 1', ("Y052", 1, 1)),
        ('{"a": "x\n"}', ("Y045", 1, 7)),
        ('{"a": 1} {', ("Y050", 1, 10)),
        ('{"to": 1,000}', ("Y078", 1, 9)),
        ('{"a" 1}', ("Y081", 1, 6)),
    ],
)
def test_json_mistakes(text: str, expected: tuple[str, int, int]) -> None:
    assert found(text, "x.json") == [expected]


# --------------------------------------------------------------------------- bounds and properties


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000 + "]" * 100_000, "Y029"),
        ("- " * 100_000 + "a", "Y029"),
        ("\n".join("  " * n + "a:" for n in range(500)), "Y029"),
        ("x: " + "[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH, "Y029"),
        ("- a\n" * 200_001, "Y030"),
        ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50)), "Y021"),
    ],
    ids=["brackets", "hyphens", "indent", "just too deep", "many", "bomb"],
)
def test_bombs_are_refused(text: str, code: str) -> None:
    _, problems = read(text)
    assert code in {d.code.id for d in problems.items}


def test_the_deepest_allowed_nest_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert sound("x: " + "[" * depth + "1" + "]" * depth) is not None


def test_a_long_scheme_is_read_fast() -> None:
    entry = "  条{n}:\n    label: 区内に事業所があること\n    all: [a.b, {{that: x >= 1}}]\n"
    text = "provisions:\n" + "".join(entry.format(n=n) for n in range(700))
    start = time.process_time()
    sound(text)
    assert time.process_time() - start < 3  # 2,100 lines take about 0.2 s; slow machines exist


ATOMS = st.sampled_from(
    [
        *"ab1 \n-?:,[]{}()\"'#&*!|>%@`~<\\\t\r",
        *"北：，、　“”［］－＃\u00a0\ufeff",
        "\n  ",
        ": ",
        "- ",
        "key: ",
        "---\n",
        "<<: ",
        "\\u",
        "null",
        "😀",
        "1,000",
        "!!",
        "\ud800",
        "\x00",
        "\u2028",
    ]
)


@given(st.lists(ATOMS, max_size=60).map("".join), st.sampled_from(["a.yaml", "b.json"]))
def test_any_text_gives_a_tree_or_diagnostics(text: str, name: str) -> None:
    node, problems = read(text, name)
    assert node is not None or problems.has_errors
    for item in problems.items:
        assert item.span is None or 0 <= item.span.start <= item.span.end <= len(text)
        assert item.message("ja")
        assert item.help("en")
    if node is not None:
        check_places(node, Span(node.span.source, 0, len(text)))


def check_places(node: Node, outer: Span) -> None:
    """Every part lies within what holds it, and every unchanged character is where it should be."""
    assert outer.start <= node.span.start <= node.span.end <= outer.end
    match node:
        case Scalar():
            for offset, character in enumerate(node.text[:50]):
                part = node.part(offset, offset + 1)
                if part != node.span and character not in " \n":
                    assert part.text == character
        case MapNode():
            for entry in node.entries:
                check_places(entry.key, node.span)
                check_places(entry.value, node.span)
        case ListNode():
            for item in node.items:
                check_places(item, node.span)


WORDS = st.text(
    alphabet=string.ascii_letters + string.digits + "北区認証の、。 .:#-'\"{}[]&*!?%@\\\n",
    max_size=12,
)
NAMES = st.text(alphabet=string.ascii_letters + "北区認証", min_size=1, max_size=8)
# The library cannot read `{a: :0}` and `{a: ?0}`, which it writes itself.
TREES = st.recursive(
    st.one_of(WORDS.map(lambda word: word.lstrip(":?")), st.integers()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


def plain(tree: object) -> object:
    if isinstance(tree, dict):
        return {name: plain(value) for name, value in tree.items()}
    return [plain(value) for value in tree] if isinstance(tree, list) else str(tree)


@given(st.dictionaries(NAMES, TREES, min_size=1, max_size=4), st.sampled_from([True, False, None]))
def test_yaml_and_json_give_the_same_tree(tree: dict[str, object], flow: bool | None) -> None:
    out = io.StringIO()
    dumper = YAML(typ="safe", pure=True)
    dumper.default_flow_style, dumper.width, dumper.allow_unicode = flow, 10_000, True
    dumper.dump(tree, out)
    for text, name in (
        (out.getvalue(), "a.yaml"),
        (json.dumps(tree), "a.json"),
        (json.dumps(tree, ensure_ascii=False, indent="\t"), "b.json"),
        (json.dumps(tree, separators=(",", ":")), "c.json"),
    ):
        node, problems = read(text, name)
        assert [d for d in problems.items if d.severity is Severity.ERROR] == []
        assert node is not None
        assert texts(node) == plain(tree)
