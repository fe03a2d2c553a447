"""Keeping schemes changes nothing but the time: same answers, places, warnings, refusals."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from schemeengine import BadInput, Evaluator, dossier_from_text, load_dossier
from schemeengine.diagnostics import Problems
from schemeengine.ir.scheme import Scheme
from schemeengine.kept.schemes import Bookshelf
from schemeengine.kept.store import Store, usual_store
from schemeengine.pipeline import read_schemes
from schemeengine.render.as_json import output_json
from schemeengine.syntax.files import read_text

ROOT = Path(__file__).parents[2]
SCHEMES = [str(p) for p in sorted((ROOT / "schemes").glob("*.yaml"))]
DOSSIERS = sorted((ROOT / "examples").glob("*/dossier.yaml"))
SMALL = """
schemeengine: 1
scheme: small
title: 試し
outline: {第1条: {title: 対象, encoded: yes}}
facts:
  staff: {type: count, unit: 人, label: 従業員数}
provisions:
  enough: {cite: 第1条, that: staff >= 5}
"""
DOSSIER = "schemeengine: 1\ndossier: d\nas_of: 2024-06-01\nfacts: {staff: 5}\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def read(store: Store | None, *paths: str) -> tuple[Bookshelf, tuple[Scheme, ...], Problems]:
    problems = Problems()
    books = Bookshelf(read_text, store)
    return books, books.schemes(paths, problems), problems


def outcome(evaluator: Evaluator) -> str:
    return evaluator.evaluate(dossier_from_text(DOSSIER)).verdicts[0].outcome


# ------------------------------------------------------------------ the same with and without
def whole(evaluator: Evaluator, path: Path) -> str:
    try:
        result = evaluator.evaluate(load_dossier(str(path)))
    except BadInput as bad:
        return str(bad)
    return output_json([(j.verdict, j.trace()) for j in result.judged], result.diagnostics, "ja")


def test_answers_and_explanations_are_the_same(store: Store) -> None:
    plain = Evaluator(read_schemes(SCHEMES, Problems()))
    for _ in range(2):  # made, then taken up
        books, schemes, _ = read(store, *SCHEMES)
        evaluator = books.evaluator(schemes)
        for path in DOSSIERS:
            assert whole(evaluator, path) == whole(plain, path)


def test_the_places_of_rules_are_the_same(store: Store) -> None:
    def spans(schemes: tuple[Scheme, ...]) -> list[str]:
        return [f"{p.clause.span} {p.clause.span.text}" for s in schemes for p in s.provisions.values()]

    want = spans(read_schemes(SCHEMES, Problems()))
    assert [spans(read(store, *SCHEMES)[1]) for _ in range(2)] == [want, want]


def test_warnings_are_said_again_and_errors_are_never_kept(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(SMALL.replace("試し", "試\ue000し"), encoding="utf-8")
    told = [[str(d.span) for d in read(store, str(file))[2].items] for _ in range(2)]
    assert told[0] == told[1] != []
    file.write_text(SMALL.replace("staff >= 5", "stuff >= 5"), encoding="utf-8")
    wrong = [[d.message("ja") for d in read(store, str(file))[2].items] for _ in range(2)]
    assert wrong[0] == wrong[1] != []


# ------------------------------------------------------------------ when an entry counts
def test_a_second_reading_takes_up_what_the_first_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    books, schemes, _ = read(store, str(file))
    assert outcome(books.evaluator(schemes)) == "eligible"

    def never(*_: object, **__: object) -> None:
        raise AssertionError("read anew")

    monkeypatch.setattr("schemeengine.kept.schemes.read_schemes", never)
    monkeypatch.setattr("schemeengine.network.Network.build", never)
    books, schemes, _ = read(store, str(file))
    assert outcome(books.evaluator(schemes)) == "eligible"


def test_a_changed_file_is_read_anew(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    for bound, want in ((5, "eligible"), (6, "ineligible"), (5, "eligible"), (6, "ineligible")):
        file.write_text(SMALL.replace(">= 5", f">= {bound}"), encoding="utf-8")
        books, schemes, _ = read(store, str(file))
        assert outcome(books.evaluator(schemes)) == want


def test_a_changed_shared_file_is_read_anew(store: Store, tmp_path: Path) -> None:
    scheme = tmp_path / "small.yaml"
    shared = tmp_path / "words.yaml"
    scheme.write_text(
        SMALL.replace("facts:\n  staff: {type: count, unit: 人, label: 従業員数}", "uses: [words]"),
        encoding="utf-8",
    )
    labels = []
    for label in ("社員", "従業員", "社員"):
        shared.write_text(
            f"schemeengine: 1\nvocabulary: words\ntitle: 語\nfacts:\n  staff: {{type: count, unit: 人, label: {label}}}\n",
            encoding="utf-8",
        )
        _, (found,), problems = read(store, str(scheme))
        assert not problems.has_errors
        labels.append(next(i.decl.label for i in found.inputs.values() if i.decl.name == "staff"))
    assert labels == ["社員", "従業員", "社員"]


def test_the_order_of_the_programmes_asked_for_is_kept_apart(store: Store) -> None:
    for _ in range(2):
        books, schemes, _ = read(store, *SCHEMES)
        for wanted in (schemes, schemes[::-1], schemes[:1]):
            assert books.evaluator(wanted).network.schemes == tuple(s.id for s in wanted)


# ------------------------------------------------------------------ spoilt, foreign, shut
def entries(store: Store) -> Iterator[Path]:
    return (p for p in store.folder.iterdir() if p.is_file())


@pytest.mark.parametrize("spoil", [b"", b"x", b"x" * 500, None])
def test_a_spoilt_entry_is_as_if_it_were_not_there(store: Store, tmp_path: Path, spoil: bytes | None) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    for _ in range(3):
        books, schemes, problems = read(store, str(file))
        assert outcome(books.evaluator(schemes)) == "eligible"
        assert not problems.count
        for entry in entries(store):
            data = entry.read_bytes()
            entry.write_bytes(data[: len(data) // 2] if spoil is None else spoil)


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o777])
def test_a_folder_open_to_others_is_not_used(store: Store, mode: int) -> None:
    store.put("a", b"entry")
    assert store.get("a") == b"entry"
    store.folder.chmod(mode)
    store.put("b", b"entry")
    assert store.get("a") is None
    assert not (store.folder / "b").exists()


def test_a_file_open_to_others_or_a_link_is_not_read(store: Store) -> None:
    store.put("a", b"entry")
    assert stat.S_IMODE((store.folder / "a").stat().st_mode) == 0o600
    (store.folder / "linked").symlink_to(store.folder / "a")
    assert store.get("linked") is None
    (store.folder / "a").chmod(0o644)
    assert store.get("a") is None


def test_a_folder_of_another_user_is_not_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("a", b"entry")
    monkeypatch.setattr(os, "getuid", lambda: store.folder.stat().st_uid + 1)
    assert store.get("a") is None


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "kept")
    store.put("a", b"entry")
    assert store.get("a") is None


def test_entries_make_room_for_new_ones(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemeengine.kept.store._MOST", 3)
    for n in range(6):
        store.put(str(n), b"entry")
        os.utime(store.folder / str(n), ns=(n, n))
    assert sorted(p.name for p in entries(store)) == ["3", "4", "5"]


def test_many_at_once(store: Store) -> None:
    plain = Evaluator(read_schemes(SCHEMES[:1], Problems()))
    want = whole(plain, DOSSIERS[0])

    def one(_: int) -> str:
        books, schemes, _ = read(store, *SCHEMES[:1])
        return whole(books.evaluator(schemes), DOSSIERS[0])

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(one, range(8))) == {want}


def test_where_it_is_kept() -> None:
    assert usual_store({"SCHEMEENGINE_CACHE": "off", "HOME": "/users/a"}) is None
    assert usual_store({}) is None
    assert usual_store({"XDG_CACHE_HOME": "relative"}) is None
    assert usual_store({"SCHEMEENGINE_CACHE": "/x/y", "HOME": "/users/a"}) == Store(Path("/x/y"))
    if sys.platform.startswith("linux"):
        assert usual_store({"HOME": "/users/a"}) == Store(Path("/users/a/.cache/schemeengine"))
        assert usual_store({"HOME": "/users/a", "XDG_CACHE_HOME": "/c"}) == Store(Path("/c/schemeengine"))


def test_processes_print_the_same(tmp_path: Path) -> None:
    """Several at once on an empty folder, one on what they kept, one without keeping."""
    command = [sys.executable, "-m", "schemeengine", "evaluate", str(DOSSIERS[0]), "--lang", "ja"]
    keeping = {**os.environ, "SCHEMEENGINE_CACHE": str(tmp_path / "kept"), "PYTHONIOENCODING": "utf-8"}
    together = [subprocess.Popen(command, cwd=ROOT, env=keeping, stdout=subprocess.PIPE) for _ in range(3)]
    found = [p.communicate()[0] for p in together]
    for environment in (keeping, {**keeping, "SCHEMEENGINE_CACHE": "off"}):
        found.append(
            subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout
        )
    assert len(set(found)) == 1
    assert found[0]
