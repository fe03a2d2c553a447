"""The command line: arguments, files, exit codes."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command given by the arguments of the process, and end it with its exit code."""
    gc.set_threshold(100_000, 20, 20)  # a command is over before garbage in cycles amounts to much

    try:
        from schemeengine.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while modules are being read, too
        code = 130
    sys.exit(code)
