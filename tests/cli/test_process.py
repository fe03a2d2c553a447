"""The command as a process: exit codes, streams and encodings as a shell sees them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.running import ROOT, dossier, process

KITA = ("--scheme", "kita_ku")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("evaluate", dossier("kita_excluded"), *KITA), 0),
        (("evaluate", dossier("kita_excluded"), *KITA, "--exit-code"), 1),
        (("evaluate", dossier("kita_sound_company"), *KITA, "--exit-code"), 0),
        (("evaluate", "nothing.yaml", *KITA), 2),
        (("evaluate", dossier("kita_excluded"), "--scheme", "kita_kuu"), 2),
        (("evalute",), 2),
        (("--help",), 0),
        ((), 0),
        (("check", "schemes/kita_ku.yaml"), 0),
        (("outline", "kitakyushu", "--format", "json"), 0),
        (("version",), 0),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int) -> None:
    found = process(*arguments)
    assert found.code == code, found.err
    assert bool(found.out) is (code != 2)
    assert bool(found.err) is (code == 2)
    assert "Traceback" not in found.err


def test_bad_input_as_json_goes_to_standard_error(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("schemeengine: 1\ndossier: [x\n", encoding="utf-8")
    found = process("evaluate", str(tmp_path / "d.yaml"), *KITA, "--format", "json")
    assert (found.code, found.out) == (2, "")
    assert json.loads(found.err)["diagnostics"][0]["severity"] == "error"


def test_standard_input() -> None:
    text = (ROOT / dossier("kita_excluded")).read_text(encoding="utf-8")
    found = process("evaluate", "-", *KITA, stdin=text)
    assert found.code == 0
    assert "不適合" in found.out


def test_japanese_is_printed_whatever_the_locale() -> None:
    found = process("evaluate", dossier("kita_excluded"), *KITA, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert found.code == 0
    assert "判定：不適合" in found.out
    assert "\x1b" not in found.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_in_one_line() -> None:
    arguments = [sys.executable, "-m", "schemeengine", "evaluate", dossier("kita_excluded"), *KITA]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SCHEMEENGINE_LANG": "en"}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            arguments, cwd=ROOT, env=env, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120
        )
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "Traceback" not in said
    assert "error: the result cannot be written" in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_device_is_written_to_and_never_replaced() -> None:
    found = process("evaluate", dossier("kita_excluded"), *KITA, "--output", "/dev/full")
    assert (found.code, found.out) == (2, "")
    assert "/dev/full" in found.err
    assert Path("/dev/full").is_char_device()
    shown = process("evaluate", dossier("kita_excluded"), *KITA, "--output", "/dev/stdout")
    assert shown.code == 0
    assert "判定：不適合" in shown.out


def test_a_link_goes_on_pointing_where_it_did(tmp_path: Path) -> None:
    link, target = tmp_path / "link.txt", tmp_path / "target.txt"
    target.write_text("old")
    link.symlink_to(target)
    assert process("evaluate", dossier("kita_excluded"), *KITA, "--output", str(link)).code == 0
    assert link.is_symlink()
    assert "判定：不適合" in target.read_text(encoding="utf-8")


def _interruptible() -> None:
    """What a shell starts in the background ignores interruptions, and so does all it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_an_interrupted_command_says_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [
        sys.executable,
        "-m",
        "schemeengine",
        "evaluate",
        "-",
        *KITA,
        "--output",
        str(tmp_path / "x.txt"),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=_interruptible,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        # It waits for the end of the dossier: by the time a pipe's worth is taken it reads.
        running.stdin.write(b"# x\n" * 100_000)
        running.stdin.flush()
        deadline = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < deadline:  # one may come between two reads
            running.send_signal(signal.SIGINT)
            time.sleep(1 / 4)
        assert running.returncode in (130, -signal.SIGINT)  # the shell says 130 of either
        assert running.stdout is not None
        assert running.stderr is not None
        assert (running.stdout.read(), running.stderr.read()) == (b"", b"")
    assert not list(tmp_path.iterdir())


def test_a_reader_that_stops_early_is_no_error() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "schemeengine", "evaluate", dossier("sdgx_joint"), "-f", "json"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        err = running.stderr.read().decode("utf-8")
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
