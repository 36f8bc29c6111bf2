"""``evidence`` as it is typed."""

from types import SimpleNamespace

from mirror_abm.cli.evidence import _sample, _spoken_to

from .shell import refused, typed


def test_a_record_is_told_in_words():
    row = SimpleNamespace(
        mirror="",
        recorded=10,
        of="recorded",
        animals=2,
        panel_measure="single_units",
        panel_modality="visual",
        panel_effector="hand",
        panel_actions="grasp tear",
        panel_what="unknown",
    )
    assert _sample(row) == "; ? of 10 cells; 2 animals"
    assert _spoken_to(row) == "single units, visual: hand, grasp, tear"
    row.mirror, row.of = 0, "motor"  # none is a number, too
    assert _sample(row) == "; 0 of 10 motor cells; 2 animals"
    row.panel_effector, row.panel_actions, row.recorded, row.animals = "unknown", "", "", ""
    assert _spoken_to(row) == "single units, visual"
    assert _sample(row) == ""


def test_a_taxon_is_shown_with_what_to_cite_and_no_other_is(tmp_path):
    told = typed("evidence", "mus_musculus", COLUMNS="160")
    assert told.returncode == 0
    assert "of 1 taxa" in told.stdout
    assert told.stdout.rstrip().endswith("(species/evidence/references.bib)")
    refused(typed("evidence", "mus_muscullus"), 2, "Did you mean")
    refused(typed("evidence", "--figure", "e.gif", cwd=tmp_path), 2, "--figure e.gif: must end in")
