"""What a command loads before it works, measured in modules: unlike seconds, they do not vary."""

import gc
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
    return set(
        python(
            "import sys\nfrom mirror_abm.base.startup import hurry\nhurry()\n"
            "from mirror_abm.cli.main import app\n"
            f"try:\n    app({command.split()!r})\n"
            "except SystemExit as end:\n    assert not end.code\n"
            "print('LOADED', *sys.modules)"
        )[1:]
    )


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
