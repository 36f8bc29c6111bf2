"""What is killed: a run, a board, and the commands around them; and whether all is whole again."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from mirror_abm.base.leftovers import is_half_written
from mirror_abm.simulation.catalogue import catalogue
from mirror_abm.simulation.sealing import check, is_done

#: three tasks that are over in a moment
TINY = ("octopus_vulgaris", "--days", "0.01", "--replicates", "3", "--knockouts", "0")
RUN = ("run", *TINY)
#: three cohorts, of which one learns
BOARD = (
    *("experiment", "run", "cook_2010", "--subjects", "preset", "--prior-draws", "0"),
    *("--replicates", "2", "--account", "none", "--account", "genetic", "--account", "associative"),
)
ONE, TWO = ("--workers", "1"), ("--workers", "2")
WARM = ([*RUN, *ONE], [*BOARD, *ONE])
#: what differs between two runs of the same: how long they took
CLOCKED = ("manifest.json",)


@dataclass(frozen=True)
class Scene:
    """Commands that make something in a folder.

    Attributes
    ----------
    kind : str
        What they make, ``run`` or ``board``; all scenes of a kind make the same.
    commands : tuple of tuple of str
        What is typed; ``OUT`` stands for the folder, ``ID`` for the name of the run.
    before : tuple of tuple of str
        Commands that make what is there beforehand.
    """

    kind: str
    commands: tuple[tuple[str, ...], ...]
    before: tuple[tuple[str, ...], ...] = field(default=())

    def typed(self, out, name="", commands=None):
        """Return the commands as they are typed."""
        given = {"OUT": str(out), "ID": name, "PLAN": str(out.parent / "plan.json")}
        return [
            [*(given.get(word, word) for word in words), "--out", str(out)]
            for words in commands or self.commands
        ]


SHARDS = tuple((*RUN, *ONE, "--shard", f"{number}/2") for number in (1, 2))
MERGE = (("runs", "merge", "ID"),)
MADE_BY = {"run": Scene("run", ((*RUN, *ONE),)), "board": Scene("board", ((*BOARD, *ONE),))}
SCENES = {
    **MADE_BY,
    "run by two": Scene("run", ((*RUN, *TWO),)),
    "board by two": Scene("board", ((*BOARD, *TWO),)),
    "shards": Scene("run", (*SHARDS, *MERGE)),
    "merge": Scene("run", MERGE, SHARDS),
    "plan": Scene("run", (("run", "--plan", "PLAN", *ONE),)),
}


class Ready:
    """A scene, with what it begins with.

    Parameters
    ----------
    scene : Scene
        The scene.
    stage : Stage
        Plays what it begins with.
    whole : Whole
        What it makes.
    before : Path
        Folder for what it begins with; it is copied from there.
    """

    def __init__(self, scene, stage, whole, before):
        self.scene, self.stage, self.whole, self.before = scene, stage, whole, before
        if scene.before:
            before.mkdir(parents=True)
            played = stage.play(before, *scene.typed(before, whole.name, scene.before))
            assert played.code == 0, played.told

    def begin(self, folder):
        """Return the folder in which it is to be played, within another."""
        folder.mkdir(exist_ok=True)
        shutil.copy(self.whole.path / "plan.json", folder)
        if self.scene.before:
            return shutil.copytree(self.before, folder / "out")
        (folder / "out").mkdir()
        return folder / "out"

    def play(self, out, **how):
        """Play it."""
        return self.stage.play(out, *self.scene.typed(out, self.whole.name), **how)

    def timed(self, folder, each=False):
        """Return how many changes of the disk it takes, and how many seconds; play it whole."""
        out = self.begin(folder)
        played = self.play(out, how="count", each=each)
        assert played.code == 0, played.told
        self.whole.holds(out)
        shutil.rmtree(folder)
        return played.count, played.seconds

    def goes_on(self, out):
        """Check that what was stopped is what it should be so far, and goes on to be whole."""
        looked_at(out)
        again = self.play(out)
        assert again.code == 0, again.told
        self.whole.holds(out)
        shutil.rmtree(out.parent)


class Whole:
    """What is made without a break.

    Parameters
    ----------
    out : Path
        The folder in which one run or board is.
    """

    def __init__(self, out):
        (self.path,) = out.iterdir()
        self.name = self.path.name
        self.files = files(self.path)

    def holds(self, out):
        """Check that a folder holds the same, whole, and nothing else."""
        assert [path.name for path in out.iterdir()] == [self.name]
        path = out / self.name
        check(path)
        found = files(path)
        assert sorted(found) == sorted(self.files)
        for name, data in self.files.items():
            if Path(name).name == "DONE":
                assert sorted(json.loads(found[name])) == sorted(json.loads(data)), name
            elif name not in CLOCKED:
                assert found[name] == data, name


def files(folder):
    """Return the bytes of all files in a folder, by name; those of folders are empty."""
    return {
        str(path.relative_to(folder)) + "/" * path.is_dir(): path.read_bytes()
        if path.is_file()
        else b""
        for path in sorted(folder.rglob("*"))
    }


def looked_at(out):
    """Check that what is called done is whole, and that the list of runs says something of it."""
    list(catalogue(out))
    for path in out.iterdir():
        if is_done(path):
            check(path)
            listed = json.loads((path / "DONE").read_text())
            assert not any(is_half_written(Path(name).name) for name in listed)
