"""A file of evidence is checked whole, and every fault is told with its place."""

import json
import re
from pathlib import Path

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.base.places import without_places
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.inference.evidence import FOLDER, load_evidence
from mirror_abm.inference.record import TaxonRecords, evidence_faults, evidence_schema
from mirror_abm.profile import faults
from mirror_abm.profile.examination import examine

from ..test_house import FILES, module

GOOD = """taxon: Macaca mulatta
rank: species
records:
  - looked_for: grasping
    measure: single_unit
    area: F5
    modality: visual
    verdict: positive
    units: {recorded: 10, mirror: 2}
    rearing: unknown
    cite: [gallese_1996]
    read: recalled
    scope: in
    panel:
      - {measure: single_units, modality: visual, effector: hand, actions: [grasp]}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "verdict: positive",
            "verdict: postive",
            r"t.yaml:8:14 records.0.verdict = 'postive': .*Did you mean positive\?",
        ),
        ("area: F5", "aera: F5", r"t.yaml:6:5 records.0.aera: unknown key. Did you mean area\?"),
        (
            "mirror: 2",
            "mirror: 20",
            r"t.yaml:9:35 records.0.units.mirror = 20: must be at most recorded, 10\.",
        ),
        (
            "gallese_1996",
            "galese_1996",
            r"t.yaml:11:12 records.0.cite.0 = 'galese_1996': is not in references.bib. Did you",
        ),
        (
            "mirror: 2}",
            "mirror: 2, of: motors}",
            r"t.yaml:9:42 records.0.units.of = 'motors': must be .*Did you mean motor\?",
        ),
        (
            "actions: [grasp]}",
            "units: {recorded: 3, mirror: 4}}",
            r"records.0.panel.0.units.mirror = 4: must be at most recorded, 3",
        ),
        ("scope: in", "scope: out", r"scope = 'out': must have a reason, and no panel"),
        (
            "verdict: positive",
            "verdict: not_tested",
            r"must have neither units nor animals, for none were tested",
        ),
        (
            "effector: hand",
            "effektor: hand",
            r"t.yaml:15:51 records.0.panel.0.effektor: unknown key. Did you mean effector\?",
        ),
        (
            "recorded: 10",
            "recorded: '10'",
            r"9:23 records.0.units.recorded = '10': must be a whole number. Did you mean 10\?",
        ),
        (
            "rank: species",
            "rank: kind",
            r"t.yaml:.* rank = 'kind': must be 'species', 'genus' or 'group'\.",
        ),
        (
            "recorded: 10",
            "recorded: -1",
            r"records.0.units.recorded = -1: must be greater than or equal to 0\.",
        ),
        ("rank: species", "rank: [", r"t.yaml:"),
        (GOOD, "- a", r"t.yaml:1:1 must be a mapping"),
        (GOOD, "x: &a 1", r"t.yaml:1:4 .*anchor"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path, monkeypatch, old, new, said):
    monkeypatch.chdir(tmp_path)
    assert old in GOOD
    Path("references.bib").write_text("@article{gallese_1996,\n}\n")
    Path("t.yaml").write_text(GOOD)
    assert load_evidence(folder=".")["mirror"].tolist() == [2]
    Path("t.yaml").write_text(GOOD.replace(old, new, 1))
    with pytest.raises(InputError, match=said):
        load_evidence(folder=".")


def test_all_faults_of_a_file_are_told_at_once_by_those_who_tell_the_faults_of_a_profile():
    """Also faults between values, beside a value of the wrong kind; no words are pydantic's."""
    text = (
        GOOD.replace("mirror: 2", "mirror: 20")
        .replace("scope: in", "scope: out")
        .replace("rank: species", "rank: 3")
    )
    told, taxon = evidence_faults(text, "t.yaml", {"gallese_1996"})
    assert taxon is None
    assert [sentence.split(": ")[0].split(" ", 1)[1] for sentence in told] == [
        "rank = 3",
        "records.0.units.mirror = 20",
        "records.0.scope = 'out'",
    ]
    assert all(re.search(r"must (be|have) ", sentence) for sentence in told)
    found, _ = examine(TaxonRecords, without_places(parse_yaml(text, "t.yaml")))
    assert told == faults.sentences(found, parse_yaml(text, "t.yaml"), "t.yaml")


def test_no_fault_is_worded_but_in_one_place():
    """pydantic's errors are read by one module, which puts them as sentences."""
    assert {module(path) for path in FILES if "ValidationError" in path.read_text()} == {
        "profile.examination"
    }


def test_the_schema_in_the_folder_is_the_code_s():
    assert json.loads((FOLDER / "evidence.schema.json").read_text()) == evidence_schema()
