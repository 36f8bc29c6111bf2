"""Nonsense given to the public functions is refused in one sentence, and leaves nothing."""

from pathlib import Path

import pytest

import mirror_abm as ma
from mirror_abm.base.errors import MirrorError
from mirror_abm.base.library import LIBRARY

OCTOPUS = "octopus_vulgaris"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs")
    return ma.run(OCTOPUS, days=0.02, replicates=1, knockouts=0, out=out)


RATE = "experience.self_observation.rate"
NONSENSE_RUNS = [
    ({"species": 123}, "species"),
    ({"species": [123]}, "species"),
    ({"species": [OCTOPUS, None]}, "species"),
    ({"species": [OCTOPUS, OCTOPUS]}, "named twice"),
    ({"species": "octopus_vulgari"}, "Did you mean octopus_vulgaris?"),
    ({"days": True}, "days = True"),
    ({"days": "x"}, "days = 'x'"),
    ({"days": [1]}, "days = [1]"),
    ({"days": -1}, "days = -1"),
    ({"age": True, "days": None}, "age = True"),
    ({"age": "old", "days": None}, "age = 'old'"),
    ({"age": 0, "days": None}, "age = 0"),
    ({"age": float("nan"), "days": None}, "age = nan"),
    ({"age": 10}, "days"),
    ({"days": float("nan")}, "days = nan"),
    ({"days": 0}, "days = 0"),
    ({"replicates": 2.5}, "replicates = 2.5"),
    ({"replicates": True}, "replicates = True"),
    ({"seed": "a"}, "seed = 'a'"),
    ({"seed": -1}, "seed = -1"),
    ({"seed": None}, "seed = None"),
    ({"settings": {"x": "y"}}, "x"),
    ({"settings": {RATE: "y"}}, RATE),
    ({"settings": {RATE: None}}, RATE),
    ({"settings": {RATE: float("inf")}}, RATE),
    ({"settings": {RATE: True}}, RATE),
    ({"settings": {"constants.tau": "y"}}, "constants.tau = 'y'"),
    ({"settings": {"constants.taw": 1}}, "Did you mean tau?"),
    ({"settings": {5: 1}}, "5"),
    ({"settings": {"x": 1}}, "settings (--set) x: octopus_vulgaris has no such number."),
    ({"settings": {"": 1}}, "settings (--set) ''"),
    ({"settings": {RATE: -1}}, f"settings (--set) {RATE}=-1: "),
    ({"contrast": True}, "with without (--without SOURCE)"),
    ({"without": "sound", "knockouts": 1}, "leave one of the two out"),
    ({"settings": ["a=1"]}, "settings"),
    ({"settings": "a=1"}, "settings"),
    ({"account": 5}, "account"),
    ({"account": []}, "account"),
    ({"account": [[]]}, "account"),
    ({"account": None}, "account"),
    ({"without": 5}, "without"),
    ({"without": [5]}, "without = 5"),
    ({"without": None}, "without"),
    ({"contrast": True}, "contrast"),
    ({"world": None}, "world = None"),
    ({"weights": []}, "weights = []"),
    ({"learners": 0}, "learners = 0"),
    ({"knockouts": -1}, "knockouts = -1"),
    ({"cap": 0}, "cap = 0"),
    ({"cap": "x"}, "cap = 'x'"),
    ({"cap": None}, "cap = None"),
    ({"workers": 0}, "workers = 0"),
    ({"workers": None}, "workers = None"),
    ({"progress": 5}, "progress"),
]


def refused(call, piece):
    """Check that ``call()`` raises one sentence with ``piece`` in it."""
    with pytest.raises(MirrorError) as caught:
        call()
    told = str(caught.value)
    assert piece in told
    assert "\n" not in told
    assert told.rstrip("`").endswith((".", "?"))
    assert not told.endswith("..")


@pytest.mark.parametrize(("given", "piece"), NONSENSE_RUNS, ids=lambda value: str(value))
def test_a_nonsense_run_is_refused_and_leaves_nothing(given, piece, tmp_path):
    refused(
        lambda: ma.run(
            **({"species": OCTOPUS, "days": 0.001, "replicates": 1, "out": tmp_path} | given)
        ),
        piece,
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", [5, None, "a\0b"])
def test_what_is_no_folder_is_refused(out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused(lambda: ma.run(OCTOPUS, days=0.001, replicates=1, out=out), "")


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"species": 123}, "species"),
        ({"species": None}, "species"),
        ({"species": "macaca_mulata"}, "Did you mean macaca_mulatta?"),
        ({"species": "macaca_mulatta", "size": 0}, "size = 0"),
        ({"size": True}, "size = True"),
        ({"constants": {"tau": -1}}, "constants.tau = -1"),
        ({"constants": {"tau": "x"}}, "constants.tau = 'x'"),
        ({"constants": {5: 1}}, "constants"),
        ({"constants": ["tau"]}, "constants"),
        ({"constants": "tau"}, "constants"),
        ({"seed": "x"}, "seed = 'x'"),
        ({"seed": "a"}, "seed = 'a'"),
        ({"seed": -1}, "seed = -1"),
        ({"seed": 2.5}, "seed = 2.5"),
        ({"replicate": -1}, "replicate = -1"),
        ({"replicate": None}, "replicate = None"),
        ({"groups": 0}, "groups = 0"),
        ({"groups": "x"}, "groups = 'x'"),
        ({"learners": 0}, "learners = 0"),
        ({"cap": None}, "cap = None"),
        ({"account": 5}, "account = 5"),
        ({"without": 5}, "without"),
        ({"without": "nothing"}, "without = 'nothing'"),
        ({"world": 5}, "world = 5"),
        ({"weights": "x"}, "weights = 'x'"),
        ({"animal_class": int}, "animal_class"),
        ({"animal_class": None}, "animal_class"),
    ],
    ids=lambda value: str(value),
)
def test_a_nonsense_population_is_refused(given, piece):
    refused(lambda: ma.Population(**({"species": OCTOPUS} | given)), piece)


@pytest.fixture(scope="module")
def population():
    return ma.Population(OCTOPUS, seed=1)


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"given": "grsp"}, "Did you mean grasp?"),
        ({"given": 5}, "stimulus"),
        ({"given": None}, "stimulus"),
        ({"given": ["x"]}, "stimulus"),
        ({"given": {}}, "stimulus"),
        ({"given": [1.0]}, "stimulus of shape (1,)"),
        ({"view": "third"}, "view = 'third'"),
        ({"view": 99}, "view = 99"),
        ({"view": 0.0}, "view = 0.0"),
        ({"view": None}, "view = None"),
        ({"modality": "smell"}, "modality = 'smell'"),
        ({"modality": []}, "modality = []"),
    ],
    ids=lambda value: str(value),
)
def test_a_nonsense_stimulus_is_refused(population, given, piece):
    refused(lambda: population.agents[0].respond(**({"given": "grasp"} | given)), piece)


@pytest.mark.parametrize("action", ["grsp", 99, -1, None, 1.5, True])
def test_an_action_that_is_none_is_refused_when_it_is_done(action):
    population = ma.Population(OCTOPUS, seed=1)
    refused(lambda: population.agents[0].act(action), f"action = {action!r}")
    assert not population.agents[0]._acts


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"action": "grsp"}, "action = 'grsp'"),
        ({"action": 99}, "action = 99"),
        ({"source": "x"}, "source = 'x'"),
        ({"view": "third"}, "view = 'third'"),
        ({"view": 99}, "view = 99"),
        ({"modality": "smell"}, "modality = 'smell'"),
    ],
    ids=lambda value: str(value),
)
def test_a_nonsense_percept_is_refused(population, given, piece):
    refused(lambda: population.percept(**({"action": "grasp"} | given)), piece)


@pytest.mark.parametrize("ticks", [-1, "x", 1.5, None])
def test_time_does_not_go_by_nonsense(population, ticks):
    refused(lambda: population.forward(ticks), f"ticks = {ticks!r}")


@pytest.mark.parametrize(
    ("which", "figure", "piece"),
    [
        ("run", "nope", "figure = 'nope': must be one of calibration, "),
        ("run", 5, "figure = 5"),
        ("run", None, "figure = None"),
        ("nope", "sources", "run 'nope': no such run"),
        (None, "sources", "run"),
        (5, "sources", "run"),
    ],
)
def test_a_figure_that_is_none_is_refused(run, which, figure, piece):
    refused(lambda: ma.plot(run if which == "run" else which, figure, out=run.path.parent), piece)


@pytest.mark.parametrize(
    "species", [5, None, "", "x", "missing.yaml", "a\0.yaml", Path("nowhere/x.yaml"), str(LIBRARY)]
)
def test_what_is_no_species_is_refused(species):
    refused(lambda: ma.load_species(species), "")


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"design": None}, "design = None"),
        ({"design": 5}, "design = 5"),
        ({"design": []}, "design = []"),
        ({"design": "abc"}, "design = 'abc'"),
        ({"design": [5]}, "design: 5"),
        ({"design": [("A", "M")]}, "a block must be"),
        ({"design": [("A", "M", -1)]}, "trials = -1"),
        ({"design": [("A", "M", 1.5)]}, "trials = 1.5"),
        ({"design": [(5, "M", 1)]}, "cue = 5"),
        ({"design": [("A", {}, 1)]}, "motor = {}"),
        ({"design": [[[("A", "M", 1)]]]}, "a block must be"),
        ({"rule": "hebb"}, "learning rule = 'hebb'"),
        ({"rule": []}, "learning rule = []"),
        ({"alpha": "x"}, "alpha of 'A' = 'x'"),
        ({"alpha": None}, "alpha"),
        ({"alpha": {"B": 0.3}}, "cue 'A' has no salience"),
        ({"beta_present": 2}, "beta_present = 2"),
        ({"beta_absent": None}, "beta_absent = None"),
        ({"context": "x"}, "context = 'x'"),
        ({"alpha": 1, "beta_present": 1, "context": 0}, "must be below 1, or learning oscillates"),
    ],
    ids=lambda value: str(value),
)
def test_nonsense_conditioning_is_refused(given, piece):
    refused(lambda: ma.condition(**({"design": [("A", "M", 1)]} | given)), piece)
