"""Runs the examples written in schemes: small cases with what is expected of them.

Beside a rule: ``{given, assume?, expect, other_readings?}``; for a whole scheme:
``{procedure?, dossier | based_on, change?, remove?, forget?, expect}``.
"""

from schemeengine.examples.result import ExampleResult
from schemeengine.examples.run import run_examples

__all__ = ["ExampleResult", "run_examples"]
