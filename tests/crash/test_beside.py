"""Commands at random moments of others: what is read is whole or not there, and nothing is lost."""

import random
import shutil
import signal

import pytest

from .scenes import MADE_BY, ONE, RUN, SCENES, files
from .share import number

#: what reads a run, as it is typed; each may find that it is not finished, and says so
READERS = {
    "verify": ("runs", "verify", "ID", "--sample", "2", *ONE),
    "show": ("runs", "show", "ID"),
    "list": ("runs", "list"),
    "answer": ("answer", "ID"),
    "plot": ("plot", "ID"),
    "ontogeny": ("ontogeny", "ID"),
}


def beside(reader, name, times, ready, folder):
    """Type a reader at random moments of a scene; return how often it found a whole run."""
    scene, chance, found = ready(name), random.Random(f"{reader}, {name}"), 0
    _, seconds = scene.timed(folder / "whole")
    for each in range(times):
        out = scene.begin(folder / str(each))
        if each % 2 and name == "run by two":  # one that goes on where it was killed
            scene.play(out, after=seconds / 2)
        (words,) = SCENES[name].typed(out, scene.whole.name, [READERS[reader]])
        played = scene.play(out, beside=[words], at=chance.uniform(0, 1.1 * seconds))
        assert played.code == 0, played.told
        if played.beside is None:  # it was over before
            continue
        code, told = played.beside["code"], played.beside["told"]
        assert "Traceback" not in told
        assert code in (0, 2), told  # 2: it is not there, or not finished, in a sentence
        found += code == 0
        shutil.rmtree(out / scene.whole.name / "next", ignore_errors=True)
        shutil.rmtree(out / scene.whole.name / "figures", ignore_errors=True)
        scene.whole.holds(out)
    return found


def test_a_reader_beside_a_run(ready, tmp_path):
    beside("verify", "run by two", 2, ready, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_readers_beside_runs_that_are_made_and_resumed(reader, ready, tmp_path, record_property):
    times = number(20)
    found = beside(reader, "run by two", times, ready, tmp_path)
    record_property("counted", f"{reader} beside a run: {times} times, {found} found it whole")


def left_alone(name, times, ready, folder):
    """Kill a command without its workers, and type it again at once; return how often it died."""
    scene, chance, died = ready(name), random.Random(name), 0
    _, seconds = scene.timed(folder / "whole")
    for each in range(times):
        out = scene.begin(folder / str(each))
        played = scene.play(out, after=chance.uniform(0.3, 1) * seconds, alone=True)
        died += played.code == -signal.SIGKILL
        scene.goes_on(out)
    return died


def test_a_command_killed_without_its_workers_goes_on_when_it_is_typed_again(ready, tmp_path):
    left_alone("run by two", 1, ready, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["run by two", "board by two"])
def test_commands_killed_without_their_workers(name, ready, tmp_path, record_property):
    died = left_alone(name, number(40), ready, tmp_path)
    record_property("counted", f"{name}: {died} times killed without its workers, all resumed")


ANOTHER = (*RUN, "--seed", "1", *ONE)
OF_A_RUN = {
    "answer": ("answer", "ID", "--also", "OTHER"),
    "plot": ("plot", "ID"),
    "ontogeny": ("ontogeny", "ID"),
    "show": ("runs", "show", "ID"),
    "diff": ("runs", "diff", "ID", "OTHER"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", OF_A_RUN)
def test_commands_on_a_finished_run_that_are_killed(what, ready, tmp_path, record_property):
    scene, chance, died, kills = ready("run"), random.Random(what), 0, number(20)
    out = scene.begin(tmp_path / "all")
    scene.play(out)
    scene.stage.play(out, [*ANOTHER, "--out", str(out)])
    (other,) = {path.name for path in out.iterdir()} - {scene.whole.name}
    given = {"ID": scene.whole.name, "OTHER": other}
    typed = [[*(given.get(word, word) for word in OF_A_RUN[what]), "--out", str(out)]]
    before, seconds = files(out), scene.stage.play(out, *typed, figures=True).seconds
    whole = files(out)
    for _ in range(kills):
        for name in whole.keys() - before.keys():
            if not name.endswith("/"):
                (out / name).unlink(missing_ok=True)
        killed = scene.stage.play(out, *typed, figures=True, after=chance.uniform(0, seconds))
        died += killed.code == -signal.SIGKILL
        again = scene.stage.play(out, *typed, figures=True)
        assert again.code == 0, again.told
        assert files(out) == whole
    record_property("counted", f"{what}: {died} of {kills} killed, all as before")


@pytest.mark.slow
@pytest.mark.parametrize("state", ["finished", "in shards"])
def test_a_run_half_deleted_is_deleted_or_made_again(state, ready, tmp_path, record_property):
    scene, count = ready("run" if state == "finished" else "merge"), 0
    words = [("runs", "delete", "--yes", "ID")]
    for last in range(1, 200):
        out = scene.begin(tmp_path / str(last))
        if state == "finished":
            shutil.copytree(scene.whole.path, out / scene.whole.name)
        typed = scene.scene.typed(out, scene.whole.name, words)
        played = scene.stage.play(out, *typed, how="kill", last=last)
        if played.code == 0:
            break
        count += 1
        again = scene.stage.play(out, *typed)
        assert again.code == 0 or files(out).keys() <= {f"{scene.whole.name}/"}, again.told
        assert files(out).keys() <= {f"{scene.whole.name}/"}
        assert scene.stage.play(out, *MADE_BY["run"].typed(out)).code == 0
        scene.whole.holds(out)
    assert count > 5
    record_property("counted", f"delete, {state}: {count} kills; typed again it is gone")


@pytest.mark.slow
def test_a_sweep_that_is_killed_goes_on(stage, tmp_path, record_property):
    words = ["sweep", *RUN[1:], "--over", "constants.alpha=0.02,0.05", *ONE]
    whole, chance = tmp_path / "whole", random.Random("sweep")
    whole.mkdir()
    played = stage.play(whole, [*words, "--out", str(whole)])
    assert played.code == 0, played.told
    for each in range(number(20)):
        out = tmp_path / str(each)
        out.mkdir()
        typed = [*words, "--out", str(out)]
        stage.play(out, typed, after=chance.uniform(0, played.seconds))
        again = stage.play(out, typed)
        assert again.code == 0, again.told
        assert files(out).keys() == files(whole).keys()
    record_property("counted", f"sweep: {number(20)} kills, all resumed")
