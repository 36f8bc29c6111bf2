"""What a replay is made of: silent species, and logs whose witnesses are known."""

import pandas as pd
import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.material import silent_species, witnessed_log
from mirror_abm.field.reading import parse_log

from .logs import PLAIN


def test_a_species_does_nothing_of_itself_and_keeps_its_actions():
    found = silent_species("macaca_mulatta")
    assert found.acts.audible_rate.value == found.acts.audible_rate.high == 0
    assert not any(found.experience.model_dump().values())
    assert found.group.layout == "complete"
    assert "coo" in {action.name for action in found.actions}


def test_a_list_of_actions_makes_opaque_silent_acts_in_equal_shares():
    found = silent_species(["wave", "reach", "kick"])
    assert {action.kind for action in found.actions} == {"opaque"}
    assert sum(action.share.value for action in found.actions) == pytest.approx(1)


def test_a_table_of_acts_is_put_in_order_and_its_witnesses_with_it():
    table = pd.DataFrame(
        [("B", "kick", 9.0, "A"), ("A", "wave", 1.0, None)],
        columns=["subject", "behaviour", "start", "seen_by"],
    )
    log, witnesses = witnessed_log(table, 0.5)
    assert log.events["subject"].tolist() == ["A", "B"]
    assert witnesses.tolist() == ["", "A"]
    assert log.seconds == {"the log": 1800.0}
    assert witnessed_log(parse_log(PLAIN, "day.csv"), 1)[1] is None


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("A", "", 1.0), "row 1: behaviour: is missing"),
        (("A", "wave", "soon"), "row 1: time = 'soon': must be seconds or hh:mm:ss.mmm"),
        (("", "wave", 1.0), "row 1: subject is missing"),
    ],
)
def test_a_row_that_is_no_act_is_refused(row, sentence):
    table = pd.DataFrame([row], columns=["subject", "behaviour", "start"])
    with pytest.raises(InputError, match=sentence):
        witnessed_log(table, 1)
