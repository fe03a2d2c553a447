"""The shared catalogues: shape, counts, ids, codes and units.

Reads the files with plain ruamel.yaml, so that a fault of our own loader cannot hide a fault of
the data.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.tokens import AliasToken, AnchorToken, TagToken

CATALOGUES = Path(__file__).resolve().parents[2] / "schemes" / "catalogues"
COUNTS = {"city_visions": 5, "excluded_kinds": 14, "impact_indicators": 31, "sdgs_goals": 17, "sme_limits": 8}
HEAD = ["schemeengine", "catalogue", "title", "title_en", "source", "edition", "fields", "entries"]
UNITS = frozenset({"分", "m2", "人", "戸", "社", "円", "件", "回", "%"})
TYPES = frozenset({"text", "code", "yen", "count"})

Mapping = dict[str, object]


def mapping(value: object) -> Mapping:
    """The mapping, with its keys proved to be text (a bare `1:` would be a number)."""
    assert isinstance(value, dict)
    assert all(isinstance(key, str) for key in value), f"unquoted id in {list(value)}"
    return value


def parse(text: str) -> Mapping:
    return mapping(YAML(typ="safe", pure=True).load(text))


def read(name: str) -> str:
    return (CATALOGUES / f"{name}.yaml").read_text(encoding="utf-8")


def entries(name: str) -> dict[str, Mapping]:
    return {key: mapping(entry) for key, entry in mapping(parse(read(name))["entries"]).items()}


def fields(name: str) -> dict[str, Mapping]:
    return {key: mapping(field) for key, field in mapping(parse(read(name))["fields"]).items()}


def scalars(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in scalars(part)]
    assert not isinstance(value, list), "catalogues hold no lists"
    return [value]


def test_every_file_is_accounted_for() -> None:
    assert {path.stem for path in CATALOGUES.glob("*.yaml")} == set(COUNTS)


def test_a_repeated_id_would_be_noticed() -> None:
    with pytest.raises(DuplicateKeyError):
        parse('entries: {"1": {label: a}, "1": {label: b}}')


@pytest.mark.parametrize("name", COUNTS)
class TestEveryCatalogue:
    def test_head(self, name: str) -> None:
        document = parse(read(name))
        assert list(document) == HEAD
        assert document["schemeengine"] == 1
        assert document["catalogue"] == name

    def test_count(self, name: str) -> None:
        assert len(entries(name)) == COUNTS[name]

    def test_plain_yaml(self, name: str) -> None:
        text = read(name)
        assert "\t" not in text
        assert text.endswith("\n")
        assert all(len(line) <= 160 for line in text.splitlines())
        tokens = YAML(pure=True).scan(text)
        assert not [t for t in tokens if isinstance(t, AnchorToken | AliasToken | TagToken)]

    def test_no_empty_value(self, name: str) -> None:
        for leaf in scalars(parse(read(name))):
            # A bool or a float here is a word that YAML misread: no, 11.7, 1e3.
            assert isinstance(leaf, str | int)
            assert not isinstance(leaf, bool)
            assert str(leaf).strip() == str(leaf) != ""

    def test_fields_are_declared(self, name: str) -> None:
        declared = fields(name)
        for field in declared.values():
            assert field["type"] in TYPES
            assert field["label"]
            assert (field["type"] == "code") == ("choices" in field or "classification" in field)
        used = {key for entry in entries(name).values() for key in entry}
        assert used == set(declared)
        assert all("label" in entry for entry in entries(name).values())

    def test_codes_are_known(self, name: str) -> None:
        for key, field in fields(name).items():
            if field["type"] != "code":
                continue
            if "choices" in field:
                known = set(mapping(field["choices"]))
            else:
                known = set(entries(str(field["classification"])))
            for entry in entries(name).values():
                assert key not in entry or str(entry[key]) in known

    def test_text_fields_hold_text(self, name: str) -> None:
        declared = fields(name)
        for entry in entries(name).values():
            for key, value in entry.items():
                assert declared[key]["type"] == "code" or isinstance(value, str)


def test_sme_limits_are_those_of_the_act_and_the_orders() -> None:
    """Basic Act art. 2 (1) and (5); rubber, software and inns by cabinet order."""
    found = {
        n: (e["capital"], e["employees"], e["small_employees"]) for n, e in entries("sme_limits").items()
    }
    assert found == {
        "manufacturing_etc": ("3億円", "300人", "20人"),
        "rubber": ("3億円", "900人", "20人"),
        "wholesale": ("1億円", "100人", "5人"),
        "service": ("5,000万円", "100人", "5人"),
        "software": ("3億円", "300人", "5人"),
        "hotel": ("5,000万円", "200人", "5人"),
        "entertainment": ("5,000万円", "100人", "5人"),
        "retail": ("5,000万円", "50人", "5人"),
    }


def test_goals_are_numbered_in_order() -> None:
    assert list(entries("sdgs_goals")) == [str(n) for n in range(1, 18)]


def test_visions_are_cited_in_order() -> None:
    cites = [entry["cite"] for entry in entries("city_visions").values()]
    assert cites == [f"概要2注2({n})" for n in range(1, 6)]


def test_excluded_kinds_follow_the_annex() -> None:
    kinds = entries("excluded_kinds")
    assert [kind["kita_ku"] for kind in kinds.values()] == [f"別表第{n}号" for n in range(1, 15)]
    assert {key for key, kind in kinds.items() if "law" in kind} == {
        "antisocial",
        "adult_entertainment",
        "insolvent",
    }
    assert {key for key, kind in kinds.items() if kind["nature"] == "appraisal"} == {
        "antisocial",
        "harms_youth",
        "against_morals",
    }


def test_indicator_numbers() -> None:
    legible = [*range(1, 26), 174, 175, 176, 353, 354, 355]
    assert list(entries("impact_indicators")) == [str(n) for n in legible]


def test_units_are_known_and_normalised() -> None:
    without = set()
    for key, entry in entries("impact_indicators").items():
        if "unit" not in entry:
            without.add(key)
            assert entry.get("legible") == "partly"
            continue
        assert entry["unit"] in UNITS
        assert unicodedata.is_normalized("NFKC", str(entry["unit"]))
    assert without == {"174", "176", "355"}


def test_target_belongs_to_its_goal() -> None:
    for entry in entries("impact_indicators").values():
        goal, _, target = str(entry["target"]).partition(".")
        assert goal == str(entry["goal"])
        assert target
