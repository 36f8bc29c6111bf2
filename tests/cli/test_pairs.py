"""NAME=VALUE as it is typed."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.cli.pairs import pairs, roles, told_hours


def test_the_last_sign_of_a_behaviour_and_the_first_of_a_role_parts_them():
    assert pairs(["a=b=c"], "--as") == {"a=b": "c"}
    assert roles(["time=t=0 (s)"]) == {"time": "t=0 (s)"}


def test_hours_are_one_number_or_one_for_each_name():
    assert told_hours([]) is None
    assert told_hours(["1.5"]) == 1.5
    assert told_hours(["o1=1", "o=2=0.5"]) == {"o1": 1.0, "o=2": 0.5}


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: roles(["time"]), "--column time: must be ROLE=COLUMN"),
        (lambda: roles(["time=a", "time=b"]), "time is given twice"),
        (lambda: roles(["=a"]), "must be ROLE=COLUMN"),
        (lambda: pairs(["a"], "--as"), "--as a: must be NAME=VALUE"),
        (lambda: told_hours(["o1=soon"]), "--hours o1=soon: must be a number of hours"),
        (lambda: told_hours(["1", "2"]), "--hours 1: must be NAME=VALUE"),
    ],
)
def test_what_is_none_is_refused(call, sentence):
    with pytest.raises(InputError, match=sentence):
        call()
