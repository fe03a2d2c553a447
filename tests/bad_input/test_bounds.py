"""Files made to exhaust the machine are refused in bounded time and memory.

Each runs in a process of its own under limits the system enforces: an endless loop or a memory
bomb ends as a failed test and not as a stuck one. The limits are far above what is needed, so that
a slow machine passes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

resource = pytest.importorskip("resource")  # not on Windows

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120  # of the processor
BYTES = 1_500_000_000  # of address space; the interpreter and the libraries take a third of it
HEAD = "schemeengine: 1\nscheme: bad\ntitle: 悪い例\n"
FACTS = HEAD + "facts:\n  x: {type: yes_no}\n  y: {type: yes_no}\n  n: {type: count}\n"

PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_AS, ({bytes}, {bytes}))
from schemeengine import BadInput, evaluate, load_dossier, load_schemes
try:
    if "dossier" in sys.argv[1]:
        evaluate(load_schemes(["schemes/kita_ku.yaml"]), load_dossier(sys.argv[1]))
    else:
        load_schemes([sys.argv[1]])
    print("accepted")
except BadInput as refused:
    print(len(refused.diagnostics), *sorted({{d.code.id for d in refused.diagnostics}}))
"""

CASES = {
    # text: (content, what must be printed)
    "alias_bomb": (
        HEAD + "definitions:\n  b0: &b0 [x, x]\n"
        + "".join(f"  b{n}: &b{n} [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 60)),
        "238 S001 Y021",
    ),
    "deep_brackets": (HEAD + "a: " + "[" * 1_000_000, "1 Y029"),
    "deep_lists": (HEAD + "a:\n  " + "- " * 1_000_000 + "x\n", "1 Y029"),
    "deep_blocks": (HEAD + "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 2_000)), "1 Y029"),
    "very_many_lines": (HEAD + "".join(f"k{n}: v\n" for n in range(400_000)), "1 Y030"),
    "too_large": (HEAD + "authority: " + "a" * 5_000_000, "1 Y005"),
    "one_long_line": (HEAD + "authority: " + "北" * 1_500_000 + "\n", "accepted"),
    "long_quote": (HEAD + 'authority: "' + "a\\n" * 300_000, "1 Y045"),
    "a_slip_on_every_line": (HEAD + "".join(f"k{n}：v\n" for n in range(50_000)), "500 Y061"),
    "unknown_names": (
        HEAD + "facts:\n" + "".join(f"  fact{n}: {{type: yes_no}}\n" for n in range(8_000))
        + "provisions:\n" + "".join(f"  rule{n}: fakt{n}\n" for n in range(8_000)),
        "500 M001",
    ),
    "unknown_cites": (
        HEAD + "outline:\n  第1条: {title: a, has: [第1号〜第400号], encoded: later, why: x}\n"
        + "facts:\n  x: {type: yes_no}\nprovisions:\n"
        + "".join(f"  p{n}: {{cite: 第2条第{n}号, that: x}}\n" for n in range(5_000)),
        "500 M012",
    ),
    "long_expression": (HEAD + "provisions:\n  a: " + "a" * 1_000_000 + "\n", "1 E010"),
    "brackets_in_an_expression": (HEAD + "provisions:\n  a: " + "(" * 1_900 + "\n", "1 E009"),
    "dots_in_an_expression": (HEAD + "provisions:\n  a: x" + ".x" * 900 + "\n", "1 E012"),
    "chain_of_rules": (
        FACTS + "definitions:\n  d0: x\n"
        + "".join(f"  d{n}: {{all: [d{n - 1}, x]}}\n" for n in range(1, 3_000)),
        "1 M041",
    ),
    "chain_of_rules_the_other_way_round": (
        FACTS + "definitions:\n"
        + "".join(f"  d{n}: {{all: [d{n - 1}, x]}}\n" for n in range(3_000, 0, -1)) + "  d0: x\n",
        "1 M041",
    ),
    "rules_that_double": (
        FACTS + "definitions:\n  d0: x\n"
        + "".join(f"  d{n}: {{any: [d{n - 1}, {{all: [d{n - 1}, y]}}]}}\n" for n in range(1, 28)),
        "accepted",
    ),
    "huge_table": (
        FACTS + "amounts:\n  t:\n    table: |\n      | n | → r |\n"
        + "".join(f"      | {n} | {n}円 |\n" for n in range(5_000))
        + "      | その他 | 0円 |\n",
        "accepted",
    ),
    "endless_range_of_places": (
        HEAD + "outline:\n  第1条: {title: a, has: [第1号〜第99999999号], encoded: later, why: x}\n",
        "1 I001",
    ),
    "many_vocabularies": (
        HEAD + "uses: [" + ", ".join(f"w{n}" for n in range(5_000)) + "]\n", "500 M037",
    ),
    "dossier_of_many_unknowns": (
        "schemeengine: 1\ndossier: d\n" + "".join(f"k{n}: v\n" for n in range(20_000)), "500 S005",
    ),
    "dossier_of_unknown_facts": (
        "schemeengine: 1\ndossier: d\nas_of: 2024-06-01\nfacts:\n"
        + "".join(f"  fact{n}: v\n" for n in range(10_000))
        + "answers:\n" + "".join(f"  answer{n}: yes\n" for n in range(10_000)),
        "500 D001",
    ),
    "dossier_of_many_members": (
        "schemeengine: 1\ndossier: d\nas_of: 2024-06-01\nfacts:\n  goals:\n"
        + "".join(f"    - {{id: g{n}, sdgs: [99], wish: x}}\n" for n in range(6_000)),
        "500 D002 D009",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_ends_in_time(name: str, tmp_path: Path) -> None:
    text, wanted = CASES[name]
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(seconds=SECONDS, bytes=BYTES), str(path)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=10 * SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.strip() == wanted
