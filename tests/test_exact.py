"""What is the same on every machine: docs/exactness.md, on machines that this one can imitate.

The same sample is computed as it is here, with other kernels of BLAS and without NumPy's code for
newer processors, and with mathematical functions that end in another last bit
(another_machine/sitecustomize.py).
"""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

TESTS = Path(__file__).parent
ANOTHER = TESTS / "another_machine"
EXACT, EIGEN = 1e-12, 1e-6


def newer_code():
    """Return the processor features for which NumPy has code that can be switched off."""
    for core in ("numpy._core", "numpy.core"):
        if importlib.util.find_spec(core):
            module = importlib.import_module(f"{core}._multiarray_umath")
            return " ".join(
                name for name in module.__cpu_dispatch__ if module.__cpu_features__.get(name)
            )
    raise AssertionError("NumPy says nowhere what it switches by processor")


MACHINES = {
    "here": {},
    "older": {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": newer_code()},
    "last bit": {"PYTHONPATH": str(ANOTHER)},
}


@pytest.fixture(scope="module")
def samples():
    """Return the sample of each machine; all are computed at once."""
    home = str(TESTS.parent)
    started = {}
    for machine, changed in MACHINES.items():
        path = os.pathsep.join(
            [
                *filter(None, [changed.get("PYTHONPATH")]),
                home,
                *filter(None, [os.environ.get("PYTHONPATH")]),
            ]
        )
        started[machine] = subprocess.Popen(
            [sys.executable, str(ANOTHER / "sample.py")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | changed | {"PYTHONPATH": path},
        )
    found = {}
    for machine, process in started.items():
        out, err = process.communicate()
        assert process.returncode == 0, f"{machine}: {err}"
        found[machine] = json.loads(out)
    return found


def furthest(one, other):
    """Return the largest difference, relative to the larger of 1 and the numbers, and its place."""
    assert one.keys() == other.keys()
    away = {}
    for name in one:
        a, b = (np.array(each[name], float) for each in (one, other))
        assert a.shape == b.shape, name
        assert (np.isfinite(a) == np.isfinite(b)).all(), name
        a, b = a[np.isfinite(a)], b[np.isfinite(b)]
        away[name] = float((np.abs(a - b) / np.maximum(1, np.abs(a))).max(initial=0))
    return max((value, name) for name, value in away.items())


def test_the_other_machines_are_others(samples):
    """Else nothing is tried below; on x86, BLAS other than OpenBLAS has no second kernel."""
    assert (
        samples["last bit"]["numbers"]["draws.value"] != samples["here"]["numbers"]["draws.value"]
    )
    assert samples["last bit"]["weights"] != samples["here"]["weights"]
    assert another(samples, "older")["product"] != samples["here"]["product"]


def another(samples, machine):
    """Return the sample of a machine, or say that it was left out where it is no other than this.

    To compare a machine with itself would be a test that cannot fail.
    """
    found = samples[machine]
    if machine == "older" and found["product"] == samples["here"]["product"]:
        pytest.skip("BLAS has one kernel on this machine: an older machine was not compared")
    return found


def test_weights_are_the_same_to_the_bit_whatever_multiplies_matrices(samples):
    # JSON keeps all digits of a number
    assert another(samples, "older")["weights"] == samples["here"]["weights"]


@pytest.mark.parametrize("machine", ["older", "last bit"])
def test_what_is_counted_said_or_ranked_is_the_same_everywhere(samples, machine):
    here, there = samples["here"]["counted"], another(samples, machine)["counted"]
    assert {
        "units.kind",
        "units.own",
        "units.congruent",
        "units.counter",
        "units.unconditional_congruent",
        "designs.rank",
        "designs.tied",
        "designs.above_floor",
        "ledger.percepts",
        "classes.class",
    } <= set(here)
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.parametrize("machine", ["older", "last bit"])
def test_numbers_agree_to_twelve_digits_and_those_of_the_mean_field_to_six(samples, machine):
    here, there = samples["here"], another(samples, machine)
    for part, allowed in (("weights", EXACT), ("numbers", EXACT), ("mean field", EIGEN)):
        assert furthest(here[part], there[part]) < (allowed, ""), part
