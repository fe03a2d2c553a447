"""The command line: arguments, files, exit codes."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command given by the arguments of the process, and end it with its exit code."""
    from schemeengine.cli.app import run

    sys.exit(run(sys.argv[1:]))
