"""Drafts: valid from the start, never in place of a file."""

import json

import jsonschema
import numpy as np
import pytest
from ruamel.yaml import YAML

from mirror_abm.base.errors import InputError
from mirror_abm.field.draft import new, scientific
from mirror_abm.field.inspection import inspect
from mirror_abm.profile.citations import entries
from mirror_abm.profile.species import load_species

from .authors import GOOD, RATE, profiles


@pytest.mark.parametrize("like", [None, "macaca_mulatta", "octopus_vulgaris"])
def test_a_draft_validates_and_says_what_is_left_to_do(like, tmp_path):
    file, bib, schema = new("Corvus corax", like, tmp_path)
    found = inspect(file)
    assert found.faults == []
    profile = found.profile
    assert (profile.name, profile.taxon.scientific, profile.status, profile.blinded) == (
        "corvus_corax",
        "Corvus corax",
        "provisional",
        False,
    )
    assert {item.how for item in profile.quantities().values()} == {"guess"}
    assert all(item.reason.startswith("replace:") for item in profile.quantities().values())
    assert sum("still to be replaced: say how" in warning for warning in found.warnings) == len(
        profile.quantities()
    )
    for place in ("stage = ", "taxon.vernacular = "):
        assert sum(place in warning for warning in found.warnings) == 1
    text = file.read_text()
    assert text.startswith("# yaml-language-server: $schema=profile.schema.json\n# Corvus corax.")
    assert text.count("#") > 15
    jsonschema.validate(YAML(typ="safe", pure=True).load(text), json.loads(schema.read_text()))
    assert entries(bib.read_text()) == {}
    assert max(len(line) for line in text.splitlines() if "#" in line) <= 140
    if like:
        theirs = load_species(like).quantities()
        assert {name: item.value for name, item in profile.quantities().items()} == {
            n: q.value for n, q in theirs.items()
        }
    else:
        values = [
            each.quantities()[RATE].value
            for each in profiles().values()
            if RATE in each.quantities()
        ]
        assert profile.quantities()[RATE].value == pytest.approx(np.median(values), rel=0.01)


def test_a_draft_never_overwrites_and_needs_a_name(tmp_path):
    file, bib, _ = new("corvus_corax", None, tmp_path)
    before = file.read_text()
    bib.write_text("% mine\n")
    with pytest.raises(InputError, match=r"exists: it is not overwritten"):
        new("Corvus Corax", None, tmp_path)
    assert file.read_text() == before
    assert new("Corvus corone", None, tmp_path) == [tmp_path / "corvus_corone.yaml"]
    assert bib.read_text() == "% mine\n"
    assert scientific("corvus_corax_sinuatus") == "Corvus corax sinuatus"
    for name in (
        "corvus",
        "",
        "a b c d",
        "../x y",
        "corvus corax!",
        "x" * 50 + " " + "y" * 50,
        "3 4",
    ):
        with pytest.raises(InputError, match="must be a genus and a species"):
            new(name, None, tmp_path)
    with pytest.raises(InputError, match="Did you mean macaca_mulatta"):
        new("Aus bus", "macaca_mulata", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "corvus_corax.yaml",
        "corvus_corone.yaml",
        "profile.schema.json",
        "references.bib",
    ]


def test_a_kea_drafted_like_a_zebra_finch_is_no_passerine_unmarked(tmp_path):
    file, *_ = new("Nestor notabilis", "taeniopygia_guttata", tmp_path)
    mark = "# from taeniopygia_guttata: check"
    lines = file.read_text().splitlines()
    for key in (
        *("taxonomic_class", "order", "family", "context", "active_hours", "maturity", "lifespan"),
        *("senses", "vocal_class", "size", "layout", "unit_size", "audible_rate", "visible_share"),
        *("being_imitated", "mirrors", "self_observation", "rate", "acts", "sound"),
        "watching_others",
    ):
        (line,) = [
            each for each in lines if each.strip().startswith(f"{key}: ") and each.strip() != key
        ]
        assert line.endswith(mark), line
    assert f"  {mark} every act, effector and share" in lines
    for own in ("name: ", "  scientific: ", "status: ", "stage: "):
        (line,) = [each for each in lines if each.startswith(own)]
        assert mark not in line
    assert not any(line.strip().startswith("ncbi") for line in lines)
    found = inspect(file)
    (told,) = [each for each in found.warnings if "delete the remark" in each]
    assert f"still {sum(mark in line for line in lines)} lines say so" in told
    assert found.faults == []


def test_an_observed_network_is_of_those_animals_and_no_others(tmp_path):
    (tmp_path / "net.csv").write_text("source,target\na,b\nb,c\nc,a\n")
    text = GOOD.read_text()
    old = text[text.index("  size: {value: 12") : text.index("acts:")]
    lines = old.replace("value: 12, low: 6, high: 20", "value: 3, low: 3, high: 3")
    lines = lines.replace("layout: partition", "layout: observed\n  network: net.csv")
    (tmp_path / "corvus_exemplum.yaml").write_text(text.replace(old, lines))
    file, *_ = new("Corvus corax", str(tmp_path / "corvus_exemplum.yaml"), tmp_path)
    assert "network" not in file.read_text()
    assert inspect(file).profile.group.layout == "complete"
