"""Every command on damaged files: a result or a message, never a traceback, never half a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from tests.bad_input.damage import DOUBTFUL, HOPELESS, HOPELESS_YAML, PLACES
from tests.bad_input.small_world import COMMANDS, WITHOUT_OUTPUT, World, small_world
from tests.bad_input.test_mutations import in_time
from tests.cli.running import run

#: Files that are texts of another kind: what is hopeless as YAML may be a sound one of these.
_OTHER_KINDS = (".txt", ".jinja", ".dmn")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return small_world(tmp_path_factory.mktemp("bad") / "world")


def survives(world: World, command: str, *, hopeless: bool, lang: str) -> None:
    """Run the command on the world as it is now."""
    out = world.path("out.txt")
    out.unlink(missing_ok=True)
    arguments = [*COMMANDS[command][1], "--lang", lang]
    if command not in WITHOUT_OUTPUT:
        arguments += ["--output", "out.txt"]
    with in_time():
        found = run(command.split()[0], *arguments, cwd=world.folder)
    assert "Traceback" not in found.err
    if command not in WITHOUT_OUTPUT:
        assert out.exists() is (found.code in (0, 1)), found.err
    assert found.code in ((2,) if hopeless else (0, 1, 2)), found.out
    if found.code == 2:
        said = found.err or found.out  # check prints what it finds
        assert ("誤り" if lang == "ja" else "error") in said
        assert found.out == "" or command in WITHOUT_OUTPUT
    assert sorted(p.name for p in world.folder.iterdir() if p.name.startswith(".")) == []


def cases() -> Iterator[tuple[str, str, bool]]:
    """Command, damage, whether no answer is possible."""
    for command, (file, _) in COMMANDS.items():
        other = file.endswith(_OTHER_KINDS)
        yield from ((command, damage, not file.endswith((".txt", ".jinja"))) for damage in HOPELESS)
        json = file.endswith(".json")  # where blanks of any kind say nothing
        for damage in HOPELESS_YAML:
            yield command, damage, not other and not (json and damage in ("tabs", "old line ends"))
        yield from ((command, damage, False) for damage in DOUBTFUL)


CASES = tuple(cases())
#: A part that meets every damage and every command; all cases are for `make test-deep`.
SLICE = CASES[::23]


def on_damaged(world: World, command: str, damage: str, hopeless: bool, lang: str) -> None:
    path = world.path(COMMANDS[command][0])
    sound = path.read_bytes()
    path.write_bytes({**HOPELESS, **HOPELESS_YAML, **DOUBTFUL}[damage](sound))
    try:
        survives(world, command, hopeless=hopeless, lang=lang)
    finally:
        path.write_bytes(sound)


@pytest.mark.parametrize(("command", "damage", "hopeless"), SLICE)
def test_a_damaged_file(world: World, command: str, damage: str, hopeless: bool) -> None:
    on_damaged(world, command, damage, hopeless, "ja")


@pytest.mark.deep
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("command", "damage", "hopeless"), CASES)
def test_every_damaged_file(world: World, command: str, damage: str, hopeless: bool, lang: str) -> None:
    on_damaged(world, command, damage, hopeless, lang)


@pytest.mark.parametrize(("command", "place"), list(zip(COMMANDS, cycle(PLACES), strict=False)))
def test_a_file_that_is_no_file(tmp_path: Path, command: str, place: str) -> None:
    on_no_file(tmp_path, command, place)


@pytest.mark.deep
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("place", PLACES)
def test_every_file_that_is_no_file(tmp_path: Path, command: str, place: str) -> None:
    on_no_file(tmp_path, command, place)


def on_no_file(tmp_path: Path, command: str, place: str) -> None:
    world = small_world(tmp_path / "world")
    PLACES[place](world.path(COMMANDS[command][0]))
    # A folder is checked file by file; of a template that is not there the shipped one is taken.
    harmless = {("check", "a folder"), ("check dossier", "a folder"), ("letter template", "missing")}
    survives(world, command, hopeless=(command, place) not in harmless, lang="ja")


def test_the_world_is_sound(world: World) -> None:
    for command, (_, arguments) in COMMANDS.items():
        found = run(command.split()[0], *arguments, cwd=world.folder)
        assert found.code == 0, (command, found.err)


def test_the_part_tried_meets_every_command_and_every_damage() -> None:
    assert {c for c, _, _ in SLICE} == set(COMMANDS)
    assert {d for _, d, _ in SLICE} == {d for _, d, _ in CASES}
