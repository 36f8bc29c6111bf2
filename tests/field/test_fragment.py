"""The blocks of a species file that a log measures."""

import numpy as np
import pandas as pd
import pytest

from mirror_abm.base.library import LIBRARY
from mirror_abm.engine.population import Population
from mirror_abm.field.actions import renamed
from mirror_abm.field.fragment import fragment
from mirror_abm.field.log import FieldLog
from mirror_abm.field.rates import rates
from mirror_abm.profile.layers import placed
from mirror_abm.profile.species import SpeciesProfile, load_species

from .logs import made


def blocks(**options):
    profile = load_species("macaca_mulatta")
    names = {"threat": "threat_face", "submit": "lip_smack"}
    log, other = renamed(made(hours=3.0, observations=2), names, profile)
    return profile, log, fragment(log, rates(log, shifts=59), profile, other, "target", **options)


def test_the_blocks_make_a_valid_profile_with_the_rates_of_the_log():
    profile, log, text = blocks(key="heyes_2010")
    found = placed(SpeciesProfile, text, "blocks.yaml", LIBRARY)[0]
    data = profile.model_dump(mode="json")
    assert "complementary" in found["experience"]
    merged = SpeciesProfile.model_validate(
        data | found
    )  # in place of those of the profile, as the file says
    for name in (
        "mirrors",
        "self_observation",
        "watching_others",
    ):  # no log tells them, and without them they would not exist
        if name != "self_observation":  # of which no more is left than was coded: test_held
            assert getattr(merged.experience, name) == getattr(profile.experience, name)
    hours = 2 * 3.0 * 4
    groom = (log.events["behaviour"] == "groom").sum()
    silent = len(log.events)
    assert merged.quantities()["acts.visible_share"].value == pytest.approx(
        groom / silent, rel=1e-3
    )
    assert merged.acts.rate.value == pytest.approx(silent / hours, rel=1e-3)
    assert merged.acts.rate.low < merged.acts.rate.value < merged.acts.rate.high
    assert [pair.act for pair in merged.experience.complementary.pairs] == ["threat_face"]
    assert merged.experience.being_imitated.rate.how == "measured"
    assert f"{hours:g} focal hours" in merged.experience.being_imitated.rate.reason
    assert (
        0 < merged.experience.being_imitated.rate.low < merged.experience.being_imitated.rate.value
    )
    assert "Assumed, not measured" in text


def lived(name, size, hours, groups=2):
    """Return the log that an observer of simulated groups would write."""
    frames = []
    for group in range(groups):
        population = Population(name, point=True, size=size, seed=8, replicate=group, collect=False)
        stage, names = population._stages[0], np.array(population.repertoire.names)
        per_second = stage.setting.ticks_per_second
        acts, _ = stage.block(0, round(hours * 3600 * per_second))
        frames.append(
            pd.DataFrame(
                {
                    "observation": f"o{group}",
                    "subject": [f"animal {who}" for who in acts.actor],
                    "behaviour": names[acts.action],
                    "start": acts.tick / per_second,
                    "stop": np.nan,
                    "target": "",
                }
            )
        )
    events = pd.concat(frames).sort_values(["observation", "start"]).reset_index(drop=True)
    return FieldLog(events, {f"o{group}": hours * 3600.0 for group in range(groups)}, "plain")


@pytest.mark.parametrize(
    ("name", "size", "hours"), [("tursiops_truncatus", 2, 12), ("danio_rerio", 7, 3)]
)
def test_a_log_of_simulated_animals_gives_back_the_synchrony_of_their_file(name, size, hours):
    """One to one, whatever the size of the group: what is simulated is what a log measures."""
    profile, log = load_species(name), lived(name, size, hours)
    text = fragment(log, rates(log, seen="all", shifts=39), profile, [], "all")
    found = placed(SpeciesProfile, text, "blocks.yaml", LIBRARY)[0]["experience"]["synchrony"]
    measured, wanted = found["rate"], profile.experience.synchrony
    assert measured["unit"] == wanted.rate.unit == "coincidences per hour"
    assert measured["low"] < wanted.rate.value < measured["high"]
    assert measured["low"] / wanted.rate.value > 0.5
    assert found["acts"] == wanted.acts


def test_other_acts_that_coincide_are_told_and_synchrony_without_its_acts_is_kept():
    rows = [
        (f"o{o}", animal, behaviour, time, np.nan, "")
        for o in range(2)
        for time in range(10, 3000, 100)
        for behaviour in ("grasp", "coo")
        for animal in "AB"
    ]
    columns = ["observation", "subject", "behaviour", "start", "stop", "target"]
    log = FieldLog(pd.DataFrame(rows, columns=columns), {"o0": 3600.0, "o1": 3600.0}, "plain")
    table, profile = rates(log, shifts=199), load_species("macaca_mulatta")
    text = fragment(log, table, profile, [], "target")
    kept = placed(SpeciesProfile, text, "blocks.yaml", LIBRARY)[0]["experience"]["synchrony"]
    assert kept["rate"]["value"] == profile.experience.synchrony.rate.value
    assert "none of its acts is in the log" in text
    data = profile.model_dump(mode="json")
    data["experience"]["synchrony"]["acts"] = ["grasp"]
    text = fragment(log, table, SpeciesProfile.model_validate(data), [], "target")
    assert "# also at once more often than by chance: coo" in text
    assert placed(SpeciesProfile, text, "x", LIBRARY)[0]["experience"]["synchrony"]["rate"][
        "value"
    ] == pytest.approx(30)
    data["experience"]["synchrony"] = None
    text = fragment(log, table, SpeciesProfile.model_validate(data), [], "target")
    assert "acts" not in placed(SpeciesProfile, text, "x", LIBRARY)[0]["experience"]["synchrony"]


@pytest.mark.parametrize(
    "names, share",
    [
        ({"threat": "lip_smack", "submit": "chew", "groom": "head_turn"}, "guess"),
        ({"threat": "lip_smack", "submit": "chew", "groom": "tear"}, "measured"),
    ],
)
def test_what_was_not_coded_is_not_said_to_be_measured(names, share, tmp_path):
    """A log of silent acts says nothing of sounds; one of opaque acts, nothing of visible ones."""
    profile = load_species("macaca_mulatta")
    log, other = renamed(made(hours=3.0, observations=2), names, profile)
    text = fragment(log, rates(log, shifts=0), profile, other, "target", key="heyes_2010")
    file = tmp_path / "logged.yaml"
    file.write_text(f"name: logged\ninherits: macaca_mulatta\n{text}")
    found = load_species(file)
    assert found.acts.audible_rate == profile.acts.audible_rate
    assert "no sound was coded; as macaca_mulatta has it" in text
    assert found.acts.visible_share.how == share
    assert found.acts.rate.how == "measured"
    assert "never in the log: " in text
    assert "threat_face" in text.split("never in the log: ")[1].split("\n")[0]


def test_blocks_of_sounds_alone_leave_silent_acts_as_they_are(tmp_path):
    profile = load_species("macaca_mulatta")
    names = {"threat": "coo", "submit": "grunt", "groom": "coo"}
    log, other = renamed(made(hours=3.0, observations=2), names, profile)
    text = fragment(log, rates(log, shifts=0), profile, other, "target", key="heyes_2010")
    file = tmp_path / "logged.yaml"
    file.write_text(f"name: logged\ninherits: macaca_mulatta\n{text}")
    found = load_species(file)
    assert found.acts.rate is None
    assert found.acts.visible_share == profile.acts.visible_share
    assert found.acts.audible_rate.how == "measured"


def test_what_chance_may_give_is_said_not_to_be_told_apart_from_it():
    """Animals that are independent of each other, in a log with enough acts to copy by chance."""
    profile = load_species("macaca_mulatta")
    rng, rows = np.random.default_rng(5), []
    for at in range(4):
        for animal in "ABC":
            rows += [(f"o{at}", animal, "grasp", t) for t in np.sort(rng.uniform(0, 3600, 60))]
    events = pd.DataFrame(rows, columns=["observation", "subject", "behaviour", "start"])
    events = events.sort_values(["observation", "start"]).reset_index(drop=True)
    log = FieldLog(
        events.assign(stop=np.nan, target=""), {f"o{at}": 3600.0 for at in range(4)}, "plain"
    )
    text = fragment(log, rates(log, seen="all", shifts=59), profile, [], "all")
    number = text.split("being_imitated:")[1].split("synchrony:")[0]
    assert "low: 0," in number
    assert "not told apart from chance" in " ".join(number.split())
