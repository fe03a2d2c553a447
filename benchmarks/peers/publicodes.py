"""publicodes: a node process that is kept, times its own loop, and answers a line for a line."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.peers.peer import NotInstalled, Peer
from benchmarks.plain import Answer
from benchmarks.workload.dossiers import Facts, flat

HERE = Path(__file__).parent
MODULE = HERE.parent / "node_modules" / "publicodes" / "package.json"


class Node:
    """The process. Not shared between threads."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / "publicodes.mjs")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def ask(self, **request: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"publicodes ended on {request['do']}")
        return json.loads(line)

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(10)


def build(facts: list[Facts]) -> Peer:
    """``facts`` are the dossiers it will be timed on: they are handed over beforehand."""
    if shutil.which("node") is None:
        raise NotInstalled("node")
    if not MODULE.exists():
        raise NotInstalled("publicodes (npm ci --prefix benchmarks)")
    node = Node()
    node.ask(do="load", cases=[flat(f) for f in facts])
    answers = iter(node.ask(do="answers"))

    def answer(found: Any) -> Answer:
        *truths, grant = found
        return (*(v is True for v in truths), int(grant))  # type: ignore[return-value]

    return Peer(
        "publicodes", json.loads(MODULE.read_text())["version"], prepare=lambda f: f,
        decide=lambda _: None, explain=lambda _: next(answers), answer=answer, dossiers=len(facts),
        timed={form: partial(node.ask, do="time", form=form) for form in ("decide", "explain")},
        close=node.close,
        note="in node, timed inside its own process; counts over lists are precomputed; it always "
        "keeps its trace; it rounds to the nearest only, so half a thousand is taken away first",
    )  # fmt: skip
