"""The text of an ordinance, guideline or web page, when an officer supplies it as a plain file.

Its places are recognised by their headings, so that a citation finds its words; hashes notice
changes. The words are shown where they are asked for and stored nowhere.
"""

from schemeengine.instrument.changes import check_citations, fingerprints
from schemeengine.instrument.finding import find
from schemeengine.instrument.place import Instrument, Passage, Place, fingerprint
from schemeengine.instrument.reading import read_instrument

__all__ = [
    "Instrument",
    "Passage",
    "Place",
    "check_citations",
    "find",
    "fingerprint",
    "fingerprints",
    "read_instrument",
]
