"""Compilation put off to the first call gives the same numbers, and costs nothing before it."""

import subprocess
import sys

import numpy as np

from mirror_abm.base.first_call import jit


def total(values):
    found = 0.0
    for value in values:
        found += value
    return found


def test_a_loop_is_compiled_when_it_is_called_and_gives_the_same():
    late = jit(total)
    assert late.__name__ == "total"
    values = np.array([0.1, 0.2, 0.3])
    assert late(values) == late(values) == total(values)


def test_a_plan_is_made_without_numba_and_scipy():
    """What lists and shows runs and species loads no compiler."""
    code = (
        "import sys, mirror_abm.simulation.plan, mirror_abm.simulation.conditions, "
        "mirror_abm.simulation.manifest, mirror_abm.simulation.cards; "
        "print([name for name in ('numba', 'scipy', 'mesa') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
