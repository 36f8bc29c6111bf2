"""Reading logs: several files, and whatever may stand in one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.field.rates import rates
from mirror_abm.field.reading import parse_log, read_log

from .logs import AGGREGATED, ELAN, PLAIN, V7, V8, WIDE


def test_several_files_of_one_kind_are_one_log(tmp_path):
    for name in ("o1", "o2"):
        (tmp_path / f"{name}.tsv").write_text(V8.replace("o1", name))
    assert set(read_log([tmp_path / "o1.tsv", tmp_path / "o2.tsv"]).seconds) == {"o1", "o2"}
    (tmp_path / "again.tsv").write_text(V8)
    with pytest.raises(InputError, match="'o1' is in two files"):
        read_log([tmp_path / "o1.tsv", tmp_path / "again.tsv"])
    (tmp_path / "plain.csv").write_text(PLAIN)
    with pytest.raises(InputError, match="are of different kinds"):
        read_log([tmp_path / "o1.tsv", tmp_path / "plain.csv"])


CELLS = st.sampled_from(
    [
        "",
        "1",
        "2.5",
        "-1",
        "nan",
        "inf",
        "1e400",
        "00:00:01.5",
        "99:99:99",
        "Ada",
        "Bo",
        "START",
        "STOP",
        "x",
        '"',
        '"a',
        "a,b",
        "\t",
        ";",
        "Total length",
        "NA",
        "é",
        "\0",
    ]
)


HEADS = st.sampled_from(
    [
        *(text.split("\n")[0] for text in (V8, AGGREGATED, ELAN, WIDE, PLAIN)),
        V7,
        "time,subject,behaviour",
        "",
    ]
)


@settings(max_examples=120, deadline=None)
@given(
    HEADS,
    st.lists(st.lists(CELLS, max_size=9), max_size=5),
    st.sampled_from("\t,;"),
    st.sampled_from([None, 1.0, {"o1": 2}]),
)
def test_a_fuzzed_log_is_a_table_or_a_sentence(head, rows, separator, hours):
    text = head + "\n" + "\n".join(separator.join(row) for row in rows)
    try:
        log = parse_log(text, "day.csv").observed(hours)
        table = rates(log, shifts=0)
    except MirrorError as error:
        assert str(error).count("\n") == 0
        return
    assert (log.events["start"] >= 0).all()
    assert table["count"].min() >= 0
    assert len(log.events)


@pytest.mark.slow
def test_a_million_rows_are_read_in_time(tmp_path):
    import time

    rng, count = np.random.Generator(np.random.PCG64(0)), 10**6
    table = pd.DataFrame(
        {
            "Observation id": rng.integers(0, 40, count),
            "Observation duration": 7200.0,
            "Subject": rng.integers(0, 20, count),
            "Behavior": rng.integers(0, 15, count),
            "Behavior type": "POINT",
            "Time": rng.uniform(0, 7200, count).round(3),
            "Comment": "",
        }
    )
    table.to_csv(tmp_path / "large.csv", index=False)
    began = time.process_time()
    assert len(read_log(tmp_path / "large.csv").events) > 0.99 * count
    assert time.process_time() - began < 20
