"""Parts of a text are written anew in place; comments within them go above, all else stays."""

import pytest

from mirror_abm.base.library import LIBRARY
from mirror_abm.field.upgrade import shortened


def short(text):
    """Return blocks in the short form; ``name: x`` makes them a file."""
    return shortened(text, "x", LIBRARY / "x")


WORDS = "source: a_2000, how: guess, reason: r"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a number in brackets, over lines, and without brackets
        (f"acts:\n  audible_rate: {{value: 1, low: 1, high: 1, unit: per hour, {WORDS}}}  # c\n",
         'acts: {audible_rate: {value: 1, source: a_2000, how: guess, reason: "r"}}  # c\n'),
        ("acts:\n  audible_rate: {value: 1.0, # one\n    low: 0.50, high: 2e0,\n"
         f"    unit: per hour, {WORDS}}}\n",
         "acts:\n  # one\n  audible_rate: {value: 1.0, low: 0.50, high: 2e0, source: a_2000, "
         'how: guess, reason: "r"}\n'),
        ("acts:\n  audible_rate:  # a\n    value: 1  # b\n    # c\n    low: 1\n    high: 1\n"
         "    unit: per hour\n    source: a_2000\n    how: guess\n    reason: r # d\n  # e\n",
         "acts:\n  # a\n  # b\n  # c\n"
         '  audible_rate: {value: 1, source: a_2000, how: guess, reason: "r"} # d\n  # e\n'),
        # a block of one number
        (f"experience:\n  # m\n  mirrors:\n    rate: {{value: 1, low: 1, high: 1, {WORDS}}}  # n\n",
         "experience:\n  # m\n  mirrors: {rate: {value: 1, source: a_2000, how: guess, "
         'reason: "r"}}  # n\n'),
        (f"experience:\n  mirrors:  # m\n    rate: {{value: 1, low: 1, high: 1, {WORDS}}}\n",
         "experience:\n  mirrors:  # m\n"
         '    rate: {value: 1, source: a_2000, how: guess, reason: "r"}\n'),
        # what no longer fits into brackets is a block again
        (f"experience:\n  mirrors: {{rate: {{value: 1, how: guess, reason: {'word ' * 20}}}}}\n"
         "  source: a_2000\n",
         "experience:\n  mirrors:\n    rate: {value: 1, how: guess,\n"
         f'        reason: "{"word " * 19}word"}}\n  source: a_2000\n'),
        # the unit of the first edition stays
        (f"experience:\n  synchrony: {{rate: {{value: 1, unit: per hour, {WORDS}}}}}\n",
         "experience:\n  synchrony: {rate: {value: 1, unit: per hour, source: a_2000, how: guess, "
         'reason: "r"}}\n'),
        # blocks of single values, and lists
        ("taxon:\n  scientific: A b  # one\n  vernacular: 'c'\n  taxonomic_class: D\n",
         "taxon: {scientific: A b,  # one\n        vernacular: 'c', taxonomic_class: D}\n"),
        ("taxon:\n  scientific: A b\n  # one\n  vernacular: c\n  taxonomic_class: D\n",
         "taxon:\n  scientific: A b\n  # one\n  vernacular: c\n  taxonomic_class: D\n"),
        ("experience:\n  complementary:\n    pairs:\n      - {act: a, answer: b}\n",
         "experience:\n  complementary:\n    pairs: [{act: a, answer: b}]\n"),
    ],
)  # fmt: skip
def test_parts_are_written_anew(before, after):
    assert short(before) == after
    assert short(after) == after


def test_a_table_has_the_comments_of_its_rows_above_them():
    words = "source: a_2000, how: guess, reason: r"
    row = (
        "  - name: {name}  # {name} 1\n    # {name} 2\n    effector: leg\n"
        f"    share: {{{{value: 0.5, low: 0.5, high: 0.5, {words}}}}}\n"
        "    visible_to_self: {sees}\n    audible: false\n"
        f"    duration: {{{{value: 1, {words}}}}}  # {{name}} 3\n"
    )
    text = "# above\nactions:  # beside\n  # first\n"
    text += row.format(name="a", sees="true") + row.format(name="bcd", sees="false") + "x: 1\n"
    assert short(text).splitlines() == [
        "# above",
        "actions:  # beside",
        "  source: a_2000",
        "  how: guess",
        '  reason: "r"',
        "  table:",
        *("    # first", "    # a 1", "    # a 2", "    # a 3"),
        "    - {name: a,   effector: leg, kind: visible, share: 0.5, duration: 1}",
        *("    # bcd 1", "    # bcd 2"),
        "    - {name: bcd, effector: leg, kind: opaque,  share: 0.5, duration: 1}  # bcd 3",
        "x: 1",
    ]
    assert short(short(text)) == short(text)


def test_what_is_all_in_brackets_stays_in_brackets():
    row = "{name: a, effector: b, share: 1, visible_to_self: true, audible: false, duration: 1}"
    text = f"{{name: x, source: a_2000, how: guess, reason: r, actions: [{row}]}}"
    assert short(text) == text
    long = f"{{value: 1, low: 1, high: 2, source: b_2000, how: guess, reason: {'word ' * 40}}}"
    text = f"{{name: x, acts: {{audible_rate: {long}, visible_share: {long}}}}}"
    assert short(short(text)) == short(text)
