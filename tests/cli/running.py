"""Runs the command, in this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemeengine.cli.app import run as run_command

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/dossier.yaml"))


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


def run(*arguments: str, cwd: Path = ROOT, stdin: str = "", **environment: str) -> Run:
    """``schemeengine ARGUMENTS``, in Japanese unless told otherwise; in this process, to be quick."""
    out, err = _Stream(), _Stream()
    kept = sys.stdout, sys.stderr, sys.stdin, Path.cwd(), dict(os.environ)
    sys.stdout, sys.stderr, sys.stdin = out, err, io.TextIOWrapper(io.BytesIO(stdin.encode()))
    os.environ.pop("SCHEMEENGINE_LANG", None)
    os.environ.update(environment)
    os.chdir(cwd)
    try:
        code = run_command(arguments)
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept[:3]
        os.chdir(kept[3])
        os.environ.clear()
        os.environ.update(kept[4])
    return Run(code, out.text, err.text)


def process(*arguments: str, cwd: Path = ROOT, stdin: str = "", **environment: str) -> Run:
    """The same in a process of its own, as a person runs it."""
    env = {k: v for k, v in os.environ.items() if k not in ("SCHEMEENGINE_LANG", "NO_COLOR")}
    paths = [str(ROOT / "src"), env.get("PYTHONPATH", "")]
    env |= {"PYTHONPATH": os.pathsep.join(p for p in paths if p), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "schemeengine", *arguments],
        cwd=cwd, env=env, input=stdin.encode(), capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


class _Stream(io.TextIOWrapper):
    """A stream that may be given another encoding, as the command does."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    @property
    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


def dossier(name: str) -> str:
    return f"examples/{name}/dossier.yaml"
