"""Schemes to one shared network of conditions in a fixed order."""

from schemeengine.network.network import Network
from schemeengine.network.roots import Origin

__all__ = ["Network", "Origin"]
