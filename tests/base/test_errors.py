"""The sentences that tell of faults, and the exceptions that carry them."""

import os
import pickle

import pytest

from mirror_abm.base.errors import (
    Faults,
    InputError,
    Interrupted,
    MirrorError,
    StorageError,
    closest,
    did_you_mean,
    reason,
    slipped,
    unknown,
)

NAMES = ("gorilla_gorilla", "homo_sapiens", "macaca_mulatta")


@pytest.mark.parametrize(
    ("got", "near"), [("macaca_mulata", NAMES[2]), ("zebra", None), (7, None), ("", None)]
)
def test_a_misspelt_name_is_recognized_and_nothing_else(got, near):
    assert closest(got, NAMES) == near
    assert did_you_mean(got, NAMES) == (f" Did you mean {near}?" if near else "")


@pytest.mark.parametrize(
    ("number", "low", "high", "hint"),
    [
        (1.7, 0, 1, " Did you mean 0.17?"),
        (0.3, 1, 10, " Did you mean 3?"),
        (55, 0, 1, " Did you mean 0.55?"),
        (0.02, 1, 10, " Did you mean 2?"),
        (5000, 0, 1, ""),
        (-3, -1, 1, ""),
    ],
)
def test_a_point_that_slipped_by_one_or_two_places_is_recognized(number, low, high, hint):
    assert slipped(number, low, high) == hint


def test_an_unknown_name_is_told_with_place_options_and_hint():
    error = unknown("inherits", "homo_sapeins", reversed(NAMES), "a.yaml:2:11")
    assert isinstance(error, InputError)
    assert str(error) == (
        "a.yaml:2:11 inherits = 'homo_sapeins': must be one of gorilla_gorilla, homo_sapiens, "
        "macaca_mulatta. Did you mean homo_sapiens?"
    )


def test_of_several_faults_the_first_is_the_error_s_own_sentence():
    error = Faults(iter(["a is wrong.", "b is wrong."]))
    assert str(error) == "a is wrong."
    assert error.sentences == ["a is wrong.", "b is wrong."]
    assert Faults("alone.").sentences == ["alone."]


@pytest.mark.parametrize(
    ("kind", "builtin", "code"),
    [(InputError, ValueError, 2), (StorageError, OSError, 3), (Interrupted, Exception, 4)],
)
def test_every_kind_has_its_exit_code_and_comes_back_from_a_worker(kind, builtin, code):
    error = kind("the disk is full.")
    assert isinstance(error, MirrorError)
    assert isinstance(error, builtin)
    assert error.exit_code == code
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (kind, "the disk is full.")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("Error writing bytes. Detail: [errno 5] Input/output error."), os.strerror(5)),
        (OSError(28, "Error writing. Detail: [errno 28] No space. Closed."), os.strerror(28)),
        (ValueError("Not a Parquet file."), "Not a Parquet file"),
        (IsADirectoryError(21, "no ordinary file"), "no ordinary file"),
    ],
)
def test_why_a_disk_refused_is_said_as_the_system_says_it(error, told):
    assert reason(error) == told
