"""Coded behaviour logs: every format, what is refused and where, rates against other routes, and the blocks they make."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import mirror_abm as ma
from mirror_abm.base.errors import InputError, MirrorError
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.field.fragment import fragment, renamed
from mirror_abm.field.log import FieldLog, parse_log, read_log
from mirror_abm.field.rates import Record, counts, garwood, rates
from mirror_abm.profile.species import SpeciesProfile, load_species

V8 = """Observation id\tObservation date\tDescription\tObservation duration\tObservation type\tSource\tTime offset (s)\tMedia duration (s)\tFPS\tSubject\tBehavior\tBehavioral category\tModifier #1\tBehavior type\tTime\tMedia file name\tImage index\tImage file path\tComment
o1\t2024-01-01 10:00:00\t\t600.0\tMedia file(s)\tx.mp4\t0.0\t600.0\t25.0\tAda\tgroom\t\tBo\tSTART\t1.0\tx\t1\tNA\t
o1\t2024-01-01 10:00:00\t\t600.0\tMedia file(s)\tx.mp4\t0.0\t600.0\t25.0\tAda\tgroom\t\tBo\tSTOP\t3.5\tx\t1\tNA\t
o1\t2024-01-01 10:00:00\t\t600.0\tMedia file(s)\tx.mp4\t0.0\t600.0\t25.0\tBo\tgroom\t\t\tPOINT\t4.0\tx\t1\tNA\t
"""  # noqa: E501 - a header of BORIS 8
V7 = """Observation id,the seventh

Media file(s)
Player #1,/x.mp4

Observation date,2018-01-01
Description,
Time offset (s),0.000

Time,Media file path,Total length,FPS,Subject,Behavior,Behavioral category,Comment,Status
2.5,/x.mp4,1200.0,25.0,Ada,groom,,,START
4.5,/x.mp4,1200.0,25.0,Ada,groom,,,STOP
5,/x.mp4,1200.0,25.0,No focal subject,groom,,,POINT
"""
AGGREGATED = """Observation id,Observation date,Description,Media file,Total length,FPS,Subject,Behavior,Behavioral category,Modifiers,Behavior type,Start (s),Stop (s),Duration (s),Comment start,Comment stop
o1,2021,,x,1381.01,29.97,Ada,groom,,,STATE,689.000,989.023,300.023,,
o1,2021,,x,1381.01,29.97,Bo,groom,,,POINT,690.000,690.000,NA,,
"""  # noqa: E501
ELAN = """Tier\tParticipant\tBegin Time - hh:mm:ss.ms\tBegin Time - ss.msec\tEnd Time - hh:mm:ss.ms\tEnd Time - ss.msec\tText
hand\tAda\t00:00:01.000\t1.000\t00:00:02.000\t2.000\twave
hand\tBo\t00:01:03.500\t63.500\t00:01:04.000\t64.000\twave
"""
BARE = "Ada\t\t00:00:01.000\t1.000\t00:00:02.000\t2.000\twave\nBo\t\t00:01:03.500\t63.500\t00:01:04.000\t64.000\twave\n"
WIDE = "Begin Time - msec\tEnd Time - msec\tAda\tBo\n1000\t2000\twave\t\n63500\t64000\t\twave\n"
PLAIN = "time;subject;behaviour;target\n0:00:01;Ada;wave;Bo\n63,5;Bo;wave;Ada\n"


def acts(log):
    return [
        tuple(row)
        for row in log.events[["observation", "subject", "behaviour", "start"]].itertuples(
            index=False
        )
    ]


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


def test_ends_give_durations_and_modifiers_targets_if_named():
    log = parse_log(V8, "day.tsv", target="Modifier #1")
    assert log.events["stop"].tolist()[0] == 3.5
    assert np.isnan(log.events["stop"].tolist()[1])
    assert log.events["target"].tolist() == ["Bo", ""]
    assert parse_log(V8, "day.tsv").events["target"].tolist() == ["", ""]
    assert any("--target" in note for note in parse_log(V8, "day.tsv").notes)


def test_the_sum_of_the_durations_of_acts_is_not_taken_for_focal_time():
    text = AGGREGATED.replace("Total length", "Observation duration by subject by observation")
    assert parse_log(text, "day.csv").seconds == {}
    with pytest.raises(
        InputError, match=r"does not say how long it was observed: give the hours with --hours"
    ):
        parse_log(text, "day.csv").observed()
    assert parse_log(text, "day.csv").observed(0.5).seconds == {"o1": 1800.0}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", r"day.csv:1 is no log that can be read"),
        ("a,b\n1,2\n", r"day.csv:1 is no log that can be read"),
        ("time,subject,behaviour\n", r"day.csv: has no rows below its header"),
        (
            "time,subject,behaviour\n1,a,x\nsoon,a,x\n",
            r"day.csv:3 time = 'soon': must be seconds or hh:mm:ss.mmm",
        ),
        ("time,subject,behaviour\n1,a,x\n\n-2,a,x\nnan,a,x\n", r"day.csv:5 time = 'nan'"),
        ("time,subject,behaviour\n1,a,x\n-2,a,x\n", r"day.csv:3 time = '-2': must not be negative"),
        ("time,subject,behaviour\n1,a,\n", r"day.csv:2 behaviour: is missing"),
        ("time,subject,behaviour,stop\n5,a,x,2\n", r"day.csv:2 ends at 2 s, before 5 s"),
        ("time,subject,behaviour,stop\n5,a,x,later\n", r"day.csv:2 stop = 'later'"),
        (
            "time,subject,behaviour\n1,a,x\n1,a,x,y,z\n",
            r"day.csv:3 has 5 cells: must have at most 3",
        ),
        ("time,subject,behaviour\n1,a,x,y\n", r"day.csv: rows have more cells than the header"),
        (WIDE.replace("wave", ""), r"day.csv: has no acts"),
        ("time,subject,behaviour\n1,,x\n", r"day.csv: no row says who acted"),
        (
            V8.replace("POINT", "PAUSE"),
            r"day.csv:4 status = 'PAUSE': must be START, STOP, POINT or STATE",
        ),
        (V8.replace("\t4.0\t", "\tNA\t"), r"day.csv:4 time = 'NA'"),
        ("\0\0\1", r"is not text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, sentence):
    with pytest.raises(InputError, match=sentence):
        parse_log(text, "day.csv")


def test_hours_go_before_the_log_and_must_be_long_enough():
    log = parse_log(V8, "day.tsv")
    assert log.observed(1).seconds == {"o1": 3600.0}
    assert log.observed({"o1": 0.25}).seconds == {"o1": 900.0}
    with pytest.raises(InputError, match=r"'o2': there is none of this name"):
        log.observed({"o2": 1})
    with pytest.raises(InputError, match=r"lasts 0.36 s but its acts span 3 s"):
        log.observed(0.0001)
    late = parse_log("time,subject,behaviour\n9000,a,x\n9010,b,x\n", "day.csv").observed(0.01)
    assert late.events["start"].tolist() == [0.0, 10.0]
    assert any("counted from its first act" in note for note in late.notes)


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


# ------------------------------------------------------------------ rates
def made(seed=0, hours=1.0, observations=3, copying=0.25, answering=0.3):
    """Return a log of four animals in which grooms are copied after 2 s and threats answered by submission after 1 s."""
    rng, rows, animals = np.random.Generator(np.random.PCG64(seed)), [], "ABCD"
    for number in range(observations):
        for place, animal in enumerate(animals):
            other = animals[(place + 1) % 4]
            for behaviour, rate in (("groom", 30), ("threat", 20), ("submit", 5)):
                for time in rng.uniform(0, hours * 3600, rng.poisson(rate * hours)):
                    rows.append((f"o{number}", animal, behaviour, time, ""))
                    if behaviour == "groom" and rng.random() < copying:
                        rows.append((f"o{number}", other, "groom", time + 2, animal))
                    if behaviour == "threat" and rng.random() < answering:
                        rows.append((f"o{number}", other, "submit", time + 1, animal))
    events = pd.DataFrame(
        rows, columns=["observation", "subject", "behaviour", "start", "target"]
    ).assign(stop=np.nan)
    events = (
        events[events["start"] < hours * 3600]
        .sort_values(["observation", "start"])
        .reset_index(drop=True)
    )
    order = ["observation", "subject", "behaviour", "start", "stop", "target"]
    return FieldLog(
        events[order], {f"o{number}": hours * 3600 for number in range(observations)}, "plain"
    )


def by_hand(log, act, answer, first=0.2, last=5.0, seen="target"):
    """Count acts that an other follows, one pair after the other."""
    rows = list(log.events.itertuples(index=False))
    return sum(
        any(
            two.behaviour == answer
            and two.observation == one.observation
            and two.subject != one.subject
            and first < two.start - one.start <= last
            and (seen == "all" or two.target in ("", one.subject))
            for two in rows
        )
        for one in rows
        if one.behaviour == act
    )


@pytest.mark.parametrize("seen", ["target", "all"])
def test_followed_acts_are_those_counted_by_hand(seen):
    log = made(observations=2, hours=0.5)
    table = rates(log, seen=seen, shifts=0).set_index(
        ["measure", "subject", "behaviour", "answer"]
    )["count"]
    for behaviour in ("groom", "threat", "submit"):
        assert table["being_imitated", "all", behaviour, ""] == by_hand(
            log, behaviour, behaviour, seen=seen
        )
    assert table["complementary", "all", "threat", "submit"] == by_hand(
        log, "threat", "submit", seen=seen
    )
    assert table["complementary", "all", "submit", "threat"] == by_hand(
        log, "submit", "threat", seen=seen
    )
    assert table["acts", "all", "all", ""] == len(log.events)
    each = sum(table["being_imitated", animal, "all", ""] for animal in "ABCD")
    assert each == table["being_imitated", "all", "all", ""]


def test_the_expectation_by_chance_is_the_mean_of_many_rotations():
    log = made(hours=0.2)
    record = Record(log, "target")
    rng = np.random.Generator(np.random.PCG64(5))
    turned = np.array([counts(record, record.shifted(rng))[0].sum(axis=(2, 3)) for _ in range(600)])
    error = turned.std(axis=0) / np.sqrt(len(turned))
    assert (
        np.abs(record.by_chance().sum(axis=(2, 3)) - turned.mean(axis=0)) <= 4 * error + 1e-9
    ).all()
    assert (error > 0).any()


def test_what_was_put_in_is_found_and_nothing_else():
    table = rates(made()).set_index(["measure", "subject", "behaviour", "answer"])
    assert table.loc[("being_imitated", "all", "groom", ""), "p_chance"] <= 0.01
    assert table.loc[("complementary", "all", "threat", "submit"), "p_chance"] <= 0.01
    assert table.loc[("complementary", "all", "threat", "submit"), "net_low"] > 0
    assert table.loc[("complementary", "all", "groom", "submit"), "p_chance"] > 0.01
    assert table.loc[("being_imitated", "all", "threat", ""), "p_chance"] > 0.01


def test_without_copying_chance_is_rarely_beaten():
    asked = "measure == 'being_imitated' and subject == 'all' and behaviour == 'all'"
    small = [
        rates(made(seed, 0.3, 2, 0.0, 0.0), shifts=39).query(asked)["p_chance"].item()
        for seed in range(30)
    ]
    assert np.mean(np.array(small) <= 0.1) <= 0.3
    assert np.std(small) > 0.1


def test_garwood_is_the_textbook_interval():
    low, high = garwood(np.array([0, 1, 10, 100]))
    np.testing.assert_allclose(
        low, [0, 0.0253, 4.7954, 81.3636], atol=1e-3
    )  # Garwood 1936; Ulm 1990, table
    np.testing.assert_allclose(high, [3.6889, 5.5716, 18.3904, 121.6266], atol=1e-3)
    assert stats.poisson.sf(9, low[2]) == pytest.approx(0.025)
    assert stats.poisson.cdf(10, high[2]) == pytest.approx(0.025)


def test_synchrony_is_counted_in_bouts():
    rows = [
        ("o", animal, "bob", time + late, np.nan, "")
        for time in (10, 11, 12, 40, 41)
        for animal, late in (("A", 0), ("B", 0.1))
    ]
    rows.append(("o", "C", "bob", 100.0, np.nan, ""))
    log = FieldLog(
        pd.DataFrame(
            rows, columns=["observation", "subject", "behaviour", "start", "stop", "target"]
        ),
        {"o": 3600.0},
        "plain",
    )
    table = (
        rates(log, shifts=19)
        .query("measure == 'synchrony' and behaviour == 'bob'")
        .set_index("subject")
    )
    assert table.loc["A", "count"] == table.loc["B", "count"] == 2
    assert table.loc["C", "count"] == 0
    assert table.loc["all", "expected"] < 1


def test_focal_hours_are_those_of_the_observations_an_animal_was_in():
    head = "observation,time,subject,behaviour,target,observation_duration\n"
    log = parse_log(head + "o1,1,A,x,B,3600\no2,1,C,x,,7200\n", "day.csv")
    hours = (
        rates(log, shifts=0)
        .query("measure == 'acts' and behaviour == 'all'")
        .set_index("subject")["focal_hours"]
    )
    assert hours.to_dict() == {"all": 3.0, "A": 1.0, "C": 2.0}


def test_the_same_seed_gives_the_same_table():
    log = made(hours=0.2)
    pd.testing.assert_frame_equal(rates(log, shifts=19), rates(log, shifts=19))
    assert not rates(log, shifts=19, seed=1)["p_chance"].equals(rates(log, shifts=19)["p_chance"])


# ------------------------------------------------------------------ blocks of a species file
def blocks(**options):
    profile = load_species("macaca_mulatta")
    names = {"threat": "threat_face", "submit": "lip_smack"}
    log, other = renamed(made(hours=3.0, observations=2), names, profile)
    return profile, log, fragment(log, rates(log, shifts=59), profile, other, "target", **options)


def test_the_blocks_make_a_valid_profile_with_the_rates_of_the_log():
    profile, log, text = blocks(key="heyes_2010")
    found = parse_yaml(text, "blocks.yaml")
    data = profile.model_dump(mode="json")
    assert "complementary" in found["experience"]
    merged = SpeciesProfile.model_validate(
        data | found
    )  # in place of those of the profile, as the file says
    for name in (
        "mirrors",
        "self_observation",
        "watching_others",
    ):  # no log tells them, and without them they would not exist
        assert getattr(merged.experience, name) == getattr(profile.experience, name)
    hours = 2 * 3.0 * 4
    groom = (log.events["behaviour"] == "groom").sum()
    silent = len(log.events)
    assert merged.quantities()["acts.visible_share"].value == pytest.approx(
        groom / silent, rel=1e-3
    )
    assert [pair.act for pair in merged.experience.complementary.pairs] == ["threat_face"]
    assert merged.experience.being_imitated.rate.how == "measured"
    assert f"{hours:g} focal hours" in merged.experience.being_imitated.rate.reason
    assert (
        0 < merged.experience.being_imitated.rate.low < merged.experience.being_imitated.rate.value
    )
    assert "Assumed, not measured" in text


def test_a_log_in_which_every_act_is_addressed_is_read():
    """All targets known: no gap turns the column into floats."""
    log = parse_log(PLAIN.replace("63,5", "4,5"), "day.csv").observed(1.0)
    table = rates(log, seen="target", shifts=0).set_index(["measure", "subject", "behaviour"])
    assert table.loc[("being_imitated", "Ada", "wave"), "count"].item() == 1
    assert Record(log, "target").whom.tolist() == [1, 0]


def test_names_that_do_not_exist_are_refused():
    profile, log = load_species("macaca_mulatta"), made(hours=0.1)
    with pytest.raises(
        InputError, match=r"--as gromo=groom: the log has no such behaviour. Did you mean groom"
    ):
        renamed(log, {"gromo": "groom"}, profile)
    with pytest.raises(
        InputError,
        match=r"--as threat=threat_fac: macaca_mulatta has no such action. Did you mean threat_face",
    ):
        renamed(log, {"threat": "threat_fac"}, profile)
    strange = FieldLog(log.events.assign(behaviour="sings"), log.seconds, "plain")
    with pytest.raises(InputError, match="no behaviour of the log is one of its actions"):
        fragment(strange, rates(strange, shifts=0), profile, ["sings"], "all")


# ------------------------------------------------------------------ replay
def tutor(copied, seed=3):
    """Return a log in which B repeats what A does after one second with chance ``copied``, else does something else then."""
    rng, rows = np.random.Generator(np.random.PCG64(seed)), []
    for time in np.arange(10, 3590, 8):
        act, other = rng.choice(["reach", "wave", "smile", "kick"], 2, replace=False)
        rows += [("A", act, time), ("B", act if rng.random() < copied else other, time + 1)]
    return pd.DataFrame(rows, columns=["subject", "behaviour", "start"])


ACTIONS = ["reach", "wave", "smile", "kick"]


def test_being_copied_in_the_log_makes_mirror_units_and_not_being_copied_none():
    options = {"hours": 1, "replicates": 3, "point": True}
    copied, not_copied = (ma.replay(tutor(share), ACTIONS, **options) for share in (1.0, 0.0))
    index = copied.groups.set_index(["account", "modality"])["mean"]
    assert index["associative", "visual"] > 0.2
    assert abs(index["none", "visual"]) < 0.05
    assert not_copied.groups.set_index(["account", "modality"])["mean"]["associative", "visual"] < 0
    assert (copied.contingency.query("population == 'visual_other'")["delta_p"] > 0.5).all()
    assert (not_copied.contingency.query("population == 'visual_other'")["delta_p"] < 0.3).all()
    assert set(copied.ledger["source"]) == {"being_imitated"}
    assert set(copied.groups["unit_of_replication"]) == {"group"}


def test_the_ledger_counts_what_happened():
    table = tutor(1.0)
    found = ma.replay(table, ACTIONS, "none", hours=1, replicates=1, point=True)
    ledger = found.ledger.set_index("animal")
    assert ledger["percepts"].to_dict() == {"A": len(table) // 2, "B": len(table) // 2}
    assert ledger.loc["A", "matched"] == pytest.approx(np.exp(-1.0) * len(table) / 2, rel=1e-9)
    assert (ledger["nonmatched"] == 0).all()
    assert ledger["mean_lag"].to_dict() == pytest.approx({"A": -1.0, "B": 1.0})


def test_both_engines_live_through_the_same_log():
    log = made(hours=0.2, observations=2)
    mapped = {"threat": "threat_face", "submit": "lip_smack"}
    one, two = (
        ma.replay(log, "macaca_mulatta", "associative", actions=mapped, replicates=1, engine=engine)
        for engine in ("agents", "compiled")
    )
    pd.testing.assert_frame_equal(one.animals, two.animals, check_exact=True)
    pd.testing.assert_frame_equal(one.ledger, two.ledger, check_exact=True)
    assert two.ledger["percepts"].sum() > 100


def test_who_sees_an_act_is_told():
    table = pd.DataFrame(
        [
            ("A", "wave", 1.0, "B", "C"),
            ("B", "kick", 20.0, "", "A;C"),
            ("C", "kick", 40.0, "A", ""),
        ],
        columns=["subject", "behaviour", "start", "target", "seen_by"],
    )
    seen = {}
    for way in ("all", "target", "column"):
        found = ma.replay(table, ACTIONS, "none", hours=0.1, seen_by=way, replicates=1, point=True)
        seen[way] = found.ledger.groupby("animal")["percepts"].sum().to_dict()
    assert seen == {
        "all": {"A": 2, "B": 2, "C": 2},
        "target": {"A": 2, "B": 1, "C": 1},
        "column": {"A": 1, "C": 2},
    }
    blind = ma.replay(table, ACTIONS, "none", hours=0.1, attention=0.0, replicates=1, point=True)
    assert blind.ledger.empty


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"profile": "macaca_mulatta"}, r"behaviour 'reach' and 3 more: no such action"),
        ({"profile": ["reach"]}, r"must be a species, or a list of 2 to 24 actions"),
        ({"profile": ["reach", "Not a name", "wave"]}, r"must be named in lower case"),
        ({"seen_by": "some"}, r"seen_by = 'some': must be one of all, column, target"),
        ({"seen_by": "column"}, r"events have no column seen_by"),
        ({"attention": 2}, r"attention = 2: must be a number from 0 to 1"),
        ({"hours": None}, r"does not say how long"),
        ({"actions": dict.fromkeys(ACTIONS)}, r"every behaviour is left out"),
        ({"account": "no_such"}, r"account = 'no_such'"),
        ({"events": pd.DataFrame({"subject": ["A"]})}, r"column behaviour is missing"),
        ({"events": 5}, r"must be a log, the path of one, or a table"),
        ({"events": tutor(1.0).assign(subject="A")}, r"one animal alone"),
    ],
)
def test_a_replay_that_cannot_be_is_refused(change, sentence):
    options = {"events": tutor(1.0), "profile": ACTIONS, "hours": 1, "replicates": 1} | change
    with pytest.raises(InputError, match=sentence):
        ma.replay(options.pop("events"), options.pop("profile"), **options)


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
