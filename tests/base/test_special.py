"""Distribution functions without the package around them are those of the package."""

import subprocess
import sys

import pytest
import scipy.special

from mirror_abm.base.special import special

NAMES = ("stdtrit", "nctdtr", "betaincinv", "bdtrc")
pytestmark = pytest.mark.versions


def python(program):
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()


@pytest.mark.parametrize("name", NAMES)
def test_in_a_session_of_somebody_else_it_is_what_the_package_has(name):
    assert special(name) is getattr(scipy.special, name)


def test_in_a_command_they_come_alone_give_the_same_and_leave_the_package_whole():
    found = python(
        "import sys\nfrom mirror_abm.base.startup import hurry\nhurry()\n"
        "from mirror_abm.base.special import special\n"
        f"mine = [special(name) for name in {NAMES}]\n"
        "print('scipy.special' in sys.modules)\n"
        "import scipy.special, scipy.stats\n"
        "print(hasattr(scipy.special, 'logsumexp'), scipy.stats.norm.cdf(0))\n"
        "given = {'stdtrit': (4, .95), 'nctdtr': (4, 1.5, 2.0), 'betaincinv': (3, 2, .05),\n"
        "         'bdtrc': (14, 20, .5)}\n"
        f"for f, n in zip(mine, {NAMES}):\n"
        "    print(f(*given[n]) == getattr(scipy.special, n)(*given[n]))"
    )
    assert found == ["False", "True", "0.5", "True", "True", "True", "True"]
