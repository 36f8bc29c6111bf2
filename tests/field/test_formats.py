"""Every format is told apart and read, and nothing else is taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.field.formats import FORMATS, recognise
from mirror_abm.field.reading import parse_log

from .logs import AGGREGATED, BARE, ELAN, PLAIN, V7, V8, WIDE, acts


@pytest.mark.parametrize(
    ("text", "kind", "wanted", "seconds"),
    [
        (
            V8,
            "boris_tabular",
            [("o1", "Ada", "groom", 1.0), ("o1", "Bo", "groom", 4.0)],
            {"o1": 600.0},
        ),
        (V7, "boris_tabular", [("the seventh", "Ada", "groom", 2.5)], {"the seventh": 1200.0}),
        (
            AGGREGATED,
            "boris_aggregated",
            [("o1", "Ada", "groom", 689.0), ("o1", "Bo", "groom", 690.0)],
            {"o1": 1381.01},
        ),
        (ELAN, "elan", [("day", "Ada", "wave", 1.0), ("day", "Bo", "wave", 63.5)], {}),
        (BARE, "elan", [("day", "Ada", "wave", 1.0), ("day", "Bo", "wave", 63.5)], {}),
        (WIDE, "elan", [("day", "Ada", "wave", 1.0), ("day", "Bo", "wave", 63.5)], {}),
        (PLAIN, "plain", [("day", "Ada", "wave", 1.0), ("day", "Bo", "wave", 63.5)], {}),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_format_is_told_and_read(text, kind, wanted, seconds, ending):
    log = parse_log("\ufeff" + text.replace("\n", ending), "day.csv")
    assert (log.format, acts(log), log.seconds) == (kind, wanted, seconds)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([V8, V7, AGGREGATED, ELAN, BARE, WIDE, PLAIN]), st.data())
def test_a_log_with_a_few_characters_changed_is_a_table_or_a_sentence(text, data):
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        text = (
            text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 3)) :]
        )
        if not text:
            break
    try:
        parse_log(text, "day.csv")
    except MirrorError:
        return


def test_two_columns_of_one_name_are_refused_with_their_line():
    with pytest.raises(InputError, match=r"day.csv:2 names two columns 'time': rename one of them"):
        parse_log("a day\ntime,time ,subject,behaviour\n1,2,a,x\n", "day.csv")


def test_what_each_format_is_called_is_known_and_none_takes_the_header_of_another():
    headers = {
        "boris_tabular": V8,
        "boris_aggregated": AGGREGATED,
        "elan": ELAN,
        "plain": PLAIN,
    }
    assert set(headers) == set(FORMATS)
    for name, text in headers.items():
        assert recognise(text, "day.csv").format.name == name
