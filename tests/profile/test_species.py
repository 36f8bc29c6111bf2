"""The library of species: what every profile must hold, and what is shipped."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from matplotlib.text import Text

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.base.files import read_yaml
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.places import without_places
from mirror_abm.base.shelf import figures
from mirror_abm.experience.supply import resolve, values
from mirror_abm.field.plausibility import contradictions
from mirror_abm.profile.citations import references
from mirror_abm.profile.inheritance import variant_schema
from mirror_abm.profile.species import faults, schema
from mirror_abm.report.picture import picture
from mirror_abm.simulation import plan, species_given
from mirror_abm.simulation.plan import make_plan
from tests.profile.library import PROFILES, SKETCHES, SPECIES, VARIANTS


def test_the_library_is_one_profile_a_taxon_and_its_variants(monkeypatch):
    assert len(SPECIES) == 38
    assert len(VARIANTS) >= 6
    assert len({PROFILES[name].taxon.scientific for name in (*SPECIES, *SKETCHES)}) == 38 + 6
    assert not set(SPECIES) & set(VARIANTS)
    assert {PROFILES[name].inherits for name in (*SPECIES, *SKETCHES)} == {None}
    assert {PROFILES[name].status for name in SKETCHES} == {"sketch"}
    assert "sketch" not in {PROFILES[name].status for name in SPECIES + VARIANTS}
    assert {PROFILES[name].inherits for name in VARIANTS} <= set(SPECIES)
    # as they are read, once
    monkeypatch.setattr(species_given, "load_species", PROFILES.__getitem__)
    assert plan.make_plan().species == SPECIES


@pytest.mark.parametrize("name", [*SPECIES, *SKETCHES])
def test_each_profile_is_named_after_its_taxon_and_has_a_panel_to_record(name):
    profile = PROFILES[name]
    assert profile.name == name == profile.taxon.scientific.lower().replace(" ", "_")
    assert profile.taxon.order
    assert profile.taxon.family
    assert 8 <= len(profile.actions) <= 12
    kinds = [action.kind for action in profile.actions]
    assert "visible" in kinds and "opaque" in kinds
    assert len({action.effector for action in profile.actions}) >= 3
    assert (
        profile.status in ("provisional", "sketch")
        or (Path(__file__).parents[1] / "readings" / f"{name}.yaml").is_file()
    )


@pytest.mark.parametrize("name", [*SPECIES, *SKETCHES, *VARIANTS])
def test_what_anatomy_rules_out_has_no_action_and_no_rate(name):
    profile = PROFILES[name]
    heard = [action for action in profile.actions if action.audible]
    assert (profile.vocal_class == "silent") == (not heard) == (profile.acts.audible_rate.high == 0)
    if not heard:
        assert profile.experience.sound.rate.high == 0


@pytest.mark.parametrize("name", [*SPECIES, *SKETCHES, *VARIANTS])
def test_every_number_has_a_range_a_source_and_a_reason_that_fit(name):
    cited = references()
    for dotted, item in PROFILES[name].quantities().items():
        assert item.source in cited, dotted
        assert len(item.reason) > 10, dotted
        if "no source named" in item.reason or re.search(
            r"\ba guess\b", item.reason, re.IGNORECASE
        ):
            assert item.how == "guess", dotted
        if dotted.startswith("experience.") and ".stage." not in dotted and item.high > 0:
            assert item.low < item.value < item.high, dotted
        assert (item.source, item.how) != ("captive_variants_2026", "measured"), dotted


def test_no_assumed_constant_is_hidden_in_a_profile():
    """What no source gives for any species has one range for all: it is no key of a profile."""
    assert not {"latency", "fidelity", "tempo", "coherence", "participation", "gaze"} & set(
        re.findall(
            r"(\w+):",
            "".join(
                (LIBRARY / f"{name}.yaml").read_text() for name in (*SPECIES, *SKETCHES, *VARIANTS)
            ),
        )
    )


def test_sources_that_were_not_read_say_so():
    text = (LIBRARY / "references.bib").read_text()
    entries = re.split(r"\n@", text)
    for name in PROFILES:
        for key in PROFILES[name].cited():
            entry = next(entry for entry in entries if re.match(r"@?\w+\{" + key + ",", entry))
            assert re.search(r"recalled|[Cc]ompiled|Guesses|read|[Cc]ounted", entry), key


def test_no_profile_contradicts_itself_but_those_that_say_so():
    """A blind burrower whose meetings count as sights, a solitary animal with chance meetings."""
    told = {
        name: [(fault.path, fault.rest) for fault in contradictions(profile)]
        for name, profile in PROFILES.items()
    }
    told = {name: found for name, found in told.items() if found}
    octopus = [
        ("experience", source, "rate", "value") for source in ("being_imitated", "synchrony")
    ]
    assert {name: [path for path, _ in found] for name, found in told.items()} == {
        "heterocephalus_glaber": [("senses",)],
        "octopus_vulgaris": octopus,
        "octopus_vulgaris_captive": octopus,
    }
    assert (
        "counted as nothing"
        in (LIBRARY / "heterocephalus_glaber.yaml")
        .read_text()
        .split("actions:")[0]
        .split("nearly blind")[1]
    )
    assert "never happen" in (LIBRARY / "octopus_vulgaris.yaml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        (
            "senses: [vision, audition, touch]",
            "senses: [vision, touch]",
            ("senses",),
            "coo, grunt are not heard",
        ),
        (
            "senses: [vision, audition, touch]",
            "senses: [audition]",
            ("senses",),
            "experience.synchrony.rate are counted as nothing",
        ),
        (
            "effector: hand,",
            "effector: face,",
            ("actions", 2, "visible_to_self"),
            "cannot see its own face",
        ),
        (
            "maturity: {value: 3.37, low: 3.015, high: 5.495",
            "maturity: {value: 50, low: 45, high: 60",
            ("life_history", "maturity", "value"),
            "is later than life_history.lifespan, 40 years",
        ),
        (
            "weaning: {value: 298.1, low: 292, high: 425",
            "weaning: {value: 3000, low: 292, high: 4250",
            ("life_history", "weaning", "value"),
            "is later than life_history.maturity, 3.37 years",
        ),
    ],
)
def test_a_contradiction_is_told_with_its_place(old, new, path, words):
    text = (LIBRARY / "macaca_mulatta.yaml").read_text()
    assert list(contradictions(PROFILES["macaca_mulatta"])) == []
    assert old in text
    known = {key for each in PROFILES.values() for key in each.cited()}
    found, profile = faults(text.replace(old, new, 1), "macaca_mulatta.yaml", known)
    assert found == []
    told = [fault for fault in contradictions(profile) if fault.path == path]
    assert len(told) == 1
    assert words in told[0].rest


@pytest.mark.parametrize(
    ("made", "file"), [(schema, "profile"), (lambda: variant_schema(schema()), "variant")]
)
def test_the_schema_files_are_what_the_code_says(made, file):
    stored = json.loads((LIBRARY / f"{file}.schema.json").read_text())
    assert stored == json.loads(json.dumps(made()))
    check = Draft202012Validator(stored)
    for name in (*SPECIES, *SKETCHES) if file == "profile" else VARIANTS:
        document = without_places(read_yaml(LIBRARY / f"{name}.yaml"))
        assert list(check.iter_errors(document)) == [], name
    assert list(check.iter_errors(document | {"colour": "red"}))
    assert list(check.iter_errors({key: value for key, value in document.items() if key != "name"}))


def test_medians_of_the_library_are_possible():
    for name in (*SPECIES, *SKETCHES, *VARIANTS):
        drawn = values(PROFILES[name])
        assert (
            resolve(
                PROFILES[name],
                drawn,
                constants_with(),
                max(1, round(drawn["group.size"])),
                strict=True,
            )[1]
            == []
        )


def test_variants_and_second_profiles_of_a_taxon_have_labels_of_their_own():
    own = PROFILES["octopus_vulgaris"].model_copy(update={"name": "my_octopus"})
    planned = make_plan(
        [
            own,
            *(
                PROFILES[name]
                for name in ("octopus_vulgaris", "macaca_mulatta", "macaca_mulatta_nursery")
            ),
        ]
    )
    assert planned.labels == {
        "octopus_vulgaris": "Octopus vulgaris",
        "my_octopus": "Octopus vulgaris (my octopus)",
        "macaca_mulatta": "Macaca mulatta",
        "macaca_mulatta_nursery": "Macaca mulatta (nursery)",
    }


def many(table):
    """Return the example table of a figure, for all species of the library."""
    first = table["label"].iloc[0]
    parts = [
        table[table["label"] == first].assign(
            label=PROFILES[name].taxon.scientific, clade=PROFILES[name].taxon.taxonomic_class
        )
        for name in sorted(SPECIES, key=lambda name: PROFILES[name].taxon.taxonomic_class)
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("name", ["species_forest", "sources", "learning_curves"])
def test_figures_of_the_whole_library_keep_to_one_page_and_name_every_species(name):
    module = figures.load(name)
    tables = {key: many(table) for key, table in module.example().items()}
    width, height = module.size(tables)
    assert width <= 7.3
    assert height <= 9.5
    drawn = picture(module, tables)
    words = {" ".join(text.get_text().split()) for text in drawn.findobj(Text)}
    assert {PROFILES[species].taxon.scientific for species in SPECIES} <= words
    if name == "species_forest":
        assert {"Mammalia", "Aves", "Insecta"} <= words
