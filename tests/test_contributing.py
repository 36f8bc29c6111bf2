"""A newcomer writes and types what CONTRIBUTING.md and docs/shelves.md say, and it works.

It is tried in a copy of the repository, to which the files of one section after the other are
added.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = "\n".join(
    (ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "docs/shelves.md")
)
SECTIONS = dict(re.findall(r"^## (Add [^\n]*)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
COPIED = ("mirror_abm", "species", "tests", "pyproject.toml", "setup.py")
KEPT_AWAY = shutil.ignore_patterns("__pycache__", "mutants", "*.egg-info")


def files(section):
    """Return a section's files, path -> text: a block belongs to the last path named before it."""
    found = {}
    for block in re.finditer(r"^```(?:python|yaml)\n(.*?)^```", section, re.MULTILINE | re.DOTALL):
        named = re.findall(
            r"`((?:mirror_abm|species)/\w[\w/]*\.(?:py|yaml))`", section[: block.start()]
        )
        found[named[-1]] = block.group(1)
    return found


def commands(section):
    """Return the commands of a section, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Return functions that add a section's files to a copy of the repository, and type in it."""
    tmp_path = tmp_path_factory.mktemp("clone")
    for name in COPIED:
        whole = (ROOT / name).is_dir()
        shutil.copytree(ROOT / name, tmp_path / name, ignore=KEPT_AWAY) if whole else shutil.copy(
            ROOT / name, tmp_path
        )
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "COLUMNS": "120"}

    def type_in(command):
        words = command.replace("mirror-abm", "python -m mirror_abm").replace(
            "python", shlex.quote(sys.executable), 1
        )
        done = subprocess.run(
            shlex.split(words),
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def add(section):
        for name, text in files(SECTIONS[section]).items():
            assert not (tmp_path / name).exists(), (
                f"{name} is there already: the example adds nothing"
            )
            (tmp_path / name).write_text(text, encoding="utf-8")
        return [name for name in files(SECTIONS[section]) if name.endswith(".py")]

    return add, type_in


def try_out(repository, section):
    """Add the files of a section, type all its commands, and return what each printed."""
    add, type_in = repository
    written = add(section)
    if written:
        type_in(f"python -m ruff check {' '.join(written)}")
    return {command: type_in(command) for command in commands(SECTIONS[section])}


def test_every_section_is_tried():
    told = {
        name.split()[-1]
        for name, section in SECTIONS.items()
        if files(section) and commands(section)
    }
    assert told == {
        "species",
        "rule",
        "experiment",
        "figure",
        "account",
        "experience",
        "layout",
        "measure",
    }
    assert set(SECTIONS) - {"Add anything else"} == {
        name for name in SECTIONS if files(SECTIONS[name])
    }


def test_a_species_is_one_file(repository):
    printed = try_out(repository, "Add a species")
    *_, run = printed.values()
    assert "units of the meerkat (zoo)" in " ".join(run.split())
    assert "figure  runs" in run


def test_a_learning_rule_is_one_file(repository):
    printed = try_out(repository, "Add a learning rule")
    check = printed["mirror-abm check bcm"]
    assert re.search(r"bcm +acquisition .* holds", check)
    assert "1 closed forms" in check
    assert "all as the rules say" in check
    assert "W_ij += alpha_j x_j beta_present r_i (r_i - m_i)" in printed["mirror-abm explain bcm"]
    _, type_in = repository
    agents = type_in(
        "mirror-abm run octopus_vulgaris --rule bcm --days 0.05 --replicates 2 "
        "--engine agents --out agents"
    )
    compiled = printed["mirror-abm run octopus_vulgaris --rule bcm --days 0.05 --replicates 2"]
    rows = [
        [line for line in text.splitlines() if line.startswith("Octopus")]
        for text in (agents, compiled)
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 1


def test_an_experiment_is_one_file(repository):
    printed = try_out(repository, "Add an experiment")
    show, run = printed.values()
    assert "trained > counter-trained" in show
    assert "counter-trained" in run


@pytest.mark.slow
def test_a_figure_is_one_file(repository):
    add, type_in = repository
    add("Add a figure")
    made = re.search(
        r"^run +(\S+)$",
        type_in("mirror-abm run octopus_vulgaris --days 0.02 --replicates 2"),
        re.MULTILINE,
    )
    drawn, tested = (
        type_in(command.replace("RUN", made.group(1)))
        for command in commands(SECTIONS["Add a figure"])
    )
    assert drawn.count("shares") == 2  # PNG and PDF
    assert re.search(r"^[2-9] passed", tested, re.MULTILINE)


@pytest.mark.slow
def test_an_account_a_source_a_layout_and_a_measure_are_one_file_each(repository):
    account, source, layout, measure = (
        try_out(repository, f"Add {name}")
        for name in ("an account", "a source of experience", "a social layout", "a measure")
    )
    assert "predisposed" in list(account.values())[1]
    assert "come back a second later" in source["mirror-abm explain step"]
    assert "Suricata suricatta" in next(iter(layout.values()))
    assert re.search(r"^[5-9] passed", next(iter(measure.values())), re.MULTILINE)
    _, type_in = repository
    lived = type_in(f"python -c {shlex.quote(LIFE)}").splitlines()
    assert lived == ["[1, 1, 1, 3]", "True", "True"]


#: ties, whether echoes were heard, and whether the measure is a share, in a small group of the led
#: meerkats
LIFE = """
import mirror_abm as ma
from mirror_abm.base.shelf import measures
from mirror_abm.simulation.recordings import recordings
troop = ma.Population("suricata_suricatta_led", point=True, size=4, collect=False)
troop.step()
print(sorted(dict(troop.networks[0].degree).values()))
print(any("echo" in set(animal.ledger.frame()["source"]) for animal in troop.learners))
share = measures.load("selectivity").measure(recordings(troop), 0.5)["selectivity"]
print(share.between(0, 1).all())
"""


DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_and_links_of_the_documents_lead_somewhere(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    example = {name for section in SECTIONS.values() for name in files(section)}
    told = {
        path
        for path in re.findall(
            r"`((?:mirror_abm|tests|docs|scripts|species|benchmarks)/[\w/.]*[\w/])`", text
        )
        if not re.search(r"NAME|\bVERSION\b", path)
    } - example
    links = set(re.findall(r"\]\(([^)#:]+)\)", text))
    missing = [path for path in told if not (ROOT / path).exists()]
    missing += [path for path in links if not ((ROOT / document).parent / path).exists()]
    assert missing == []
