"""Settings shared by all tests: how long the property tests search."""

from __future__ import annotations

import os

from hypothesis import settings

# What one test reads must not be what another kept; tests of keeping name a folder of their own.
os.environ["SCHEMEENGINE_CACHE"] = "off"

# No deadline: the machines that check are slow at times, and slowness is measured elsewhere.
# Under CI the search is repeatable, so that a red run means a changed tree and not bad luck.
settings.register_profile("default", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.register_profile("deep", deadline=None, max_examples=2000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
