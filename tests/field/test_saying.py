"""What blocks should say: the fewest characters, and never a reason that is another's."""

from mirror_abm.base.library import LIBRARY
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.field.saying import chosen, inner_words, outline
from mirror_abm.profile.layers import placed
from mirror_abm.profile.species import SpeciesProfile

from .authors import GOOD


def whole(text):
    full, _ = placed(SpeciesProfile, text, "x", LIBRARY / "x")
    return outline(SpeciesProfile, parse_yaml(text, "x"), full)


def test_what_most_numbers_share_is_said_once_at_the_top():
    found = chosen(whole(GOOD.read_text()))
    assert found == {(): {"source": "heyes_2010", "how": "guess", "reason": "made up"}}


def test_a_whole_file_never_calls_its_numbers_measured():
    """Whoever adds a number to it would have it measured, by a source that knows nothing of it."""
    for how in ("measured", "derived"):
        found = chosen(whole(GOOD.read_text().replace("how: guess", f"how: {how}")))
        assert () not in found
        assert {said["how"] for said in found.values()} == {how}


def test_a_block_of_other_numbers_says_its_own_words():
    text = GOOD.read_text()
    block = text[text.index("acts:") : text.index("actions:")]
    other = "told at length in the third table of the appendix to the second edition"
    measured = block.replace("heyes_2010", "zann_1996").replace("made up", other)
    found = chosen(whole(text.replace(block, measured)))
    assert found[("acts",)] == {"source": "zann_1996", "how": "guess", "reason": other} or (
        found[("acts",)] == {"source": "zann_1996", "reason": other}
    )


def test_what_a_block_says_already_it_goes_on_saying():
    text = "source: a_2000\nhow: guess\nreason: r\n" + GOOD.read_text()
    assert chosen(whole(text))[()] == {"source": "a_2000", "how": "guess", "reason": "r"}


def test_a_reason_does_not_outlive_its_source():
    outer = {"source": "a_2000", "how": "guess", "reason": "r"}
    assert inner_words(outer, {"how": "derived"}) == {"source": "a_2000", "how": "derived"}
    assert inner_words(outer, {"how": "measured"}) == {"how": "measured"}
    assert inner_words(outer, {}, "of the group")["reason"] == "of the group"
    assert inner_words(outer, {"reason": "s"}) == outer | {"reason": "s"}


def test_numbers_and_rows_are_found_at_any_depth():
    paths = {number.path for number in whole(GOOD.read_text()).numbers()}
    assert {("active_hours",), ("actions", 2, "share"), ("experience", "sound", "rate")} <= paths
    kinds = {block.path: block.kind for block in whole(GOOD.read_text()).blocks()}
    assert kinds[("actions",)] == "rows"
    assert kinds[("actions", 0)] == "row"
