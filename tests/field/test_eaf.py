"""Documents of ELAN: times of every annotation, and nothing that an attacker may declare."""

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.field.eaf import eaf_sheet
from mirror_abm.field.reading import parse_log, read_log

SLOTS = {"ts1": 0, "ts2": None, "ts3": None, "ts4": 9000, "ts5": 100}


def document(tiers, slots=None, units="milliseconds", head=""):
    """Return a document: tiers are (name, participant, [(id, slots or parent, text)])."""
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="{name}"' + (f' TIME_VALUE="{at}"/>' if at is not None else "/>")
        for name, at in (slots or SLOTS).items()
    )
    lines = []
    for name, participant, annotations in tiers:
        lines.append(f'<TIER TIER_ID="{name}" PARTICIPANT="{participant}">')
        for key, at, text in annotations:
            if isinstance(at, tuple):
                kind, where = "ALIGNABLE", f'TIME_SLOT_REF1="{at[0]}" TIME_SLOT_REF2="{at[1]}"'
            else:
                kind, where = "REF", f'ANNOTATION_REF="{at}"'
            value = f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>"
            lines.append(
                f'<ANNOTATION><{kind}_ANNOTATION ANNOTATION_ID="{key}" {where}>{value}'
                f"</{kind}_ANNOTATION></ANNOTATION>"
            )
        lines.append("</TIER>")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<ANNOTATION_DOCUMENT>'
        f'<HEADER TIME_UNITS="{units}"/><TIME_ORDER>{order}</TIME_ORDER>\n'
        + "\n".join(lines)
        + "\n</ANNOTATION_DOCUMENT>"
    )


ONE = [("hand", "Ada", [("a1", ("ts1", "ts4"), "wave &amp; kick")])]


def test_moments_that_were_not_fixed_lie_evenly_within_their_tier():
    chain = [("a1", ("ts1", "ts2"), "a"), ("a2", ("ts2", "ts3"), "b"), ("a3", ("ts3", "ts4"), "c")]
    log = parse_log(
        document([("t", "Ada", chain), ("u", "Bo", [("b1", ("ts5", "ts4"), "d")])]), "d"
    )
    assert log.events.query("subject == 'Ada'")["start"].tolist() == [0, 3, 6]
    assert log.events.query("subject == 'Bo'")["start"].tolist() == [0.1]


def test_annotations_of_annotations_have_their_times_and_share_them():
    more = [
        ("words", "Ada", [("w1", "a1", "x"), ("w2", "a1", "y")]),
        ("n", "Ada", [("n1", "w2", "z")]),
    ]
    sheet, notes = eaf_sheet(document(ONE + more), "d.eaf")
    assert sheet.table["Begin Time - ss.msec"].astype(float).tolist() == [0, 0, 4.5, 4.5]
    assert "count as acts of their own: words, n" in notes[0]
    assert sheet.lines.tolist() == [4, 7, 8, 11]


def test_text_keeps_its_letters_and_the_tier_acts_where_nobody_is_named():
    log = parse_log(document([("Ada L", "", ONE[0][2])]), "d.eaf")
    assert log.events[["subject", "behaviour"]].to_numpy().tolist() == [["Ada L", "wave & kick"]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (document(ONE, head="<!DOCTYPE a>"), r"d.eaf:2 declares a document type or entities"),
        (
            document(ONE, head='<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'),
            r"d.eaf:2 declares a document type or entities",
        ),
        (document(ONE)[:-30], r"d.eaf:5 is not well-formed XML"),
        (document([]), r"d.eaf: holds no annotations"),
        (document(ONE, units="NTSC-frames"), r"has times in NTSC-frames"),
        (
            document([("t", "A", [("a1", "a9", "x")])]),
            r"d.eaf:4 an annotation of tier 't' has no times",
        ),
        (document([("t", "A", [("a1", ("ts1", "ts2"), "x")])]), r"last annotation of tier 't'"),
        (document([("t", "A", [("a1", "a1", "x")])]), r"has no times"),
        (
            document([("t", "A", [("a1", ("ts1", "ts4"), "")])]),
            r"d.eaf:4 no annotation says what was done",
        ),
    ],
)
def test_what_elan_does_not_write_is_refused_with_its_line(text, sentence):
    with pytest.raises(InputError, match=sentence):
        parse_log(text, "d.eaf")


def test_files_of_one_name_in_two_folders_are_two_observations(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "day.eaf").write_text(document(ONE))
    log = read_log(["one/day.eaf", "two/day.eaf"])
    assert set(log.events["observation"]) == {"one/day", "two/day"}
    with pytest.raises(InputError, match="is in two files"):
        read_log(["one/day.eaf", "one/day.eaf"])
