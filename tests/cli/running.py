"""Runs the real command, as a person would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """``schemeengine ARGUMENTS`` in a process of its own, in Japanese unless told otherwise."""
    env = {k: v for k, v in os.environ.items() if k not in ("SCHEMEENGINE_LANG", "NO_COLOR")}
    paths = [str(ROOT / "src"), env.get("PYTHONPATH", "")]
    env |= {"PYTHONPATH": os.pathsep.join(p for p in paths if p), **environment}
    done = subprocess.run(
        [sys.executable, "-m", "schemeengine", *arguments],
        cwd=cwd, env=env, input=stdin.encode(), capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def dossier(name: str) -> str:
    return f"examples/{name}/dossier.yaml"
