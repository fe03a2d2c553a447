"""The pages in a real browser: on a phone and a desk, light and dark, for keyboards and screen readers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from tests.cli.running import run

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser (Chromium) on this machine")

PAGES = {
    "evaluate": ("evaluate", "examples/kita_just_below_70/dossier.yaml"),
    "portfolio": ("portfolio", "examples/kita_sound_company/dossier.yaml"),
    "status": ("status", "examples/kita_life_revoked/dossier.yaml"),
    "letter": ("letter", "refused", "examples/kita_excluded/dossier.yaml"),
    "publish": ("publish", "kita_ku", "--as-of", "2024-06-30"),
}
#: Asked inside the page. Contrast by the formula of WCAG 2 between each text and what is behind it.
PROBE = r"""
const lum = c => { const v = c.match(/[\d.]+/g).slice(0, 3).map(x => x / 255)
    .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
const behind = e => { for (; e; e = e.parentElement) { const b = getComputedStyle(e).backgroundColor;
  if (!/, 0\)$/.test(b)) return b; } return "rgb(255, 255, 255)"; };
let worst = 99;
for (const e of document.querySelectorAll("main *")) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
  const [a, b] = [lum(getComputedStyle(e).color), lum(behind(e))].sort((x, y) => y - x);
  worst = Math.min(worst, (a + 0.05) / (b + 0.05));
}
const out = {
  lang: document.documentElement.lang, mode: document.compatMode, worst: worst,
  wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  levels: [...document.querySelectorAll("h1, h2, h3")].map(h => +h.tagName[1]),
  bare: [...document.querySelectorAll("th")].filter(h => !h.scope).length,
  empty: [...document.querySelectorAll("th, h1, h2, h3")].filter(h => !h.textContent.trim()).length,
  mains: document.querySelectorAll("main").length,
  dark: lum(getComputedStyle(document.body).backgroundColor) < 0.2,
  loaded: performance.getEntriesByType("resource").length,
  outside: document.querySelectorAll("[src], link, iframe, a[href^=http], form").length,
};
"""


def seen(html: str, folder: Path, width: int, dark: bool) -> dict[str, object]:
    """What the browser finds on a page of that width."""
    probe = f"<script>{PROBE} document.title = JSON.stringify(out);</script></body>"
    (folder / "page.html").write_text(html.replace("</body>", probe), encoding="utf-8")
    assert BROWSER is not None
    done = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900", "--dump-dom",
         f"--user-data-dir={folder}/profile", f"--blink-settings=preferredColorScheme={0 if dark else 1}",
         f"file://{folder}/page.html"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    told = re.search(r"<title>(.*?)</title>", done.stdout, re.S)
    assert told is not None, done.stderr
    found = json.loads(unescape(told[1]))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_made(name: str, tmp_path: Path) -> None:
    for lang, width, dark in (("ja", 500, False), ("en", 1200, True)):  # narrower windows it cannot make
        made = run(*PAGES[name], "--format", "html", "--lang", lang)
        assert made.code == 0, made.err
        found = seen(made.out, tmp_path, width, dark)
        assert found["lang"] == lang
        assert found["dark"] is dark
        assert found["mode"] == "CSS1Compat"  # no quirks
        assert (found["mains"], found["bare"], found["empty"]) == (1, 0, 0)
        assert (found["loaded"], found["outside"]) == (0, 0)  # nothing comes from elsewhere
        assert found["wider"] == 0, "the page scrolls sideways"
        assert float(str(found["worst"])) >= 4.5  # WCAG AA
        levels = found["levels"]
        assert isinstance(levels, list)
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(levels)), levels
