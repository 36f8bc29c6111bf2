"""The stage, which all tests of kills share, and what they compare with."""

import pytest

from .scenes import MADE_BY, SCENES, WARM, Ready, Whole
from .stage import Stage, can_be_built


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """Return the stage, with all loaded."""
    if not can_be_built():
        pytest.skip("LEFT OUT: kills at each write need gcc on Linux (tests/crash/disk.c)")
    folder = tmp_path_factory.mktemp("stage")
    made = Stage(folder, [[*words, "--out", str(folder / "warm")] for words in WARM])
    yield made
    made.end()


@pytest.fixture(scope="session")
def wholes(stage, tmp_path_factory):
    """Return what is made without a break, by kind."""
    made = {}
    for kind, scene in MADE_BY.items():
        out = tmp_path_factory.mktemp("whole") / "out"
        out.mkdir()
        played = stage.play(out, *scene.typed(out))
        assert played.code == 0, played.told
        made[kind] = Whole(out)
    return made


@pytest.fixture(scope="session")
def ready(stage, wholes, tmp_path_factory):
    """Return a scene by its name, with what it begins with and what it makes."""
    made = {}

    def get(name):
        if name not in made:
            scene, before = SCENES[name], tmp_path_factory.mktemp("before") / "out"
            made[name] = Ready(scene, stage, wholes[scene.kind], before)
        return made[name]

    return get
