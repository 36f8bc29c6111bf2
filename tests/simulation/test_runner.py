"""A run is its plan: the same plan gives the same bytes, whatever stopped it; nonsense is refused in one sentence."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pandas as pd
import pytest

import mirror_abm as ma
from mirror_abm.base import processes
from mirror_abm.base.errors import Interrupted, MirrorError, StorageError
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.shelf import sources
from mirror_abm.simulation import archive, runner
from mirror_abm.simulation.archive import TABLES, is_done, load_run
from mirror_abm.simulation.plan import Plan, make_plan
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.task import simulate

pytestmark = pytest.mark.versions

OCTOPUS, SPARROW = "octopus_vulgaris", "melospiza_georgiana"
TINY = {"days": 0.02, "replicates": 2}
OCTOPUS_FILE = (LIBRARY / f"{OCTOPUS}.yaml").read_text(encoding="utf-8")


def fingerprint(run):
    """Return the SHA-256 of the bytes of every table."""
    return {
        name: hashlib.sha256((run.path / "tables" / f"{name}.parquet").read_bytes()).hexdigest()
        for name in TABLES
    }


def leftovers(folder):
    """Return what a write that was not finished would leave behind."""
    return [path for path in folder.rglob("*") if path.name.startswith(".")]


@pytest.fixture(scope="module")
def plan():
    return make_plan([OCTOPUS, SPARROW], **TINY)


@pytest.fixture(scope="module")
def run(plan, tmp_path_factory):
    return execute(plan, tmp_path_factory.mktemp("runs"))


@pytest.fixture
def no_simulation(monkeypatch):
    """Let nothing be simulated."""

    def refuse(*_):
        raise AssertionError("something was simulated")

    monkeypatch.setattr(runner, "simulate", refuse)


# ------------------------------------------------------------------ the same plan, the same bytes
def test_two_workers_give_the_bytes_of_one(plan, run, tmp_path):
    assert fingerprint(execute(plan, tmp_path, workers=2)) == fingerprint(run)


def test_another_order_of_the_species_is_the_same_run(plan, run, tmp_path):
    other = ma.run([SPARROW, OCTOPUS], out=tmp_path, **TINY)
    assert other.id == run.id == plan.id
    assert fingerprint(other) == fingerprint(run)


def test_a_fresh_process_gives_the_same_bytes(run, tmp_path):
    code = (
        f"import mirror_abm as ma; print(ma.run([{SPARROW!r}, {OCTOPUS!r}], days={TINY['days']}, "
        f"replicates={TINY['replicates']}, out={str(tmp_path)!r}).id)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    assert told.stdout.strip() == run.id
    assert fingerprint(load_run(run.id, tmp_path)) == fingerprint(run)


def test_another_seed_gives_other_bytes(run, tmp_path):
    other = fingerprint(ma.run([OCTOPUS, SPARROW], seed=1, out=tmp_path, **TINY))
    same = {name for name, digest in fingerprint(run).items() if other[name] == digest}
    assert not same & {"units", "animals", "groups", "ledger", "curves", "draws", "summary"}


@pytest.mark.parametrize("replicate", [0, 1])
def test_a_replicate_alone_equals_the_same_one_of_more(run, replicate):
    more = make_plan([SPARROW], days=TINY["days"], replicates=5)
    for name, alone in simulate(more, SPARROW, replicate).items():
        table = run.table(name)
        there = table[
            (table["species"] == SPARROW) & (table["replicate"] == replicate)
        ].reset_index(drop=True)
        assert len(there) > 0
        pd.testing.assert_frame_equal(there, alone, check_exact=True, check_dtype=False)


# ------------------------------------------------------------------ interrupted, killed, failed
def test_an_interrupted_run_is_resumed_and_nothing_is_computed_twice(
    plan, run, tmp_path, monkeypatch
):
    def stop(species, done, total):
        if done == 3:
            raise KeyboardInterrupt

    told = rf"^run {plan.id}: interrupted with 3 of 4 tasks done; type the same command again to resume\.$"
    with pytest.raises(Interrupted, match=told):
        execute(plan, tmp_path, progress=stop)
    folder = tmp_path / plan.id
    assert not is_done(folder)
    assert not leftovers(folder)
    assert not (folder / "tables").exists()
    assert len(list(folder.glob("parts/*/DONE"))) == 3

    computed, reported = [], []
    monkeypatch.setattr(
        runner, "simulate", lambda p, *task: computed.append(task[:2]) or simulate(p, *task)
    )
    resumed = execute(plan, tmp_path, progress=lambda *args: reported.append(args))
    assert computed == [(OCTOPUS, 1)]
    assert reported == [(OCTOPUS, 4, 4)]
    assert fingerprint(resumed) == fingerprint(run)
    assert not (folder / "parts").exists()


def test_a_part_without_done_is_computed_again(plan, run, tmp_path):
    def stop(species, done, total):
        raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        execute(plan, tmp_path, progress=stop)
    part = next((tmp_path / plan.id / "parts").iterdir())
    (part / "DONE").unlink()
    (part / "units.parquet").write_bytes(b"half")
    assert fingerprint(execute(plan, tmp_path)) == fingerprint(run)


def test_a_plan_damaged_while_interrupted_is_written_anew(plan, run, tmp_path):
    folder = tmp_path / plan.id
    folder.mkdir()
    (folder / "plan.json").write_text("{")
    assert execute(plan, tmp_path).plan == plan
    assert load_run(folder).plan.id == plan.id


KILLED = """
import os, signal, sys, time
from multiprocessing.connection import Connection
from mirror_abm.simulation import task
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

def first(name):
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True

def die_once():
    if first("killed"):
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__mp_main__":  # in the workers only
    record, send = task.recordings, Connection._send

    def recordings(population):
        die_once()
        return record(population)

    def one_busy(population):  # the other one dies while this one, deep in its task, hears no signal
        if first("busy"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
            while not os.path.exists("killed"):
                time.sleep(0.01)
            time.sleep(float(sys.argv[2]))
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        elif not os.path.exists("killed"):
            die_once()
        return record(population)

    def cut_short(self, buf, write=os.write):
        if len(buf) > 65536 and not os.path.exists("killed"):
            os.write(self._handle, bytes(buf[:4096]))
            die_once()
        return send(self, buf, write)

    if sys.argv[1] == "at work":
        task.recordings = recordings
    elif sys.argv[1] == "beside a busy one":
        task.recordings = one_busy
    else:
        Connection._send = cut_short

if __name__ == "__main__":
    told = []
    execute(make_plan(sys.argv[3:], days=0.02, replicates=2), "runs", 2, lambda species, done, total: told.append(done))
    print(told)
"""


@pytest.mark.parametrize(
    ("when", "deaf"),
    [
        ("at work", 0),
        ("sending its result", 0),
        ("beside a busy one", 1),
        ("beside a busy one", 300),
    ],
)
def test_a_killed_worker_is_replaced_and_changes_nothing(when, deaf, run, tmp_path):
    """Nor may the run wait for ever for the other half of what the worker was sending."""
    (tmp_path / "killed.py").write_text(KILLED)
    process = subprocess.Popen(
        [sys.executable, "killed.py", when, str(deaf), OCTOPUS, SPARROW],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        pytest.fail("the run waits for ever")
    assert process.returncode == 0, err
    assert out == "[1, 2, 3, 4]\n"
    assert (tmp_path / "killed").exists() or when == "sending its result"
    assert fingerprint(load_run(run.id, tmp_path / "runs")) == fingerprint(run)


def test_workers_that_are_killed_again_and_again_end_in_a_sentence(plan, tmp_path, monkeypatch):
    asked = []

    def broken(_work, tasks, _workers):
        asked.append(len(tasks))
        raise BrokenProcessPool
        yield

    monkeypatch.setattr(processes, "spread", broken)
    with pytest.raises(MirrorError, match=r"killed 4 times .*try --workers 1\.$"):
        execute(plan, tmp_path, workers=2)
    assert asked == [4, 4, 4, 4]
    assert not is_done(tmp_path / plan.id)


def test_a_disk_that_fills_up_before_done_leaves_an_unfinished_run_that_resumes(
    plan, run, tmp_path, monkeypatch
):
    written, write = [], archive.write_json

    def full(path, value):
        if path.name == "manifest.json":
            raise StorageError("manifest.json: cannot be written: No space left on device.")
        write(path, value)

    with monkeypatch.context() as patch:
        patch.setattr(archive, "write_json", full)
        with pytest.raises(StorageError, match="No space left"):
            execute(plan, tmp_path)
    folder = tmp_path / plan.id
    with pytest.raises(MirrorError, match=r"is not finished; type its command again"):
        load_run(folder)

    def note(path, value):
        if path.name == "DONE" and path.parent == folder:
            written.append(
                sorted(
                    str(p.relative_to(folder))
                    for p in folder.rglob("*.*")
                    if "parts" not in p.parts
                )
            )
        write(path, value)

    monkeypatch.setattr(archive, "write_json", note)
    monkeypatch.setattr(runner, "simulate", None)
    assert fingerprint(execute(plan, tmp_path)) == fingerprint(run)
    assert written == [
        sorted(["plan.json", "manifest.json", *(f"tables/{name}.parquet" for name in TABLES)])
    ]


def test_done_holds_the_checksum_of_every_file(run):
    sums = json.loads((run.path / "DONE").read_text())
    assert set(sums) == {
        "plan.json",
        "manifest.json",
        *(f"tables/{name}.parquet" for name in TABLES),
    }
    for name, digest in sums.items():
        assert hashlib.sha256((run.path / name).read_bytes()).hexdigest() == digest
    newest = max((run.path / name).stat().st_mtime_ns for name in sums)
    assert (run.path / "DONE").stat().st_mtime_ns >= newest
    assert not leftovers(run.path)


@pytest.mark.usefixtures("no_simulation")
def test_a_finished_run_is_not_run_again(plan, run):
    before = {path: path.stat().st_mtime_ns for path in run.path.rglob("*")}
    again = execute(
        plan, run.path.parent, progress=lambda *_: pytest.fail("something was reported as run")
    )
    assert again == run
    assert {path: path.stat().st_mtime_ns for path in run.path.rglob("*")} == before


# ------------------------------------------------------------------ finding runs
def test_a_run_is_found_by_id_by_its_beginning_and_by_path(run):
    out = run.path.parent
    for found in (
        load_run(run.id, out),
        load_run(run.id[:4], out),
        load_run(run.path),
        load_run(str(run.path), "elsewhere"),
    ):
        assert found.id == run.id
        assert found.table("summary").equals(run.table("summary"))


def test_what_is_not_one_finished_run_is_not_found(run, tmp_path):
    with pytest.raises(
        MirrorError, match=rf"^run 'nope': no such run in .* Runs there: {run.id}\.$"
    ):
        load_run("nope", run.path.parent)
    with pytest.raises(MirrorError, match=r"no such run in .* Runs there: none\.$"):
        load_run(run.id, tmp_path)
    for name, files in (
        ("abc1", ["plan.json", "DONE"]),
        ("abc2", ["plan.json", "DONE"]),
        ("def", ["plan.json"]),
    ):
        (tmp_path / name).mkdir()
        for file in files:
            (tmp_path / name / file).write_text("{}")
    with pytest.raises(
        MirrorError, match=r"^run 'abc': several runs begin so in .*abc[12], abc[12]\.$"
    ):
        load_run("abc", tmp_path)
    with pytest.raises(
        MirrorError, match=r"^run def: is not finished; type its command again to resume it\.$"
    ):
        load_run("def", tmp_path)


@pytest.mark.parametrize(
    "name",
    ["", "*", "**", "?", "[", "/", ".", "..", "elsewhere/", "a\0", "a" * 5000, 5, None, True],
)
def test_what_is_no_name_of_a_run_finds_none(run, name):
    """Nor is a name a pattern: ``*`` must not open whatever run is there."""
    with pytest.raises(MirrorError, match=r"^run "):
        load_run(f"{name}{run.id}" if name == "elsewhere/" else name, run.path.parent)


@pytest.mark.parametrize("name", ["nope", 5, None, []])
def test_an_unknown_table_is_refused_with_the_names_of_those_there_are(run, name):
    with pytest.raises(
        MirrorError, match=r"^table = .*: must be one of animals, curves, draws, groups, knockouts"
    ):
        run.table(name)


# ------------------------------------------------------------------ what the tables must hold
def test_the_arms_of_a_contrast_are_the_same_animals(tmp_path):
    done = ma.run(SPARROW, without="sound", contrast=True, out=tmp_path, **TINY)
    assert set(done.table("groups")["arm"]) == {"intact", "without sound"}
    for name in ("units", "groups", "animals"):
        whole = done.table(name)
        keys = [
            key
            for key in ("account", "modality", "view", "replicate", "group", "animal", "unit")
            if key in whole
        ]
        arms = {
            arm: table[keys].sort_values(keys).reset_index(drop=True)
            for arm, table in whole.groupby("arm")
        }
        pd.testing.assert_frame_equal(arms["intact"], arms["without sound"])
    draws = {
        arm: table.drop(columns="arm").reset_index(drop=True)
        for arm, table in done.table("draws").groupby("arm")
    }
    pd.testing.assert_frame_equal(draws["intact"], draws["without sound"])
    curves = done.table("curves")
    born = {
        arm: table["mirror_index"].tolist()
        for arm, table in curves[curves["hours"] == 0].groupby("arm")
    }
    assert born["intact"] == born["without sound"]
    assert len(set(born["intact"])) > 1
    met = done.table("ledger").groupby("arm")["source"].agg(set)
    assert "sound" in met["intact"]
    assert met["without sound"] == met["intact"] - {"sound"}
    learned = curves.query("account == 'associative'")
    lived = {arm: table["mirror_index"].tolist() for arm, table in learned.groupby("arm")}
    assert lived["intact"] != lived["without sound"]


def test_every_source_is_knocked_out_in_the_first_replicates(tmp_path):
    done = ma.run(SPARROW, days=0.02, replicates=2, knockouts=1, out=tmp_path)
    found = (
        done.table("knockouts").groupby(["account", "modality", "replicate"])["source"].agg(sorted)
    )
    every = sorted(sources.names)
    assert found.to_dict() == {
        ("associative", "visual", 0): every,
        ("associative", "auditory", 0): every,
    }
    ledger = done.table("ledger")
    for source in sources.names:
        assert source not in set(ledger.loc[ledger["arm"] == f"without {source}", "source"])


def test_a_run_without_a_source_has_no_knockouts(tmp_path):
    done = ma.run(OCTOPUS, without="all", out=tmp_path, **TINY)
    assert len(done.table("knockouts")) == 0
    assert set(done.table("summary")["arm"]) == {"without all"}
    assert len(done.table("ledger")) == 0 or done.table("ledger")["source"].isna().all()


def test_the_account_none_never_changes_and_the_associative_does(run):
    curves = run.table("curves").query("arm == 'intact'")
    lives = curves.groupby(["species", "account", "modality", "replicate", "group", "animal"])[
        "mirror_index"
    ]
    spread = (lives.max() - lives.min()).groupby(["species", "account"]).max()
    assert spread[SPARROW, "none"] == spread[OCTOPUS, "none"] == 0.0
    assert spread[SPARROW, "associative"] > 0.01
    assert spread[OCTOPUS, "associative"] > 0


def test_a_species_file_of_the_users_own_runs_beside_a_bundled_one(tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_text(OCTOPUS_FILE.replace(f"name: {OCTOPUS}", "name: my_octopus"))
    done = ma.run([str(own), OCTOPUS], out=tmp_path / "runs", **TINY)
    assert done.plan.species == ("my_octopus", OCTOPUS)
    draws = (
        done.table("draws")
        .query("name == 'experience.self_observation.rate'")
        .groupby("species")["value"]
        .agg(set)
    )
    assert set(draws.index) == {"my_octopus", OCTOPUS}
    assert draws["my_octopus"].isdisjoint(draws[OCTOPUS])  # another name, other draws
    own.write_text("gone")
    assert load_run(done.path).plan.profile("my_octopus").taxon.scientific == "Octopus vulgaris"


def test_the_manifest_says_what_to_cite(run):
    assert {"heyes_2010", "mather_1991"} <= set(run.manifest["cite"])
    assert run.manifest["id"] == run.id
    assert set(run.manifest["profiles"]) == {OCTOPUS, SPARROW}


# ------------------------------------------------------------------ the plan and its id
def test_a_plan_survives_the_round_trip(plan, run):
    for other in (
        Plan.from_dict(plan.as_dict()),
        Plan.from_dict(json.loads(json.dumps(plan.as_dict()))),
        run.plan,
    ):
        assert other == plan
        assert other.id == plan.id
    assert len(plan.id) == 12


def test_the_order_of_species_and_sources_does_not_change_the_id():
    one = make_plan(
        [OCTOPUS, SPARROW], without=["sound", "mirrors"], settings={"constants.tau": 2.0}
    )
    two = make_plan(
        [SPARROW, OCTOPUS], without=["mirrors", "sound", "mirrors"], settings={"constants.tau": 2.0}
    )
    assert one.id == two.id


def test_a_whole_number_is_the_same_setting_as_the_command_reads_it():
    """The command reads ``--set constants.tau=2`` as 2.0; the same plan in Python says 2."""
    ids = {
        make_plan([OCTOPUS], days=days, settings={"constants.tau": tau, "group.size": size}).id
        for days, tau, size in ((1, 2, 1), (1.0, 2.0, 1.0))
    }
    assert len(ids) == 1


def test_every_choice_changes_the_id(tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(
        OCTOPUS_FILE.replace("size: {value: 1, low: 1, high: 2", "size: {value: 1, low: 1, high: 3")
    )
    assert "high: 3, unit: animals" in other.read_text()
    choices = [
        {},
        {"seed": 1},
        {"days": 0.03},
        {"replicates": 3},
        {"world": "permuted"},
        {"weights": "excitatory"},
        {"point": True},
        {"learners": 1},
        {"cap": 59},
        {"knockouts": 1},
        {"account": "none"},
        {"without": "sound"},
        {"without": "sound", "contrast": True},
        {"settings": {"constants.tau": 1.4}},
        {"settings": {"experience.self_observation.rate": 3.0}},
        {"settings": {"group.size": 1}},
    ]
    ids = [make_plan([OCTOPUS], **(TINY | choice)).id for choice in choices]
    ids += [make_plan([str(other)], **TINY).id, make_plan([OCTOPUS, SPARROW], **TINY).id]
    assert len(set(ids)) == len(ids)


# ------------------------------------------------------------------ nonsense in Python
RATE = "experience.self_observation.rate"
NONSENSE_RUNS = [
    ({"species": 123}, "species"),
    ({"species": [123]}, "species"),
    ({"species": [OCTOPUS, None]}, "species"),
    ({"species": [OCTOPUS, OCTOPUS]}, "named twice"),
    ({"species": "octopus_vulgari"}, "Did you mean octopus_vulgaris?"),
    ({"days": True}, "days = True"),
    ({"days": "x"}, "days = 'x'"),
    ({"days": None}, "days = None"),
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
        ({"seed": None}, "seed = None"),
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
        ("run", "nope", "figure = 'nope': must be one of contrast, "),
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
