"""Curves of growth as a log-log drawing in SVG. Needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.results import Curve


class NoPlot(Exception):
    """matplotlib is not installed."""


def draw(curves: Sequence[Curve], path: Path) -> None:
    """Raises :class:`NoPlot` where matplotlib is missing. The file has no date in it."""
    try:
        import matplotlib
    except ImportError as reason:
        raise NoPlot(str(reason)) from reason
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "growth"
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 5.5))
    for curve, marker in zip(curves, "osD^v*PX", strict=False):
        sizes = [n for n, _ in curve.points]
        micro = [1e6 * s for _, s in curve.points]
        axes.loglog(sizes, micro, marker=marker, label=f"{curve.name} ({curve.slope:.2f})")
    _guide(axes, curves)
    axes.set_xlabel("clauses / dossiers / programmes")
    axes.set_ylabel("microseconds")
    axes.set_title("Growth (in brackets: exponent over the last two decades)")
    axes.grid(True, which="both", alpha=0.25)
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})
    plt.close(figure)
    _tidy(path)


def _guide(axes: object, curves: Sequence[Curve]) -> None:
    """A thin line of slope 1 to compare with."""
    last = max(n for c in curves for n, _ in c.points)
    axes.loglog([1, last], [1, last], "k:", linewidth=1, label="linear")  # type: ignore[attr-defined]


def _tidy(path: Path) -> None:
    """No blanks at the ends of lines, so that the committed file stays quiet."""
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")
