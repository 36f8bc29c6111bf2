"""A run in shards, in any order, resumed and merged: the same bytes as in one piece."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.files import write_json
from mirror_abm.base.locks import alone
from mirror_abm.simulation import batch
from mirror_abm.simulation.batch import carry_out_shard, merge_shards
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute
from mirror_abm.simulation.shards import Shard

from .tiny import OCTOPUS, SPARROW, fingerprint

PLAN = {"days": 0.02, "replicates": 3, "knockouts": 1}


@pytest.fixture(scope="module")
def plan():
    return make_plan([OCTOPUS, SPARROW], **PLAN)


@pytest.fixture(scope="module")
def bytes_of(plan, tmp_path_factory):
    return fingerprint(execute(plan, tmp_path_factory.mktemp("whole")))


def test_shards_in_any_order_merge_into_the_same_bytes(plan, bytes_of, tmp_path):
    for number in (3, 1, 2):
        assert carry_out_shard(plan, Shard(number, 3), tmp_path) == 2
    assert not (tmp_path / plan.id / "DONE").exists()
    run = merge_shards(plan.id[:6], tmp_path)
    assert fingerprint(run) == bytes_of
    left = {path.name for path in run.path.iterdir()}
    assert left == {"plan.json", "manifest.json", "tables", "DONE"}
    assert merge_shards(run.path) == run  # it is done already


def test_tasks_that_are_missing_are_told_by_shard_and_a_plain_run_does_the_rest(
    plan, bytes_of, tmp_path
):
    told = []
    carry_out_shard(plan, Shard(1, 3), tmp_path)
    with pytest.raises(InputError, match=r"4 of 6 tasks are not done \(shards: 2/3, 3/3\)"):
        merge_shards(plan.id, tmp_path)
    run = execute(plan, tmp_path, progress=lambda *each: told.append(each[1]))
    assert told == [3, 4, 5, 6]  # what the shard had done was not done again
    assert fingerprint(run) == bytes_of
    assert not (run.path / "shards").exists()
    assert carry_out_shard(plan, Shard(2, 3), tmp_path) == 2  # of a run that is done: nothing to do
    assert not (run.path / "shards").exists()


def test_an_interrupted_shard_goes_on_from_where_it_was(plan, tmp_path):
    told = []

    def stop(species, done, total):
        told.append((done, total))
        if len(told) == 1:
            raise KeyboardInterrupt

    with pytest.raises(Exception, match=r"shard 1/2 .* interrupted with 1 of 3 tasks done"):
        carry_out_shard(plan, Shard(1, 2), tmp_path, progress=stop)
    carry_out_shard(plan, Shard(1, 2), tmp_path, progress=stop)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_shard_at_work_is_not_merged(plan, tmp_path):
    carry_out_shard(plan, Shard(1, 2), tmp_path)
    folder = Shard(2, 2).folder(tmp_path / plan.id)
    with (
        alone(folder, "shard"),
        pytest.raises(InputError, match=r"\(shards still at work: 2/2\)"),
    ):
        merge_shards(plan.id, tmp_path)


def test_shards_of_other_code_are_not_merged(plan, tmp_path):
    carry_out_shard(plan, Shard(1, 1), tmp_path)
    data = plan.as_dict()
    data["code"]["engine/loop.py"] = "0" * 16
    write_json(tmp_path / plan.id / "plan.json", data)
    with pytest.raises(InputError, match=r"other code began it \(engine/loop.py\)"):
        merge_shards(plan.id, tmp_path)


def test_the_tasks_of_a_plan_stand_in_the_order_of_its_tables(plan):
    assert plan.tasks[2:4] == [(SPARROW, 2), (OCTOPUS, 0)]


def test_a_shard_writes_nothing_into_a_run_whose_plan_stands(plan, tmp_path, monkeypatch):
    """Who holds the run's lock removes what is half written there, of the shard as well."""
    carry_out_shard(plan, Shard(1, 3), tmp_path)
    written = []
    monkeypatch.setattr(batch, "write_json", lambda path, _: written.append(path.name))
    carry_out_shard(plan, Shard(2, 3), tmp_path)
    assert written == []
    (tmp_path / plan.id / "plan.json").write_bytes(b"\xff damaged")
    carry_out_shard(plan, Shard(2, 3), tmp_path)
    assert written == ["plan.json"]


def test_what_a_merge_killed_at_its_end_left_is_removed_by_merge_and_by_run(plan, tmp_path):
    whole = execute(plan, tmp_path)
    for again in (lambda: merge_shards(whole.path), lambda: execute(plan, tmp_path)):
        for left in ("parts", "shards/1-of-2/parts"):
            (whole.path / left).mkdir(parents=True)
        assert again() == whole
        assert {path.name for path in whole.path.iterdir()} == {
            *("plan.json", "manifest.json", "tables", "DONE")
        }
