"""One finished tiny run, and copies of it to be spoilt."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .shell import FIGURES, OCTOPUS

#: the least that passes for a whole picture
WHOLE = {".png": b"\x89PNG IEND\xaeB`\x82", ".pdf": b"%PDF %%EOF"}


@pytest.fixture(scope="session")
def done(tmp_path_factory):
    """One finished tiny run; its figures are files of a few bytes, which nothing draws again."""
    run = execute(
        make_plan([OCTOPUS], days=0.02, replicates=2), tmp_path_factory.mktemp("done") / "runs"
    )
    (run.path / "figures").mkdir()
    for name in FIGURES:
        for suffix in (".png", ".pdf"):
            (run.path / "figures" / f"{name}{suffix}").write_bytes(WHOLE[suffix])
    yield SimpleNamespace(out=run.path.parent, id=run.id)
    assert [path.name for path in run.path.parent.iterdir()] == [run.id], "all look for it alone"


@pytest.fixture
def copy(done, tmp_path):
    """The folder of a copy of the finished run, to be spoilt; its runs are in the parent."""
    return Path(shutil.copytree(done.out, tmp_path / "runs")) / done.id
