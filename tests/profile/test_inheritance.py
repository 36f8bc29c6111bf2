"""Variants: what is inherited, what is replaced, and where a fault is placed."""

from __future__ import annotations

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.profile import inheritance
from mirror_abm.profile.citations import references
from mirror_abm.profile.species import faults, load_species
from tests.profile.library import PROFILES, VARIANTS

NURSERY = """name: nursery
inherits: macaca_mulatta
context: captive
experience:
  mirrors: null
  being_imitated:
    rate: {value: 0.2, low: 0.1, high: 2, unit: per hour, source: heyes_2010, how: guess,
      reason: no mother answers}
"""


def written(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def test_a_variant_changes_what_it_writes_and_inherits_the_rest(tmp_path):
    child = load_species(written(tmp_path, nursery=NURSERY) / "nursery.yaml")
    parent = PROFILES["macaca_mulatta"]
    assert (child.name, child.inherits, child.context) == ("nursery", "macaca_mulatta", "captive")
    assert child.experience.mirrors is None
    assert child.experience.being_imitated.rate.reason == "no mother answers"
    changed = {"name", "inherits", "context", "experience"}
    assert child.model_dump(exclude=changed) == parent.model_dump(exclude=changed)
    assert child.experience.synchrony == parent.experience.synchrony
    assert child.actions == parent.actions


@pytest.mark.parametrize("name", VARIANTS)
def test_bundled_variants_change_numbers_and_leave_the_repertoire(name):
    child, parent = PROFILES[name], PROFILES[PROFILES[name].inherits]
    ours, theirs = child.quantities(), parent.quantities()
    changed = {key for key in ours if ours[key] != theirs.get(key)}
    assert changed
    guessed = {key for key in changed if ours[key].how == "guess"}
    assert {ours[key].source for key in guessed} == {"captive_variants_2026"}
    table = pd.read_csv(LIBRARY / "measured_rates.csv").query("species == @name")
    assert changed - guessed <= set(table["number"])
    assert child.actions == parent.actions
    assert child.taxon == parent.taxon
    assert child.context == "captive"


def test_a_variant_of_a_variant_beside_it(tmp_path):
    later = "name: later\ninherits: nursery\nstage: after the nursery\n"
    child = load_species(written(tmp_path, nursery=NURSERY, later=later) / "later.yaml")
    assert (child.stage, child.context, child.experience.mirrors) == (
        "after the nursery",
        "captive",
        None,
    )
    assert child.experience.being_imitated.rate.value == 0.2


@pytest.mark.parametrize(
    ("files", "piece"),
    [
        (
            {"a": "name: a\ninherits: b\n", "b": "name: b\ninherits: a\n"},
            "b.yaml:2:11 inherits = 'a': must not come back to itself (a -> b -> a): inherit from "
            "a profile that stands alone.",
        ),
        (
            {"a": "name: a\ninherits: a\n"},
            "a.yaml:2:11 inherits = 'a': must not come back to itself (a -> a)",
        ),
        (
            {"a": "name: a\ninherits: macaca_mulata\n"},
            "a.yaml:2:11 inherits = 'macaca_mulata': must be one of",
        ),
        ({"a": "name: a\ninherits: ../b\n"}, "a.yaml:2:11 inherits = '../b': must be one of"),
        ({"a": "name: a\ninherits: 7\n"}, "a.yaml:2:11 inherits = 7: must be one of"),
        ({"a": "name: a\ninherits: [b]\n"}, "inherits = ['b']: must be one of"),
        (
            {"a": "inherits: macaca_mulatta\n"},
            "a.yaml:1:1 name: is missing: a variant must have a name of its own.",
        ),
        (
            {"a": "name: macaca_mulatta\ninherits: macaca_mulatta\n"},
            "a.yaml:1:7 name = 'macaca_mulatta': is the name of the profile",
        ),
        ({"a": "name: a\ninherits: b\n", "b": "- 1\n"}, "b.yaml:1:1 must be a mapping"),
        # a fault is placed in the file that holds it, be it the variant's or the one it inherits
        (
            {"a": NURSERY.replace("value: 0.2", "value: 20")},
            "a.yaml:7:19 experience.being_imitated.rate.value = 20: must lie in",
        ),
        (
            {"a": NURSERY.replace("value: 0.2, ", "")},
            "a.yaml:7:5 experience.being_imitated.rate.value: is missing.",
        ),
        (
            {"a": NURSERY.replace("heyes_2010", "heyes_2011")},
            "a.yaml:7:67 experience.being_imitated.rate.source = 'heyes_2011'",
        ),
        (
            {"a": NURSERY + "  mirors: null\n"},
            "a.yaml:9:3 experience.mirors: unknown key. Did you mean mirrors?",
        ),
        ({"a": NURSERY + "taxon: null\n"}, "a.yaml:9:8 taxon"),
        (
            {
                "a": "name: a\ninherits: b\n",
                "b": "name: b\ninherits: macaca_mulatta\ncontext: zoo\n",
            },
            "b.yaml:3:10 context = 'zoo'",
        ),
    ],
)
def test_what_is_wrong_with_a_variant_is_told_in_one_sentence(tmp_path, files, piece):
    with pytest.raises(InputError) as told:
        load_species(written(tmp_path, **files) / "a.yaml")
    assert piece in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_number_of_a_variant_is_not_taken_from_its_parent(tmp_path):
    """A changed number brings its own source: a parent's must not stand behind another value."""
    text = "name: a\ninherits: macaca_mulatta\nexperience:\n  mirrors:\n    rate: {value: 1}\n"
    found, profile = faults(text, "a.yaml", references(), tmp_path / "a.yaml")
    assert profile is None
    assert [sentence.partition(" ")[2] for sentence in found] == [
        "experience.mirrors.rate: source, how and reason are missing: say them here, or once in a "
        "block around."
    ]
    assert all(sentence.startswith("a.yaml:5:") for sentence in found)


def test_merging_goes_by_key_and_replaces_numbers_and_lists():
    child = {"a": {"b": {"value": 1}, "c": [1]}, "e": None}
    parent = {"a": {"b": {"value": 2, "low": 0}, "c": [1, 2], "d": 3}, "e": {"f": 1}, "g": 4}
    assert inheritance.merged([child, parent]) == {
        "a": {"b": {"value": 1}, "c": [1], "d": 3},
        "e": None,
        "g": 4,
    }
    assert inheritance.merged([{"x": {"y": 1}}, {"x": {"z": 2}}, {"x": {"y": 3, "w": 4}}]) == {
        "x": {"y": 1, "z": 2, "w": 4}
    }
