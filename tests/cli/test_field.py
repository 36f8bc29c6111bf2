"""The commands for field data, as they are typed."""

from pathlib import Path

import pandas as pd
import pytest

from mirror_abm.base.files import digest

from .shell import typed as command

EXAMPLE = Path(__file__).parents[2] / "docs" / "example_log.tsv"
NETWORK = "source,target,weight\na,b,3\nb,c,2\na,c,1\nc,d,4\nd,e,2\nc,e,1\ne,e,5\n"


def typed(*words, folder):
    done = command("species", *words, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


def test_the_worked_example_does_what_its_page_says(tmp_path):
    done = typed(
        "from-events",
        EXAMPLE,
        "--target",
        "Modifier #1",
        "--like",
        "macaca_mulatta",
        "--as",
        "look away=head_turn",
        "--table",
        "rates.csv",
        "--write",
        "blocks.yaml",
        "--shifts",
        59,
        folder=tmp_path,
    )
    assert done.returncode == 0
    assert "a BORIS export of tabular events" in done.stdout
    assert "2 focal hours" in done.stdout
    table = (
        pd.read_csv(tmp_path / "rates.csv")
        .query("subject == 'all'")
        .set_index(["measure", "behaviour"])
    )
    answered = table.loc[("complementary", "threat_face")].query("answer == 'head_turn'")
    assert answered["rate"].item() == pytest.approx(18, abs=0.5)
    assert answered["expected"].item() / 2 == pytest.approx(1.4, abs=0.2)
    assert table.loc[("being_imitated", "lip_smack"), "rate"].item() == pytest.approx(25, abs=0.5)
    text = (tmp_path / "blocks.yaml").read_text()
    assert "how: measured" in text
    assert f"example_log.tsv (sha256 {digest(EXAMPLE.read_bytes())[:16]})" in text
    assert "--like macaca_mulatta --seen target --shifts 59 --seed 0, from" in text
    assert "{act: threat_face, answer: head_turn}" in text


def test_a_network_is_fitted_and_its_repairs_told(tmp_path):
    (tmp_path / "net.csv").write_text(NETWORK)
    done = typed(
        "from-network", "net.csv", "--groups", 10, "--write", "group.yaml", folder=tmp_path
    )
    assert done.returncode == 0
    assert "repaired: ties of an animal to itself were left out: 1 of 7." in done.stderr
    assert "10 groups of 5 made by it, 82 % range of 10 groups:" in done.stdout
    assert "tie_inequality" in (tmp_path / "group.yaml").read_text()
    shown = typed("networks", "macaca_mulatta", "--figure", "nets.png", folder=tmp_path)
    assert shown.returncode == 0
    assert "source: sah_2019" in shown.stdout
    assert (tmp_path / "nets.png").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("from-events", "none.csv"), "none.csv: no such file."),
        (("from-events", "."), "is a folder"),
        (("from-events", "net.csv"), "net.csv:1 is no log that can be read"),
        (("from-events", EXAMPLE, "--write", "x.yaml"), "needs --like SPECIES"),
        (("from-events", EXAMPLE, "--like", "macaca"), "species = 'macaca'"),
        (("from-events", EXAMPLE, "--hours", "many"), "--hours many: must be a number of hours"),
        (("from-events", EXAMPLE, "--hours", "-1"), "hours = -1.0: must be a number above 0"),
        (("from-events", EXAMPLE, "--hours", "nobody=1"), "there is none of this name"),
        (("from-events", EXAMPLE, "--hours", "a=1", "--hours", "a=2"), "a is given twice: give it"),
        (
            ("from-events", EXAMPLE, "--like", "macaca_mulatta", *("--as", "a=b") * 2),
            "--as a=b: a is given twice: give it once.",
        ),
        (("from-events", EXAMPLE, "--seen", "some"), "seen = 'some'"),
        (("from-events", EXAMPLE, "--shifts", "-3"), "shifts = -3"),
        (
            ("from-events", EXAMPLE, "--target", "Modifier"),
            "has no column 'Modifier' for the target. Did you mean",
        ),
        (("from-network", "none.csv"), "none.csv: no such file."),
        (("from-network", EXAMPLE), "is neither an edge list"),
        (("from-network", "net.csv", "--groups", "1"), "groups = 1"),
        (("networks", "octopus_vulgaris"), "species with observed networks = 'octopus_vulgaris'"),
        (("networks", "--figure", "nets.jpg"), "must end in .png, .pdf or .svg"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(tmp_path, words, sentence):
    (tmp_path / "net.csv").write_text(NETWORK)
    done = typed(*words, folder=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.strip().count("\n") == 0
