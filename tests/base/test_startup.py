"""What a command loads before it works, measured in modules: unlike seconds, they do not vary."""

import gc
import json
import subprocess
import sys

import pytest

from mirror_abm.base import startup

pytestmark = pytest.mark.versions


def python(program):
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()


def loaded(command):
    """Return the modules that a command has loaded when it ends."""
    said = python(
        "import sys\nfrom mirror_abm.base.startup import hurry\nhurry()\n"
        "from mirror_abm.cli.main import app\n"
        f"try:\n    app({command.split()!r})\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "print('LOADED', *sys.modules)"
    )
    return set(said[said.index("LOADED") :])


def test_help_and_species_load_no_more_than_they_need():
    assert not {"numpy", "pandas", "numba", "pydantic"} & loaded("--help")
    listed = loaded("species list")
    assert "mirror_abm.profile.species" in listed
    assert not {"pandas", "mesa", "seaborn", "matplotlib"} & listed
    assert not {"seaborn", "matplotlib", "scipy.stats"} & loaded("species show octopus_vulgaris")
    assert not {"pandas", "mesa", "seaborn", "matplotlib"} & loaded("experiment list")


def test_a_run_with_figures_leaves_most_of_scipy_alone(tmp_path):
    """Mesa 3.5 needs ``scipy.spatial`` for classes of its own, which cannot be put off."""
    found = loaded(f"run octopus_vulgaris --days 0.01 --replicates 1 --out {tmp_path}")
    assert {"mesa", "numba", "seaborn", "pandas"} <= found
    assert not {name for name in found if name.startswith(("scipy.stats", "scipy.cluster"))}
    assert len(list(tmp_path.glob("*/figures/*.p*"))) == 6


def test_what_was_put_off_is_there_when_it_is_used():
    """Whoever draws densities, or multiplies in numba, after us gets the real functions."""
    found = python(
        "import sys, numpy as np\nfrom mirror_abm.base.startup import hurry\nhurry()\n"
        "import mirror_abm as ma, mirror_abm.report.figures\n"
        "ma.Population('octopus_vulgaris', point=True, collect=False).forward(1000)\n"
        "print(*[name for name in sys.modules if name.startswith('scipy.stats')], 'then')\n"
        "import seaborn as sns, numba\n"
        "sns.kdeplot(np.arange(9.0), cumulative=True)\n"
        "sns.clustermap(np.arange(9.0).reshape(3, 3))\n"
        "from mesa.experimental.continuous_space.continuous_space import cdist\n"
        "import scipy.stats, scipy.spatial.distance\n"
        "print(cdist([[0, 0]], [[3, 4]])[0, 0], scipy.stats.norm.cdf(0),"
        " scipy.spatial.distance.euclidean([0], [2]))\n"
        "print(numba.njit(lambda a: a @ a)(2 * np.eye(2))[0, 0])"
    )
    assert found == ["then", "5.0", "0.5", "2.0", "4.0"]


def test_a_module_may_be_put_off_and_asked_for_anything():
    found = python(
        "import sys\nfrom mirror_abm.base.startup import hurry, put_off\nhurry()\n"
        "with put_off('xml.dom.minidom:parseString'):\n"
        "    from xml.dom.minidom import parseString\n"
        "    dom = vars(sys.modules['xml.dom.minidom'])\n"
        "    print('parseString' in dom, 'xml.dom' in sys.modules)\n"
        "    from xml.dom.minidom import Node\n"
        "    print(Node.ELEMENT_NODE, hasattr(sys.modules['xml.dom.minidom'], 'nonesuch'))\n"
        "print(parseString('<a/>').documentElement.tagName)"
    )
    assert found == ["True", "True", "1", "False", "a"]


def test_in_a_session_of_somebody_else_nothing_is_put_off_and_garbage_is_looked_for_as_ever():
    found = python(
        "import gc, sys\nbefore = gc.get_threshold()\n"
        "import mirror_abm as ma, mirror_abm.report.figures\n"
        "ma.Population('octopus_vulgaris', point=True, collect=False)\n"
        "import scipy.spatial.distance\n"
        "import mesa.experimental.continuous_space.continuous_space as space\n"
        "print(space.cdist is scipy.spatial.distance.cdist, gc.get_threshold() == before)\n"
        "print('scipy.stats' in sys.modules)"
    )
    assert found == ["True", "True", "True"]


def test_garbage_is_looked_for_rarely_but_is(monkeypatch):
    before = gc.get_threshold()
    monkeypatch.setattr(startup, "_ours", False)
    try:
        startup.hurry()
        young, middle, old = gc.get_threshold()
    finally:
        gc.set_threshold(*before)
    assert gc.isenabled()
    assert 500_000 <= young * middle * old <= 2_000_000


#: what simulates, counts or draws: two seconds of CPU in all
HEAVY = {"pandas", "pyarrow", "networkx", "mesa", "numba", "scipy", "matplotlib", "seaborn"}
#: commands that simulate nothing, and what they may load of it
LIGHT = {
    "--help": set(),
    "runs list --out {runs}": set(),
    "runs verify --help": set(),
    "tree": set(),
    "explain step": set(),
    "explain accounts": set(),
    "experiment show heyes_2005": set(),
    "species cite macaca_mulatta": set(),
    "species diff macaca_mulatta homo_sapiens": set(),
    "species check {species}": {"networkx"},  # of the group, whose ties make what is met
    "species show octopus_vulgaris": {"networkx"},
    "species show macaca_mulatta --html {page}": {"networkx"},
    "evidence": {"networkx", "pandas", "pyarrow"},
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder with a run as a list sees it, a board, and what is neither; and files to be read."""
    from mirror_abm.base.library import LIBRARY

    folder = tmp_path_factory.mktemp("kept")
    runs = folder / "runs"
    told = {"species": ["mus"], "accounts": ["none"], "days": 1, "span": "1 active day"}
    for name, files in {
        "0123456789ab": {
            "manifest.json": {
                "id": "0123456789ab",
                "elapsed_seconds": 1,
                "finished": "2026-11-27T12:00:00+00:00",
                "listed": told | {"replicates": 2, "with": "defaults"},
            },
            "plan.json": {},
        },
        "a_board": {"plan.json": {"cohorts": []}},
    }.items():
        (runs / name).mkdir(parents=True)
        for file, value in {**files, "DONE": {"plan.json": ""}}.items():
            (runs / name / file).write_text(json.dumps(value))
    (runs / "notes").mkdir()
    return {
        "runs": runs,
        "page": folder / "page.html",
        "species": LIBRARY / "octopus_vulgaris.yaml",
    }


def test_commands_that_simulate_nothing_load_nothing_that_does(kept):
    """All in one process, the lightest first, so that what one has loaded the next may use."""
    asked = [command.format(**kept) for command in LIGHT]
    program = (
        "import sys\nfrom mirror_abm.base.startup import hurry\nhurry()\n"
        "from mirror_abm.cli.main import app\n"
        f"for words in {[each.split() for each in asked]!r}:\n"
        "    try:\n        app(words)\n"
        "    except SystemExit as end:\n        assert not end.code, words\n"
        f"    print('\\nLOADED', *sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("LOADED")]
    assert len(lines) == len(LIGHT)
    loaded_before = set()
    for (command, allowed), found in zip(LIGHT.items(), lines, strict=True):
        assert set(found) - loaded_before <= allowed, command
        loaded_before |= set(found)
    assert "0123456789ab" in done.stdout
    assert "is the plan of a board" in " ".join(done.stderr.split())


def test_a_run_is_shown_without_an_engine(tmp_path):
    made = python(
        "import mirror_abm as ma\nif __name__ == '__main__':\n"
        f"    print(ma.run('octopus_vulgaris', days=0.01, replicates=2, out={str(tmp_path)!r}).id)"
    )
    drawn = loaded(f"runs show {made[0]} --out {tmp_path}")  # the first time draws the figures
    assert "seaborn" in drawn
    shown = loaded(f"runs show {made[0]} --out {tmp_path}")
    assert not {"mesa", "numba", "seaborn", "matplotlib"} & shown


def test_a_list_of_runs_opens_one_file_of_each(kept):
    """A list of ten thousand is to take two seconds; a count does not flake, as seconds do."""
    opened = python(
        "import sys\nfrom mirror_abm.simulation.catalogue import catalogue\n"
        "from pathlib import Path\n"
        f"out, opened = {str(kept['runs'])!r}, []\n"
        "sys.addaudithook(lambda event, given: opened.append(str(given[0]))"
        " if event == 'open' and str(given[0]).startswith(out) else None)\n"
        "found = list(catalogue(Path(out)))\n"
        "print(len(found), *[Path(each).name for each in opened if '0123456789ab' in each])"
    )
    assert opened == ["2", "manifest.json"]
