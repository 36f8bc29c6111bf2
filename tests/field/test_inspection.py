"""Broken species files: every fault is found, and placed to the column; nothing else is told."""

import re
import time
from pathlib import Path

import pytest

from mirror_abm.field.inspection import inspect

GOOD = (Path(__file__).parents[1] / "data" / "good.yaml").read_text(encoding="utf-8")
RATE = (
    "    rate: {value: 3, low: 0.5, high: 10, unit: per hour, source: heyes_2010, how: guess, "
    "reason: made up}"
)
TAIL = "unit: animals, source: heyes_2010, how: guess, reason: made up}"

#: name: (edits, faults); a fault is the text around its place, marked ``^``, and what is said of it
BROKEN = {
    "misspelt_key": (
        [("context: wild", "contxt: wild")],
        [
            ("^# yaml", "context: is missing."),
            ("^contxt", "contxt: unknown key. Did you mean context?"),
        ],
    ),
    "unknown_key": (
        [("stage: fledgling", "stage: fledgling\nweather: rain")],
        [("^weather", "weather: unknown key. Keys here: ")],
    ),
    "unknown_key_deep": (
        [("  layout: partition", "  layout: partition\n  reaso: x")],
        [("^reaso: x", "group.reaso: unknown key. Did you mean reason?")],
    ),
    "missing_block": (
        [(GOOD[GOOD.index("acts:") : GOOD.index("actions:")], "")],
        [("^# yaml", "acts: is missing.")],
    ),
    "missing_in_number": (
        [
            (
                "unit: years, source: tacutu_2018, how: guess, reason: made up}\n  lifespan",
                "unit: years, source: tacutu_2018, how: guess}\n  lifespan",
            )
        ],
        [("^maturity", "life_history.maturity.reason: is missing")],
    ),
    "missing_source": (
        [
            (
                "unit: share, source: heyes_2010, how: guess, reason: made up}\nactions",
                "unit: share, how: guess, reason: made up}\nactions",
            )
        ],
        [("^visible_share", "acts.visible_share.source: is missing")],
    ),
    "missing_in_action": (
        [("  - name: peck\n    effector: bill\n", "  - name: peck\n")],
        [("- ^name: peck", "actions.1.effector: is missing.")],
    ),
    "word_for_word": (
        [("context: wild", "context: wold")],
        [("context: ^wold", "Did you mean wild?")],
    ),
    "layout": (
        [("layout: partition", "layout: partitoin")],
        [("layout: ^partitoin", "Did you mean partition?")],
    ),
    "sense": (
        [("[vision, audition]", "[vision, auditon]")],
        [("[vision, ^auditon", "senses.1 = 'auditon'")],
    ),
    "status": (
        [("status: provisional", "status: done")],
        [("status: ^done", "must be 'sketch', 'provisional' or 'read_twice'")],
    ),
    "unit_word": (
        [("unit: hours per day", "unit: hours a day")],
        [("unit: ^hours a day", "Did you mean hours per day?")],
    ),
    "unit_of_another": (
        [("high: 30, unit: per hour", "high: 30, unit: seconds")],
        [("high: 30, unit: ^seconds", "acts.audible_rate.unit = 'seconds': must be 'per hour'")],
    ),
    "how": (
        [
            (
                "tacutu_2018, how: guess, reason: made up}\n  lifespan",
                "tacutu_2018, how: guessed, reason: made up}\n  lifespan",
            )
        ],
        [("how: ^guessed", "Did you mean guess?")],
    ),
    "value_above": (
        [("rate: {value: 3,", "rate: {value: 30,")],
        [("rate: {value: ^30,", "must lie in [low, high] = [0.5, 10]. Did you mean 3?")],
    ),
    "value_below": (
        [("size: {value: 12,", "size: {value: 1.2,")],
        [("{value: ^1.2,", "Did you mean 12?")],
    ),
    "low_above_high": (
        [("value: 12, low: 10, high: 14", "value: 12, low: 14, high: 10")],
        [("low: ^14, high: 10", "Did you mean low: 10, high: 14?")],
    ),
    "negative": (
        [("rate: {value: 2, low: 0.5", "rate: {value: 2, low: -0.5")],
        [("low: ^-0.5", "must not be negative. Did you mean 0.5?")],
    ),
    "share_above_one": (
        [("{value: 0.3, low: 0.1, high: 0.9", "{value: 0.3, low: 0.1, high: 9.5")],
        [("high: ^9.5", "a share must lie in [0, 1]. Did you mean 0.95?")],
    ),
    "percent": (
        [
            (
                "{value: 0.12, low: 0.11, high: 0.21, unit: share",
                "{value: 12, low: 11, high: 21, unit: share",
            )
        ],
        [
            ("value: ^12, low: 11", "Did you mean 0.12?"),
            ("low: ^11", "Did you mean 0.11?"),
            ("high: ^21", "Did you mean 0.21?"),
        ],
    ),
    "comma": (
        [("high: 20, unit: animals", 'high: "20,5", unit: animals')],
        [('high: ^"20,5"', "Did you mean 20.5?")],
    ),
    "text_number": (
        [("value: 15, low", "value: fifteen, low")],
        [("value: ^fifteen", "must be a number.")],
    ),
    "infinite": (
        [("high: 20, unit: years", "high: .inf, unit: years")],
        [("high: ^.inf", "must be a finite number")],
    ),
    "not_a_number": (
        [("{value: 15, low: 10", "{value: .nan, low: 10")],
        [("value: ^.nan", "must be a finite number")],
    ),
    "null_number": (
        [("{value: 15, low: 10", "{value: null, low: 10")],
        [("value: ^null", "must be a number")],
    ),
    "yes_for_true": (
        [
            (
                "visible_to_self: true\n    audible: false\n    duration: {value: 0.3",
                "visible_to_self: yes\n    audible: false\n    duration: {value: 0.3",
            )
        ],
        [("visible_to_self: ^yes", "must be true or false. Did you mean true?")],
    ),
    "blinded": ([("blinded: false", "blinded: 0")], [("blinded: ^0", "must be true or false.")]),
    "scientific": (
        [("Corvus exemplum,", "corvus exemplum,")],
        [("scientific: ^corvus", "Did you mean Corvus exemplum?")],
    ),
    "name_letters": (
        [("name: corvus_exemplum", "name: Corvus Exemplum")],
        [("name: ^Corvus E", "Did you mean corvus_exemplum?")],
    ),
    "ncbi": (
        [("taxonomic_class: Aves}", "taxonomic_class: Aves, ncbi: -1}")],
        [("ncbi: ^-1", "must be greater than 0")],
    ),
    "empty_reason": (
        [("  reason: families", '  reason: ""')],
        [('reason: ^""', "group.reason = ''")],
    ),
    "number_where_block": (
        [("acts:\n", "acts: 3\nxacts:\n")],
        [("\nacts: ^3", "acts = 3: must be a block of keys."), ("\n^xacts", "Did you mean acts?")],
    ),
    "list_where_number": (
        [("value: 15, low", "value: [15], low")],
        [("^value: [15]", "life_history.lifespan.value")],
    ),
    "one_action": (
        [(GOOD[GOOD.index("  - name: peck") : GOOD.index("experience:")], "")],
        [
            ("^visible_share:", "gives visible acts"),
            ("^visible_share:", "gives opaque acts"),
            ("^actions:", "must have at least 2 items, not 1."),
            ("answer: ^preen", "answer = 'preen'"),
        ],
    ),
    "same_action_twice": (
        [("name: hold", "name: peck")],
        [("name: ^peck\n    effector: foot", "each action must have a name")],
    ),
    "sum_of_shares": (
        [
            (
                "{value: 0.3, low: 0.1, high: 0.5, unit: share",
                "{value: 0.2, low: 0.1, high: 0.5, unit: share",
            )
        ],
        [("^actions:", "the shares of the visible actions sum to 0.9: must sum to 1.")],
    ),
    "kind_without_action": (
        [
            (
                "visible_to_self: false\n    audible: false",
                "visible_to_self: true\n    audible: false",
            ),
            ("{value: 0.7, low: 0.5", "{value: 0.35, low: 0.3"),
            ("share: {value: 0.3, low: 0.1, high: 0.5", "share: {value: 0.15, low: 0.1, high: 0.5"),
            (
                "share: {value: 1, low: 1, high: 1, unit: share, source: heyes_2010, how: guess, "
                "reason: made up}\n"
                "    visible_to_self: true",
                "share: {value: 0.5, low: 0.5, high: 0.5, unit: share, source: "
                "heyes_2010, how: guess, reason: made up}\n    visible_to_self: true",
            ),
        ],
        [("^visible_share", "gives opaque acts but no action is opaque")],
    ),
    "unit_size": (
        [(GOOD[GOOD.index("  unit_size") : GOOD.index("  reason: families")], "")],
        [("layout: ^partition", "group.layout = 'partition': needs unit_size")],
    ),
    "group_of_none": (
        [("size: {value: 12, low: 6", "size: {value: 12, low: 0")],
        [("^size: {value: 12, low: 0", "must lie in [1, 1000000] animals")],
    ),
    "day": (
        [("low: 10, high: 14", "low: 10, high: 25")],
        [("^active_hours", "must lie in (0, 24] hours per day")],
    ),
    "pair_unknown": (
        [("answer: preen", "answer: pren")],
        [("answer: ^pren}", "Did you mean preen?")],
    ),
    "pair_with_itself": (
        [("answer: preen", "answer: caw")],
        [("act: ^caw", "must have one answer, which is another action")],
    ),
    "citation_misspelt": (
        [
            (
                "animals, source: heyes_2010, how: guess, reason: made up}\n  layout",
                "animals, source: heyes_2001, how: guess, reason: made up}\n  layout",
            )
        ],
        [("source: ^heyes_2001", "is not in references.bib. Did you mean heyes_2010?")],
    ),
    "citation_of_nothing": (
        [
            (
                "tacutu_2018, how: guess, reason: made up}\n  lifespan",
                "own_notes, how: guess, reason: made up}\n  lifespan",
            )
        ],
        [("source: ^own_notes", "source = 'own_notes': is not in references.bib.")],
    ),
    "citation_spelling": (
        [
            (
                "tacutu_2018, how: guess, reason: made up}\n  lifespan",
                "Tacutu 2018, how: guess, reason: made up}\n  lifespan",
            )
        ],
        [("source: ^Tacutu 2018", "Did you mean tacutu_2018?")],
    ),
    "more_copies_than_acts": (
        [(RATE, RATE.replace("value: 3, ", "value: 900, ").replace("high: 10", "high: 1000"))],
        [("rate: {value: ^900", "must be at most 210, for only 210 acts are done per hour")],
    ),
    "two_impossible_rates": (
        [
            (RATE, RATE.replace("value: 3, ", "value: 900, ").replace("high: 10", "high: 1000")),
            ("rate: {value: 2, low: 0.5, high: 8", "rate: {value: 20, low: 0.5, high: 80"),
        ],
        [
            ("rate: {value: ^900", "must be at most 210"),
            ("rate: {value: ^20,", "only 10 audible acts"),
        ],
    ),
    "no_such_dilution": (
        [
            (
                "attention: {value: 0.3, low: 0.1, high: 0.9",
                "nonmatching_share: {value: 0.9999, low: 0.8, high: 0.99999",
            )
        ],
        [("value: ^0.9999,", "must be at most 0.9")],
    ),
    "key_twice": (
        [("context: wild", "context: wild\ncontext: wild")],
        [("^context: wild\nstage", "context: stands twice in one block, first in line 6")],
    ),
    "tab": ([("  layout:", "\tlayout:")], [("^\tlayout", "is not YAML 1.2")]),
    "bracket": (
        [("senses: [vision, audition]", "senses: [vision, audition")],
        [("group^:", "is not YAML 1.2")],
    ),
    "indent": (
        [("  reason: families", "   reason: families")],
        [("   ^reason: families", "is not YAML 1.2")],
    ),
    "anchor": ([("context: wild", "context: &c wild")], [("context: ^&c wild", "anchor")]),
    "tag_and_alias": (
        [("context: wild", "context: !!str wild"), ("stage: fledgling", "stage: *c")],
        [("context: ^!!str", "tag (!)"), ("stage: ^*c", "alias")],
    ),
    "strange_letter": (
        [("made up}\nlife_history", "made\x07up}\nlife_history")],
        [("made^\x07up", "U+0007")],
    ),
    "five_at_once": (
        [
            ("context: wild", "context: wold"),
            ("layout: partition", "layout: partitoin"),
            ("name: hold", "name: peck"),
            ("attention: {value: 0.3, low: 0.1", "attention: {value: 0.99, low: 0.1"),
            (
                "animals, source: heyes_2010, how: guess, reason: made up}\n  layout",
                "animals, source: heyes_2001, how: guess, reason: made up}\n  layout",
            ),
        ],
        [
            ("context: ^wold", "Did you mean wild?"),
            ("source: ^heyes_2001", "Did you mean heyes_2010?"),
            ("layout: ^partitoin", "Did you mean partition?"),
            ("name: ^peck\n    effector: foot", "a name of its own"),
            ("value: ^0.99,", "must lie in [low, high]"),
        ],
    ),
}


def place(text, around):
    """Return line and column of the ``^`` in ``around``, which must stand in ``text`` once."""
    plain = around.replace("^", "", 1)
    assert text.count(plain) == 1, f"{plain!r} stands {text.count(plain)} times"
    before = text[: text.index(plain) + around.index("^")].split("\n")
    return len(before), len(before[-1]) + 1


def test_the_file_that_is_broken_is_whole():
    assert len(BROKEN) >= 40
    assert GOOD.count(RATE) == 1
    assert GOOD.count(TAIL) == 2


def test_the_whole_file_has_no_faults(tmp_path):
    file = tmp_path / "corvus_exemplum.yaml"
    file.write_text(GOOD)
    found = inspect(file)
    assert found.faults == []
    assert found.warnings == []
    assert found.profile.name == "corvus_exemplum"


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_is_found_and_placed(name, tmp_path, monkeypatch):
    edits, faults = BROKEN[name]
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    monkeypatch.chdir(tmp_path)
    file = Path("corvus_exemplum.yaml")
    file.write_text(text)
    begun = time.process_time()
    found = inspect(file)
    assert time.process_time() - begun < 2
    assert found.profile is None
    told = {}
    for sentence in found.faults:
        start = re.match(r"corvus_exemplum\.yaml:(\d+):(\d+) ", sentence)
        told.setdefault((int(start.group(1)), int(start.group(2))), []).append(sentence)
    expected = [place(text, around) for around, _ in faults]
    assert sorted(told) == sorted(set(expected)), found.faults
    assert len(found.faults) == len(faults), found.faults
    for at, (_, piece) in zip(expected, faults, strict=True):
        assert any(piece in sentence for sentence in told[at]), (piece, told[at])
        assert all(sentence.endswith((".", "?")) and "\n" not in sentence for sentence in told[at])
