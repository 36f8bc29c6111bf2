"""The library of species: what every profile must hold, variants, stages of life, priors, and what is shipped."""

from __future__ import annotations

import json
import re
import statistics
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from matplotlib.text import Text

from mirror_abm.animal.constants import constants
from mirror_abm.base.errors import InputError
from mirror_abm.base.files import read_yaml
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.places import without_places
from mirror_abm.base.shelf import figures, sources
from mirror_abm.engine.population import Population
from mirror_abm.experience.supply import DAYS_PER_YEAR, resolve, values
from mirror_abm.field.inspection import contradictions
from mirror_abm.profile import inheritance
from mirror_abm.profile import prior as priors
from mirror_abm.profile.citations import references
from mirror_abm.profile.inheritance import variant_schema
from mirror_abm.profile.species import faults, library, load_species, schema, variants
from mirror_abm.report.figures import picture
from mirror_abm.simulation import plan
from mirror_abm.simulation.plan import make_plan, override

SPECIES, VARIANTS = library(), variants()
PROFILES = {name: load_species(name) for name in (*SPECIES, *VARIANTS)}


# ---------------------------------------------------------------------- every profile
def test_the_library_is_one_profile_a_taxon_and_its_variants(monkeypatch):
    assert len(SPECIES) == 38
    assert len(VARIANTS) >= 6
    assert len({PROFILES[name].taxon.scientific for name in SPECIES}) == 38
    assert not set(SPECIES) & set(VARIANTS)
    assert {PROFILES[name].inherits for name in SPECIES} == {None}
    assert {PROFILES[name].inherits for name in VARIANTS} <= set(SPECIES)
    monkeypatch.setattr(plan, "load_species", PROFILES.__getitem__)  # as they are read, once
    assert plan.make_plan().species == SPECIES


@pytest.mark.parametrize("name", SPECIES)
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
        profile.status == "provisional"
        or (Path(__file__).parents[1] / "readings" / f"{name}.yaml").is_file()
    )


@pytest.mark.parametrize("name", [*SPECIES, *VARIANTS])
def test_what_anatomy_rules_out_has_no_action_and_no_rate(name):
    profile = PROFILES[name]
    heard = [action for action in profile.actions if action.audible]
    assert (profile.vocal_class == "silent") == (not heard) == (profile.acts.audible_rate.high == 0)
    if not heard:
        assert profile.experience.sound.rate.high == 0


@pytest.mark.parametrize("name", [*SPECIES, *VARIANTS])
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
    """What no source gives for any species stays one range for all: latencies, beats and fidelity are no keys of a profile."""
    assert not {"latency", "fidelity", "tempo", "coherence", "participation", "gaze"} & set(
        re.findall(
            r"(\w+):",
            "".join((LIBRARY / f"{name}.yaml").read_text() for name in (*SPECIES, *VARIANTS)),
        )
    )


def test_sources_that_were_not_read_say_so():
    text = (LIBRARY / "references.bib").read_text()
    entries = re.split(r"\n@", text)
    for name in PROFILES:
        for key in PROFILES[name].cited():
            entry = next(entry for entry in entries if re.match(r"@?\w+\{" + key + ",", entry))
            assert re.search(r"recalled|compiled|Compiled|Guesses|read", entry), key


def test_no_profile_contradicts_itself_but_those_that_say_so():
    """A blind burrower whose meetings are counted as sights, and a solitary animal with rates of chance meetings."""
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
        "count"
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
            "coo, grunt would be heard",
        ),
        (
            "senses: [vision, audition, touch]",
            "senses: [audition]",
            ("senses",),
            "experience.synchrony.rate would be sights",
        ),
        (
            "    effector: hand\n",
            "    effector: face\n",
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


def test_a_share_that_complementary_acts_alone_exceed_is_named():
    """Exchanges bring more non-matching sights than the share allows: nothing is watched, and the table says so."""
    profile = PROFILES["macaca_mulatta"]
    drawn = values(profile) | {"experience.watching_others.nonmatching_share": 0.01}
    supply, limited = resolve(profile, drawn, constants(), 10, strict=False)
    assert supply.attention == 0.0
    assert limited == ["experience.watching_others.nonmatching_share"]
    assert resolve(profile, values(profile), constants(), 10, strict=False)[1] == []


@pytest.mark.parametrize(
    ("made", "file"), [(schema, "profile"), (lambda: variant_schema(schema()), "variant")]
)
def test_the_schema_files_are_what_the_code_says(made, file):
    stored = json.loads((LIBRARY / f"{file}.schema.json").read_text())
    assert stored == json.loads(json.dumps(made()))
    check = Draft202012Validator(stored)
    for name in SPECIES if file == "profile" else VARIANTS:
        document = without_places(read_yaml(LIBRARY / f"{name}.yaml"))
        assert list(check.iter_errors(document)) == [], name
    assert list(check.iter_errors(document | {"colour": "red"}))
    assert list(check.iter_errors({key: value for key, value in document.items() if key != "name"}))


# ---------------------------------------------------------------------- variants
NURSERY = """name: nursery
inherits: macaca_mulatta
context: captive
experience:
  mirrors: null
  being_imitated:
    rate: {value: 0.2, low: 0.1, high: 2, unit: per hour, source: heyes_2010, how: guess, reason: no mother answers}
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
    assert {ours[key].source for key in changed} == {"captive_variants_2026"}
    assert {ours[key].how for key in changed} == {"guess"}
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
            "b.yaml:2:11 inherits = 'a': must not come back to itself (a -> b -> a): inherit from a profile that stands alone.",
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
        # a fault in what the variant wrote is placed there, one in what it inherits is placed in that file
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
            "a.yaml:8:3 experience.mirors: unknown key. Did you mean mirrors?",
        ),
        ({"a": NURSERY + "taxon: null\n"}, "a.yaml:8:8 taxon"),
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
    """A changed number brings its own source and reason: a parent's citation must not stand behind another value."""
    text = "name: a\ninherits: macaca_mulatta\nexperience:\n  mirrors:\n    rate: {value: 1}\n"
    found, profile = faults(text, "a.yaml", references(), tmp_path / "a.yaml")
    assert profile is None
    assert sorted(re.findall(r"rate\.(\w+): is missing", " ".join(found))) == [
        "high",
        "how",
        "low",
        "reason",
        "source",
        "unit",
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


# ---------------------------------------------------------------------- stages of life
def staged(onset=None, offset=None, years=1 / DAYS_PER_YEAR):
    data = PROFILES["macaca_mulatta"].model_dump(mode="json")
    ages = {"onset": onset, "offset": offset}
    data["experience"]["being_imitated"]["stage"] = {
        end: {
            "value": age * years,
            "low": age * years,
            "high": age * years,
            "unit": "years",
            "source": "heyes_2010",
            "how": "guess",
            "reason": "set by this test",
        }
        for end, age in ages.items()
        if age is not None
    }
    return type(PROFILES["macaca_mulatta"]).model_validate(data)


def stage_events(profile, days=3):
    population = Population(profile, seed=4, point=True, size=5, collect=False)
    return [
        population._stages[0].events(day * population.day_ticks, (day + 1) * population.day_ticks)
        for day in range(days)
    ]


def test_outside_its_stage_of_life_nobody_is_imitated_and_no_other_draw_moves():
    source = sources.names.index("being_imitated")
    whole, part = stage_events(PROFILES["macaca_mulatta"]), stage_events(staged(1, 2))
    seen = [
        [int((events.source[events.kind >= 0] == source).sum()) for events in days]
        for days in (whole, part)
    ]
    assert seen[0][0] > 20
    assert seen[1][0] == 0
    assert seen[1][1] > 20
    assert seen[1][2] < 5  # the last copies of day 2, a few seconds late
    for day in range(3):
        ours, theirs = (
            {
                row
                for row in zip(*(column.tolist() for column in days[day]), strict=True)
                if row[2] == -1 and row[4] == 0
            }
            for days in (whole, part)
        )
        assert ours == theirs  # spontaneous acts


def test_an_age_in_years_is_counted_in_active_days():
    profile = staged(1, 2)
    population = Population(profile, point=True, size=2, collect=False)
    assert population.supply.copied_from == pytest.approx(profile.active_hours.value)
    assert population.supply.copied_until == pytest.approx(2 * profile.active_hours.value)
    assert Population("macaca_mulatta", point=True, size=2).supply.copied_until == np.inf


def test_the_two_engines_agree_across_the_border_of_a_stage():
    found = []
    for engine in ("agents", "compiled"):
        population = Population(
            staged(0.02, 0.04), seed=5, point=True, size=4, collect=False, engine=engine
        )
        population.forward(round(0.06 * population.day_ticks))
        found.append([animal.weights.tobytes() for animal in population.learners])
    assert found[0] == found[1]


def test_without_a_stage_in_reach_the_run_is_what_it_was():
    ours, theirs = (
        Population(profile, seed=5, point=True, size=4, collect=False)
        for profile in (PROFILES["macaca_mulatta"], staged(None, 1000))
    )
    for population in (ours, theirs):
        population.forward(200_000)
    assert all(
        (a.weights == b.weights).all() for a, b in zip(ours.learners, theirs.learners, strict=True)
    )


@pytest.mark.parametrize(
    ("onset", "offset", "piece"),
    [
        (None, None, "must give onset, offset, or both"),
        (2, 1, "must lie below"),
        (1, 1, "must lie below"),
    ],
)
def test_a_stage_that_is_none_is_refused(onset, offset, piece):
    with pytest.raises(ValueError, match=piece):
        staged(onset, offset)


# ---------------------------------------------------------------------- priors
def formula(n, visible, silent, voice):
    """The rule-made prior, written out a second time."""
    s = min(1, np.log(max(1, n)) / np.log(60))
    v = min(0.6, max(0.01, visible / silent))
    audible = 0 if voice == 0 else 3 * 3**voice
    return {
        "acts.visible_share": v,
        "acts.audible_rate": audible,
        "experience.being_imitated.rate": 0.05 * 40**s,
        "experience.synchrony.rate": 0.1 * 100**s,
        "experience.mirrors.rate": 0.005,
        "experience.self_observation.rate": 60 * v,
        "experience.sound.rate": 0.1 * s * audible,
        "experience.watching_others.nonmatching_share": 0.95 - 0.15 * s,
    }


@pytest.mark.parametrize(
    ("name", "n", "visible", "silent", "voice"),
    [
        ("macaca_mulatta", 38.5, 1, 4, 1),
        ("octopus_vulgaris", 1, 1, 5, 0),
        ("melospiza_georgiana", 2, 2, 4, 3),
    ],
)
def test_the_rule_made_prior_is_its_published_formula(name, n, visible, silent, voice):
    found = priors.under(PROFILES[name], "rule_made").quantities()
    for key, value in formula(n, visible, silent, voice).items():
        assert found[key].value == pytest.approx(value), key
        if key not in ("acts.visible_share", "experience.watching_others.nonmatching_share"):
            assert (found[key].low, found[key].high) == pytest.approx((value / 10, value * 10)), key
    assert set(found) == set(PROFILES[name].quantities())


def test_the_rule_reads_sociality_effectors_and_voice_and_nothing_else():
    """Two profiles that differ in every rate, name and clade get the same rates; a name is no input."""
    one = PROFILES["macaca_mulatta"]
    data = PROFILES["danio_rerio"].model_dump(mode="json")
    data |= {key: one.model_dump(mode="json")[key] for key in ("actions", "group", "vocal_class")}
    data["experience"].pop("complementary")
    other = type(one).model_validate(data)
    assert priors.rule_made(one) == priors.rule_made(other)


def test_exchangeable_rates_are_pooled_over_the_library_and_the_same_for_all():
    name = "experience.mirrors.rate"
    given = [PROFILES[species].quantities()[name] for species in SPECIES]
    pooled = (
        statistics.median(item.value for item in given),
        min(item.low for item in given),
        max(item.high for item in given),
    )
    for species in ("homo_sapiens", "tiliqua_rugosa", "macaca_mulatta_nursery"):
        item = priors.under(PROFILES[species], "exchangeable").quantities()[name]
        assert (item.value, item.low, item.high) == pooled


@pytest.mark.parametrize("prior", priors.PRIORS)
@pytest.mark.parametrize("name", [*SPECIES, *VARIANTS])
def test_every_profile_can_be_run_under_every_prior(name, prior):
    planned = make_plan([PROFILES[name]], prior=prior)
    assert planned.prior == prior
    made, given = planned.profile(name).quantities(), PROFILES[name].quantities()
    for key, item in given.items():
        if key not in priors.RATES or item.high == 0:
            assert made[key] == item  # anatomy, repertoire, group and life are the file's
        elif prior != "authored":
            assert made[key].source != item.source or prior == "exchangeable"
    assert prior != "authored" or made == given


def test_a_number_keeps_its_quantile_under_every_prior():
    name = "experience.mirrors.rate"
    for replicate in range(3):
        shares = []
        for prior in priors.PRIORS:
            profile = priors.under(PROFILES["macaca_mulatta"], prior)
            item, drawn = profile.quantities()[name], values(profile, 1, replicate)[name]
            low = drawn <= item.value
            a, b = (item.low, item.value) if low else (item.value, item.high)
            shares.append((low, round(float(np.log(drawn / a) / np.log(b / a)), 9)))
        assert len(set(shares)) == 1


def test_what_is_set_by_hand_stands_above_the_prior_and_another_prior_is_another_run():
    plans = [
        make_plan(
            [PROFILES["macaca_mulatta"]], prior=prior, settings={"experience.mirrors.rate": 0.5}
        )
        for prior in priors.PRIORS
    ]
    assert len({planned.id for planned in plans}) == 3
    assert {
        planned.profile("macaca_mulatta").experience.mirrors.rate.value for planned in plans
    } == {0.5}
    population = Population("macaca_mulatta", prior="rule_made", size=3, point=True, collect=False)
    assert population.supply.mirror_rate == pytest.approx(0.005)


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"prior": "flat"}, "prior = 'flat': must be one of authored, exchangeable, rule_made"),
        ({"prior": None}, "prior = None"),
    ],
)
def test_no_such_prior_is_refused(given, piece):
    for call in (
        lambda: make_plan(["macaca_mulatta"], **given),
        lambda: Population("macaca_mulatta", **given),
    ):
        with pytest.raises(InputError, match=re.escape(piece)):
            call()


def test_the_rule_needs_a_vocal_class():
    profile = PROFILES["macaca_mulatta"].model_copy(update={"vocal_class": None})
    with pytest.raises(InputError, match=r"macaca_mulatta vocal_class: is missing"):
        priors.under(profile, "rule_made")


def test_medians_of_the_library_are_possible():
    for name in (*SPECIES, *VARIANTS):
        drawn = values(PROFILES[name])
        assert (
            resolve(
                PROFILES[name], drawn, constants(), max(1, round(drawn["group.size"])), strict=True
            )[1]
            == []
        )


# ---------------------------------------------------------------------- figures and names of many species
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
    assert planned.in_order == [
        "macaca_mulatta",
        "macaca_mulatta_nursery",
        "octopus_vulgaris",
        "my_octopus",
    ]


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
    words = {text.get_text() for text in drawn.findobj(Text)}
    assert {PROFILES[species].taxon.scientific for species in SPECIES} <= words
    if name == "species_forest":
        assert {"Mammalia", "Aves", "Insecta"} <= words


def test_of_a_number_set_by_hand_the_fault_is_told_and_not_what_follows_from_it():
    """A share below 0 also upsets the sum of shares; both are found, and the innermost is what to mend."""
    said = r"^--set actions.coo.share=-2: actions.0.share.low = -2: must not be negative. Did you mean 2\?$"
    with pytest.raises(InputError, match=said):
        override(load_species("macaca_mulatta"), {"actions.coo.share": -2})


def test_one_fault_alone_is_the_misspelt_key_and_not_the_one_that_it_should_be(tmp_path):
    text = (LIBRARY / "macaca_mulatta.yaml").read_text().replace("context:", "contxt:", 1)
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(InputError, match=r"contxt: unknown key. Did you mean context\? \(1 more"):
        load_species(tmp_path / "m.yaml")
