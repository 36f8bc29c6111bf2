"""The short form: written out it is the full form, and its faults are told where they are."""

import copy
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror_abm.base.library import LIBRARY
from mirror_abm.base.places import without_places
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.profile.citations import bibliography
from mirror_abm.profile.layers import placed
from mirror_abm.profile.short import WORDS
from mirror_abm.profile.species import SpeciesProfile, faults
from tests.field.authors import GOOD

BIB = bibliography(LIBRARY / "x.yaml")
SHORT = """name: corvus_exemplum
status: provisional
blinded: false
taxon: {scientific: Corvus exemplum, vernacular: test crow, taxonomic_class: Aves}
context: wild
stage: fledgling
source: heyes_2010
how: guess
reason: made up
active_hours: 12
life_history:
  source: tacutu_2018
  how: measured
  reason: AnAge
  maturity: {value: 2, low: 1, high: 3}
  lifespan: 15
senses: [vision, audition]
group:
  size: {value: 12, low: 6, high: 20}
  layout: complete
  reason: everyone meets
acts: {audible_rate: 10, visible_share: {value: 0.12, low: 0.11, high: 0.21}}
actions:
  source: zann_1996
  how: derived
  reason: counted
  table:
    - {name: caw, effector: syrinx, kind: audible, share: 1, duration: 0.4}
    - {name: peck, effector: bill, kind: visible, share: 0.7, duration: {value: 1, reason: own}}
    - {name: table, effector: leg, kind: visible, share: 0.3, duration: {value: 2, low: 1, high: 4}}
    - {name: drum, effector: foot, kind: audible and visible, share: 0, duration: 2}
    - {name: preen, effector: head, kind: opaque, share: 1, duration: 3}
experience:
  mirrors: {rate: 1}
  synchrony: {rate: 2, acts: [peck]}
  watching_others: {attention: {value: 0.3, source: heyes_2010, reason: seen}}
"""


def read(text, name="x.yaml"):
    """Return the profile of a text, or its faults."""
    found, profile = faults(text, name, BIB, LIBRARY / name)
    return profile if profile is not None else found


def told(*edits, text=SHORT):
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    found = read(text)
    assert isinstance(found, list), "no fault"
    return found


def test_numbers_take_what_the_nearest_block_says():
    numbers = read(SHORT).quantities()
    assert str(numbers["active_hours"]) == "12 [12, 12] hours per day"
    assert str(numbers["experience.synchrony.rate"]) == "2 [2, 2] coincidences per hour"
    said = {name: (item.source, item.how, item.reason) for name, item in numbers.items()}
    assert said["active_hours"] == ("heyes_2010", "guess", "made up")
    assert said["life_history.lifespan"] == ("tacutu_2018", "measured", "AnAge")
    assert said["group.size"] == ("heyes_2010", "guess", "everyone meets")
    assert said["actions.caw.share"] == ("zann_1996", "derived", "counted")
    assert said["actions.peck.duration"] == ("zann_1996", "derived", "own")
    assert said["experience.watching_others.attention"] == ("heyes_2010", "guess", "seen")


def test_a_kind_is_two_flags_and_an_action_may_be_called_table():
    kinds = {each.name: (each.audible, each.visible_to_self) for each in read(SHORT).actions}
    assert kinds == {
        "caw": (True, False),
        "peck": (False, True),
        "table": (False, True),
        "drum": (True, True),
        "preen": (False, False),
    }


@pytest.mark.parametrize(
    ("edit", "sentences"),
    [
        # said once, where it stands, whatever takes it
        (("source: heyes_2010\nhow: guess", "source: heyes_2011\nhow: guess"),
         ["7:9 source = 'heyes_2011': is not in references.bib. Did you mean heyes_2010?"]),
        (("how: guess", "how: gues"),
         ["8:6 how = 'gues': must be 'measured', 'derived' or 'guess'. Did you mean guess?"]),
        (("reason: made up", "reason:"), ["9:1 reason: must be text."]),
        (("reason: made up", "reason: [a]"), ["9:1 reason: must be text."]),
        (("source: zann_1996", "source: 1996"), ["24:11 actions.source = 1996: must be text."]),
        # numbers of the wrong kind
        (("active_hours: 12", "active_hours: '12,5'"),
         ["10:15 active_hours = '12,5': must be a number. Did you mean 12.5?"]),
        (("active_hours: 12", "active_hours: true"),
         ["10:15 active_hours = True: must be a number."]),
        (("active_hours: 12", "active_hours: [12]"),
         ["10:1 active_hours: must be a number, or a block with its value."]),
        (("active_hours: 12", "active_hours:"),
         ["10:1 active_hours: must be a number, or a block with its value."]),
        (("active_hours: 12", "active_hours: {}"), ["10:1 active_hours.value: is missing."]),
        (("active_hours: 12", "active_hours: {low: 3}"), ["10:1 active_hours.value: is missing."]),
        (("audible_rate: 10", "audible_rate: -10"),
         ["22:22 acts.audible_rate = -10: must not be negative. Did you mean 10?"]),
        (("visible_share: {value: 0.12, low: 0.11, high: 0.21}", "visible_share: 12"),
         ["22:41 acts.visible_share = 12: a share must lie in [0, 1]. Did you mean 0.12?"]),
        (("{value: 2, low: 1, high: 4}", "{value: 2, high: 1}"),
         ["30:81 actions.2.duration.value = 2: must not lie above high, 1. "
          "Did you mean low: 1, high: 2?"]),
        # whoever says source or how anew gives the reason
        (("active_hours: 12", "active_hours: {value: 12, how: derived}"),
         ["10:27 active_hours.how is said anew, but its reason is missing: what stands further out "
          "speaks of another: give the reason beside it, or at each number below."]),
        (("active_hours: 12", "active_hours: {value: 12, how: measured}"),
         ["10:27 active_hours.how is said anew, but its source and reason are missing: what stands "
          "further out speaks of another: give the source and reason beside it, or at each number "
          "below."]),
        (("active_hours: 12", "active_hours: {value: 12, how: measured, reason: seen}"),
         ["10:27 active_hours.how is said anew, but its source is missing: what stands further out "
          "speaks of another: give the source beside it, or at each number below."]),
        (("reason: AnAge\n", "\n"),
         ["13:3 life_history.how is said anew, but its reason is missing: what stands further out "
          "speaks of another: give the reason beside it, or at each number below."]),
        # tables
        (("kind: opaque", "kind: opak"),
         ["32:43 actions.4.kind = 'opak': must be audible, visible, opaque or audible and visible. "
          "Did you mean opaque?"]),
        (("kind: opaque, ", ""),
         ["32:7 actions.4.kind: is missing: audible, visible, opaque or audible and visible."]),
        (("kind: opaque", "kind: opaque, audible: false"),
         ["32:37 actions.4.kind = 'opaque': says what visible_to_self and audible say: "
          "write the one or the other."]),
        (("    - {name: caw", "    - caw\n    - {name: caw"),
         ["28:7 actions.0 = 'caw': must be a block of keys."]),
        (("  reason: counted\n", "  reasn: counted\n  reason: counted\n"),
         ["26:3 actions.reasn: unknown key. Did you mean reason? "
          "Keys here: source, how, reason, table."]),
        (("taxonomic_class: Aves", "taxonomic_class: Aves, source: heyes_2010"),
         ["4:84 taxon.source: unknown key. Keys here: scientific, vernacular, taxonomic_class, "
          "order, family, ncbi."]),
    ],
)  # fmt: skip
def test_each_fault_is_told_once_where_it_stands(edit, sentences):
    assert told(edit) == [f"x.yaml:{sentence}" for sentence in sentences]


def test_a_table_without_rows_is_told_once():
    head, rest = SHORT.split("  table:\n")
    tail = rest[rest.index("experience:") :]
    for rows in ("", "  table:\n", "  table: 3\n", "  table: {}\n"):
        (sentence,) = [each for each in read(f"{head}{rows}{tail}") if "synchrony" not in each]
        assert "actions.table: " in sentence


def test_words_that_all_numbers_lack_are_told_once():
    found = told(("how: guess\nreason: made up\n", ""))
    assert len(found) == 3  # group.size has the reason of its block, attention one of its own
    assert "active_hours: how and reason are missing, here and in 4 more numbers: say" in found[0]
    assert "group.size.how: is missing: say it here, or once in a block around." in found[1]


def test_all_faults_at_once_is_true_of_sums():
    found = told(
        ("context: wild", "context: wold"), ("kind: audible, share: 1", "kind: audible, share: 0.9")
    )
    assert [sentence.split(" ")[1] for sentence in found] == ["context", "actions:"]
    assert found[1].endswith("the shares of the audible actions sum to 0.9: must sum to 1.")


def test_where_one_share_is_faulty_the_others_may_sum_to_too_much_and_not_to_too_little():
    over = told(
        ("share: 0.3,", "share: 'x',"),
        ("share: 0.7,", "share: 1,"),
        ("effector: head, kind: opaque, share: 1", "effector: head, kind: visible, share: 0.2"),
    )
    assert any("visible actions whose share is known sum to 1.2" in each for each in over)
    under = told(("share: 0.3,", "share: 'x',"))
    assert len(under) == 1


def test_the_words_of_a_parents_block_never_speak_for_a_variants_number(tmp_path):
    (tmp_path / "parent.yaml").write_text(SHORT.replace("corvus_exemplum", "parent"))
    variant = "name: variant\ninherits: parent\nlife_history:\n  lifespan: {value: 20}\n"
    found, _ = faults(variant, "variant.yaml", BIB, tmp_path / "variant.yaml")
    assert found == [
        "variant.yaml:4:3 life_history.lifespan: source, how and reason are missing: say them "
        "here, or once in a block around."
    ]
    variant += "source: zann_1996\nhow: guess\nreason: mine\n"
    _, profile = faults(variant, "variant.yaml", BIB, tmp_path / "variant.yaml")
    assert profile.life_history.lifespan.reason == "mine"
    assert profile.life_history.maturity.reason == "AnAge"


FULL = without_places(placed(SpeciesProfile, GOOD.read_text(), "x", LIBRARY / "x")[0])


def numbers_in(node):
    if isinstance(node, dict):
        if "value" in node:
            yield node
        for item in node.values():
            yield from numbers_in(item)
    elif isinstance(node, list):
        for item in node:
            yield from numbers_in(item)


def shortened(node, said, draw):
    """Return a block whose words were said once where a coin falls so; the meaning is the same."""
    made = {}
    numbers = list(numbers_in(node))
    reason = node.get("reason") if "layout" in node else None
    if "layout" not in node and numbers and draw(st.booleans()):
        first = draw(st.sampled_from(numbers))
        made = {word: first[word] for word in WORDS}
        said = dict(made)
    if reason is not None:
        said = {**said, "reason": reason}
    for key, item in node.items():
        if isinstance(item, dict) and "value" in item:
            made[key] = short_number(item, said, draw)
        elif isinstance(item, dict):
            made[key] = shortened(item, said, draw)
        elif key == "actions":
            rows = [shortened(row, {}, draw) for row in item]
            made[key] = {"table": rows} if draw(st.booleans()) else rows
        else:
            made[key] = item
    return made


def short_number(item, said, draw):
    own = {word for word in WORDS if said.get(word) != item[word]}
    own |= {"reason"} if own & {"source", "how"} else set()
    own |= {"source"} if "how" in own and item["how"] == "measured" else set()
    kept = {key: item[key] for key in ("value", *own)}
    if item["low"] != item["value"]:
        kept["low"] = item["low"]
    if item["high"] != item["value"] or draw(st.booleans()):
        kept["high"] = item["high"]
    if draw(st.booleans()):
        kept["unit"] = item["unit"]
    return item["value"] if set(kept) == {"value"} else kept


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_shortened_document_is_written_out_as_it_was(data):
    full = copy.deepcopy(FULL)
    for number in numbers_in(full):
        number["source"] = data.draw(st.sampled_from(["heyes_2010", "zann_1996"]))
        number["how"] = data.draw(st.sampled_from(["guess", "measured", "derived"]))
        number["reason"] = data.draw(st.sampled_from(["made up", "counted"]))
    short = shortened(full, {}, data.draw)
    made, found = placed(SpeciesProfile, json.dumps(short), "x", LIBRARY / "x", BIB)
    assert found == []
    assert without_places(made) == full
    assert re.search("heyes|zann", json.dumps(short))


HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=True),
    st.sampled_from(["", "1,5", "guess", "heyes_2010", "a b", "audible", "\x85", "- x"]),
    st.sampled_from([[], {}, [1], [[]], {"value": {}}, {"table": []}, {"table": [1]}]),
    st.sampled_from([{"source": {}}, {"how": []}, {"value": 1, "how": None}, {"x": 1}]),
)


def places(node, path=()):
    for key in node if isinstance(node, dict) else range(len(node)):
        yield (*path, key)
        if isinstance(node[key], (dict, list)):
            yield from places(node[key], (*path, key))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_spoiled_short_file_gives_a_profile_or_sentences(data):
    document = without_places(parse_yaml(SHORT, "x"))
    for _ in range(data.draw(st.integers(1, 4))):
        *outer, last = data.draw(st.sampled_from(list(places(document))))
        holder = document
        for key in outer:
            holder = holder[key]
        if isinstance(holder, dict) and data.draw(st.booleans()):
            del holder[last]
            last = data.draw(st.sampled_from([*WORDS, "value", "low", "table", "kind", "unit"]))
        holder[last] = copy.deepcopy(data.draw(HOSTILE))
        if not document:
            return
    text = json.dumps(document)
    found, profile = faults(text, "x.yaml", BIB, LIBRARY / "x.yaml")
    assert isinstance(profile, SpeciesProfile) == (not found)
    assert all(re.match(r"x\.yaml:\d+:\d+ \S|and \d+ more", each) for each in found), found
    assert not any("\n" in each for each in found)
