"""A sheet on training: a condition of its own, counted by the act that was answered."""

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference.planned import RETRAINED
from mirror_abm.inference.sheet_facts import fingerprint
from mirror_abm.inference.sheet_in_words import text_of, title

ASKED = {
    "age": 0.05,
    "account": ["associative", "genetic"],
    "animals": 2,
    "units": 10,
    "replicates": 4,
    "cap": 4,
    "today": "2026-11-28",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def plain(home):
    return ma.preregister("mus_musculus", **ASKED, out=home)


@pytest.fixture(scope="module")
def trained(home, plain):
    run = ma.load_run(plain.facts["runs"][0], home)
    return ma.retrain(run, trials=100, days=2)


@pytest.fixture(scope="module")
def sheet(home, trained):
    return ma.preregister("mus_musculus", trained=[trained], **ASKED, out=home)


def test_animals_that_were_trained_are_a_condition(sheet, plain):
    arms = [(each["modality"], each["arm"]) for each in sheet.facts["conditions"]]
    assert arms == [("visual", "intact"), ("visual", RETRAINED), ("auditory", "intact")]
    assert sheet.facts["training"] == {"trials": 100, "days": 2}
    assert sheet.facts["fingerprint"] != plain.facts["fingerprint"]
    other = sheet.facts | {"training": {"trials": 101, "days": 2}}
    assert fingerprint(other) != sheet.facts["fingerprint"]
    counted = sheet.predictions.set_index(["number", "account"])["counted"]
    assert counted[2, "associative"] > 2 * counted[2, "genetic"]
    before = plain.predictions.set_index(["number", "account"])["counted"]
    assert counted[1, "genetic"] == before[1, "genetic"]
    # counts of unlike acts are judged together, and not taken from each other
    assert set(sheet.refutes["measured"]) == {"count"}
    seen = sheet.power[sheet.power["modality"] == "visual"]
    alone = plain.power[plain.power["modality"] == "visual"]
    assert seen["power"].max() > alone["power"].max()


def test_the_text_says_what_is_trained_and_counted(sheet, plain):
    text = text_of(sheet, "Nothing on record.")
    for words in (
        "before and after counter-mirror training",
        "100 trials of each act a day for 2 days",
        "**Study type.** Experiment.",
        "the act that their own act was made to answer",
    ):
        assert words in text, words
    assert "training" not in title(plain)
    assert "**Manipulated variables.** None." in text_of(plain, "")


def test_a_sheet_on_training_is_kept_and_scored(sheet, tmp_path):
    folder = ma.keep_sheet(sheet, tmp_path)
    scored = ma.score_sheet(folder, {2: 18})
    assert scored is not None and ma.read_sheet(folder).facts["training"]["days"] == 2


def test_animals_of_other_runs_are_refused(home, trained):
    def asked(**more):
        return ma.preregister("mus_musculus", out=home, **{**ASKED, **more})

    few = trained._replace(animals=trained.animals[trained.animals["draw"] > 0])
    with pytest.raises(InputError, match="lacks mus_musculus under associative in draw 0"):
        asked(trained=[few])
    with pytest.raises(InputError, match="must be one for each age"):
        asked(trained=[trained, trained])
    for wrong in (trained, [1], "x"):
        with pytest.raises(InputError, match="must be a list of what"):
            asked(trained=wrong)
    with pytest.raises(InputError, match="a sheet has one manipulation"):
        asked(trained=[trained], without="sound")
