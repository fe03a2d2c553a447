"""Whole processes: one ``schemeengine evaluate`` against importing its three largest libraries."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from benchmarks.results import Findings, Goal, Line
from benchmarks.timing import Spread

ROOT = Path(__file__).resolve().parents[1]
TABLE = "Cold start"
PYTHON = sys.executable
#: Without ``--scheme`` every programme of the folder schemes is loaded and judged.
EVALUATE = (PYTHON, "-m", "schemeengine", "evaluate", "examples/kita_sound_company/dossier.yaml")
LIBRARIES = (PYTHON, "-c", "import pydantic, ruamel.yaml, typer")
NOTHING = (PYTHON, "-c", "pass")
#: What is run, and whether what earlier runs kept may be used.
COMMANDS = {
    "schemeengine evaluate, three schemes": (EVALUATE, True),
    "importing pydantic, ruamel.yaml and typer": (LIBRARIES, True),
    "python alone": (NOTHING, True),
    "schemeengine evaluate, nothing kept": (EVALUATE, False),
}


def measure(rounds: int) -> Findings:
    """Raises CalledProcessError if a command fails."""
    found = Findings()
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with TemporaryDirectory() as compiled, TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for name, (command, may_keep) in COMMANDS.items():
                took = _whole(command, compiled, folder if may_keep else "off")
                if number:  # the first round fills the disk's, the compiled files' and our own cache
                    seconds[name].append(took)
    ours, theirs, *_ = seconds.values()
    ratio = Spread.of([a / b for a, b in zip(ours, theirs, strict=True)])
    found.goals.append(Goal("cold schemeengine evaluate, against importing its libraries", ratio, 2.5, "<="))
    found.lines += [Line(TABLE, name, Spread.of(took)) for name, took in seconds.items()]
    return found


def _whole(command: Sequence[str], compiled: str, kept: str) -> float:
    """Processor seconds of one process, with the compiled files an installed package has."""
    path = os.pathsep.join(p for p in (str(ROOT / "src"), os.environ.get("PYTHONPATH", "")) if p)
    environment = {
        **os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONPYCACHEPREFIX": compiled,
        "SCHEMEENGINE_CACHE": kept,
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
