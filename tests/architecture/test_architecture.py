"""What the tree must look like: sizes, names, and the few things that must never appear.

The order of the rooms is checked by import-linter (see pyproject.toml); here is the rest.
"""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "schemeengine"

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60

# "file" or "file::function" (relative to src/schemeengine) -> why it may be longer.
ALLOWED_LONG: dict[str, str] = {
    "diagnostics/codes_files.py": "a table of messages, two languages each",
    "syntax/keywords.py": "a table of words, two languages each",
    "execute/reference.py": "the specification: one short rule an operation, read as a whole",
}

FORBIDDEN_NAMES = {"utils", "helpers", "base", "common", "manager"}
MUTABLE_CALLS = {
    "dict",
    "list",
    "set",
    "bytearray",
    "defaultdict",
    "OrderedDict",
    "Counter",
    "deque",
}
CLOCK_CALLS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "localtime"}
CLOCK_OWNERS = {"datetime", "date", "time"}


@cache
def modules() -> tuple[tuple[str, ast.Module, int], ...]:
    """(path within the package, syntax tree, number of lines) of every source file."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(PACKAGE).as_posix()
        found.append((name, ast.parse(text, filename=name), len(text.splitlines())))
    return tuple(found)


def functions(
    tree: ast.AST, prefix: str = ""
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of a tree with its dotted name, inner ones and methods included."""
    for node in ast.iter_child_nodes(tree):
        name = prefix
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{prefix}{node.name}."
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name.rstrip("."), node
        yield from functions(node, name)


def too_long() -> dict[str, int]:
    """Whatever is over the budget, and by its own count of lines."""
    found = {name: lines for name, _, lines in modules() if lines > MAX_FILE_LINES}
    for name, tree, _ in modules():
        for function, node in functions(tree):
            assert node.end_lineno is not None
            if (lines := node.end_lineno - node.lineno + 1) > MAX_FUNCTION_LINES:
                found[f"{name}::{function}"] = lines
    return found


def calls(tree: ast.AST, name: str) -> Iterator[int]:
    """Lines on which the builtin ``name`` is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node.lineno


def test_there_is_something_to_check() -> None:
    assert len(modules()) > 5


def test_files_and_functions_keep_to_the_budget() -> None:
    assert {k: v for k, v in too_long().items() if k not in ALLOWED_LONG} == {}


def test_the_allow_table_has_reasons_and_nothing_stale() -> None:
    assert [k for k, reason in ALLOWED_LONG.items() if not reason.strip()] == []
    assert sorted(ALLOWED_LONG.keys() - too_long().keys()) == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    parts = {(name, part) for name, _, _ in modules() for part in Path(name).with_suffix("").parts}
    assert sorted(name for name, part in parts if part in FORBIDDEN_NAMES) == []


def test_no_binary_fractions() -> None:
    """Money and ratios are exact: neither a literal like 0.1 nor a call of float."""
    found = [f"{name}:{line}" for name, tree, _ in modules() for line in calls(tree, "float")]
    for name, tree, _ in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
                found.append(f"{name}:{node.lineno}")
    assert found == []


def test_no_clock_outside_the_command_line() -> None:
    """A verdict is a function of what comes in; only the command line may fill in today."""
    found = []
    for name, tree, _ in modules():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in CLOCK_CALLS
                and ast.unparse(node.func.value).rpartition(".")[2] in CLOCK_OWNERS
                and not name.startswith("cli/")
            ):
                found.append(f"{name}:{node.lineno}")
    assert found == []


def is_mutable(value: ast.expr | None) -> bool:
    """Whether an expression plainly makes a new list, dict or set."""
    if isinstance(value, ast.Call):
        called = value.func.attr if isinstance(value.func, ast.Attribute) else value.func
        return (called.id if isinstance(called, ast.Name) else called) in MUTABLE_CALLS
    return isinstance(value, ast.Dict | ast.List | ast.Set | ast.DictComp | ast.ListComp | ast.SetComp)


def module_variables(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """(target, value) of every assignment at module level."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                yield target, statement.value
        elif isinstance(statement, ast.AnnAssign):
            yield statement.target, statement.value


def test_no_mutable_globals() -> None:
    """A constant table in capitals is fine; a module that remembers things between calls is not."""
    found = [
        f"{name}:{target.lineno}"
        for name, tree, _ in modules()
        for target, value in module_variables(tree)
        if isinstance(target, ast.Name)
        and not target.id.isupper()
        and not target.id.startswith("__")
        and is_mutable(value)
    ]
    found += [
        f"{name}:{node.lineno}"
        for name, tree, _ in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_only_the_command_line_prints() -> None:
    assert [
        f"{name}:{line}"
        for name, tree, _ in modules()
        if not name.startswith("cli/")
        for line in calls(tree, "print")
    ] == []


def test_public_names_are_explained() -> None:
    import schemeengine

    public = {name: getattr(schemeengine, name) for name in schemeengine.__all__}
    assert public, "schemeengine.__all__ is empty"
    silent = [
        name
        for name, thing in public.items()
        if inspect.isclass(thing) or inspect.isfunction(thing)
        # A dataclass without a docstring is given its signature as one: that explains nothing.
        if not (thing.__doc__ or "").strip() or (thing.__doc__ or "").startswith(f"{name}(")
    ]
    assert silent == []


# ------------------------------------------------------------------ what may be in no file at all

# Written in pieces, so that this file does not contain what it looks for.
HOME_FOLDERS = "|".join(["ho" + "me", "Us" + "ers", "ro" + "ot", "wo" + "rk", "works" + "pace"])
OTHER_FOLDERS = "|".join(["o" + "pt", "t" + "mp", "m" + "nt", "var/fol" + "ders"])
MACHINE_PATH = re.compile(
    rf"(?<![\w.)}}~>*:/-])/(?:{HOME_FOLDERS}|{OTHER_FOLDERS})/[\w.]" + r"|\b[A-Z]:\\Us" + r"ers\\"
)
HOSTS = [
    "py" + "pi.org",
    "py" + "pi.python.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "yarn" + "pkg.com",
    "proxy." + "golang.org",
    "crates" + ".io",
    "ana" + "conda.org",
    "deb." + "debian.org",
]
REGISTRY_HOST = re.compile("|".join(re.escape(h) for h in HOSTS) + "|fi" + "le:///", re.IGNORECASE)


def committed_files() -> list[Path]:
    """Files that are or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY_HOST], ids=["path", "registry"])
def test_no_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = []
    for path in committed_files():
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if match := pattern.search(line):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {match.group()}")
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (MACHINE_PATH, "see /ho" + "me/taro/x.yaml", True),
        (MACHINE_PATH, '"/wo' + 'rk/main"', True),
        (MACHINE_PATH, "C:\\Us" + "ers\\taro", True),
        (MACHINE_PATH, "#!/usr/bin/env bash", False),
        (MACHINE_PATH, "src/wo" + "rk/main", False),
        (MACHINE_PATH, "https://example.lg.jp/ho" + "me/x.html", False),
        (REGISTRY_HOST, "https://py" + "pi.org/simple", True),
        (REGISTRY_HOST, "https://example.lg.jp/", False),
    ],
)
def test_the_patterns_find_what_they_should(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert bool(pattern.search(text)) is found


# ----------------------------------------------------------------------------------- diagnostics


def test_every_diagnostic_is_bilingual_and_has_a_page() -> None:
    from schemeengine.diagnostics.catalogue import CODES

    codes = tuple(CODES.values()) if isinstance(CODES, Mapping) else tuple(CODES)
    assert codes
    assert [id_ for id_, n in Counter(code.id for code in codes).items() if n > 1] == []
    texts = ("ja", "en", "help_ja", "help_en")
    assert [(c.id, t) for c in codes for t in texts if not getattr(c, t).strip()] == []
    pages = {path.stem for path in (ROOT / "docs" / "diagnostics").glob("*.md")}
    ids = {code.id for code in codes}
    assert sorted(ids - pages) == [], "codes without a page"
    assert sorted(pages - ids - {"README", "index"}) == [], "pages without a code"
