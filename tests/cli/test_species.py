"""``species``: profiles are shown and checked."""

import re

from ..field.authors import GOOD
from .shell import OCTOPUS, OCTOPUS_FILE, refused, sentence, typed


def test_a_species_is_shown():
    shown = typed("species", "show", OCTOPUS)
    assert shown.returncode == 0
    assert shown.stdout.startswith("Octopus vulgaris (common octopus, Cephalopoda); wild;")
    for piece in ("experience.self_observation.rate", "mather_1991", "groom_arm", "guess"):
        assert piece in shown.stdout


def test_a_species_file_is_checked_and_its_words_are_not_markup(tmp_path):
    (tmp_path / "good.yaml").write_text(
        OCTOPUS_FILE.replace('"common octopus"', '"[/b] octopus [red]"').replace(
            'reason: "recalled', 'reason: "[/i] see [/there] recalled'
        )
    )
    told = typed("species", "check", "good.yaml", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("good.yaml: no faults. Octopus vulgaris, 8 actions, ")
    shown = typed("species", "show", "good.yaml", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "([/b] octopus [red], Cephalopoda)" in shown.stdout
    assert "[/i]" in shown.stdout


def test_all_faults_of_a_species_file_are_told_with_their_places(tmp_path):
    (tmp_path / "bad.yaml").write_text(
        OCTOPUS_FILE.replace("layout: solitary", "layout: solitry").replace(
            "context: wild", "context: wold"
        )
    )
    rows = (tmp_path / "bad.yaml").read_text().splitlines()
    places = sorted((rows.index("context: wold") + 1, rows.index("  layout: solitry") + 1))
    told = typed("species", "check", "bad.yaml", cwd=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    lines = told.stderr.splitlines()
    assert [int(re.match(r"bad\.yaml:(\d+):\d+ ", line).group(1)) for line in lines] == places
    sentence(lines[0], "context = 'wold'", "Did you mean wild?")
    sentence(lines[1], "group.layout = 'solitry'", "Did you mean solitary?")
    ran = typed("run", "bad.yaml", "--out", "runs", cwd=tmp_path)
    refused(
        ran, 2, f"bad.yaml:{places[0]}:", "(1 more; `mirror-abm species check bad.yaml` lists them)"
    )
    assert not (tmp_path / "runs").exists()


def test_a_species_file_that_is_no_yaml_has_a_place(tmp_path):
    (tmp_path / "bad.yaml").write_text("name: x\n  taxon: [\n")
    refused(typed("species", "check", "bad.yaml", cwd=tmp_path), 2, "bad.yaml:2:")


def test_a_file_that_would_be_rewritten_is_told_by_the_exit_code_and_left(tmp_path):
    old = GOOD.read_text()
    (tmp_path / "good.yaml").write_text(old)
    would = typed("species", "upgrade", "good.yaml", "--check", cwd=tmp_path)
    assert (would.returncode, (tmp_path / "good.yaml").read_text()) == (1, old)
    assert "nothing is written" in would.stdout
    assert typed("species", "upgrade", "good.yaml", cwd=tmp_path).returncode == 0
    again = typed("species", "upgrade", "good.yaml", "--check", cwd=tmp_path)
    assert (again.returncode, "nothing changes" in again.stdout) == (0, True)


def test_a_draft_is_in_the_short_form(tmp_path):
    for name, like in (("novus_novus", []), ("aquila_aquila", ["--like", "tyto_alba"])):
        assert typed("species", "new", name, *like, cwd=tmp_path).returncode == 0
        told = typed("species", "upgrade", f"{name}.yaml", "--check", cwd=tmp_path)
        assert (told.returncode, "nothing changes" in told.stdout) == (0, True)
