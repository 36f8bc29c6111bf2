"""Every path that can be typed, in every command: a bad one ends in a sentence, never otherwise."""

import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from mirror_abm.base.errors import InputError
from mirror_abm.cli import main
from mirror_abm.cli.options import a_file_to_read, a_folder
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from .offered import functions, line, parameters
from .shell import OCTOPUS_FILE, sentence

TYPED = [
    pytest.param(words, function, each, id=f"{' '.join(words)} {each.option or each.name}")
    for words, function in functions()
    for each in parameters(function)
]
PATHS = [each for each in TYPED if each.values[2].kind is Path]
APP = typer.main.get_command(main.app)  # made once: that takes longer than to be refused
LONG = "x" * 300
#: what may be wrong with any path, and with a file to be written, to be read, a folder
ANY = ("line\nbreak.{end}", f"{LONG}.{{end}}", "~nobody_of_this_name/x.{end}", "a\udcff.{end}")
WRITTEN = (
    ".",
    "folder",
    "folder.{end}",
    "/",
    "missing/x.{end}",
    "mine.{end}/x.{end}",
    "/proc/x.{end}",
    "/dev/full",
    "pipe.{end}",
    "mine.{end}",
    "mine.gif",
    "noending",
)
READ = ("folder", "missing.{end}", "latin.{end}", "binary.{end}", "empty.{end}", "/proc/self/mem")
FOLDER = ("mine.yaml", "mine.yaml/x", "/dev/full")
MADE = (*FOLDER, "/proc/nothing/x")
WORDS = (
    "a\nb.yaml",
    "\udcff",
    "folder",
    "folder.yaml",
    f"{LONG}.yaml",
    "binary.yaml",
    "empty.yaml",
    "pipe.yaml",
    "missing/x.yaml",
    "/proc/self/mem",
    "=",
    "'",
    "[x]",
)
ENDS = ("html", "csv", "png", "pdf", "svg", "yaml", "nwk", "txt", "parquet")


def role(each):
    """Return what is done with the path of a parameter."""
    return {a_file_to_read: "read", a_folder: "folder"}.get(each.callback, "written")


def ending(each):
    """Return an ending that is allowed for the path of a parameter."""
    if role(each) != "written":
        return "yaml"
    with pytest.raises(InputError, match=r"must end in \.\w+") as refused:
        each.callback(SimpleNamespace(opts=["--x"], name="x"), Path("x.nothing"))
    return re.search(r"must end in \.(\w+)", str(refused.value))[1]


@pytest.fixture(scope="module")
def rivals(tmp_path_factory):
    """Return the folder of a tiny run of two accounts."""
    accounts = ["associative", "genetic"]
    plan = make_plan(["octopus_vulgaris"], account=accounts, days=0.01, replicates=4, knockouts=0)
    return str(execute(plan, tmp_path_factory.mktemp("rivals"), 1).path)


@pytest.fixture
def places(tmp_path, monkeypatch, done, rivals):
    """A working folder with what may stand in the way, and names of what is in order."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(main, "app", APP)
    Path("folder").mkdir()
    for end in ENDS:
        Path(f"folder.{end}").mkdir()
        Path(f"mine.{end}").write_text("what nobody wants to lose\n")
        Path(f"latin.{end}").write_bytes("naïve: 1\n".encode("latin-1"))
        Path(f"binary.{end}").write_bytes(bytes(range(256)))
        Path(f"empty.{end}").touch()
        os.mkfifo(f"pipe.{end}")
    Path("mine.gif").write_text("what nobody wants to lose\n")
    Path("good.yaml").write_text(OCTOPUS_FILE, encoding="utf-8")
    Path("troop.csv").write_text("source,target\nA,B\nB,C\nA,C\nC,D\n")
    Path("log.csv").write_text("time,subject,behaviour\n1,A,grasp\n2,B,grasp\n9,A,tear\n")
    return {
        "run": str(done.out / done.id),
        "rivals": rivals,
        "file": "good.yaml",
        "log": "log.csv",
        "network": "troop.csv",
    }


def ended(words, capsys):
    """Return the exit code and what was printed; an exception that is no SystemExit fails."""
    code = 0
    try:
        main.obey(words)
    except SystemExit as end:
        code = end.code
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return code, told


def standing(folder):
    """Return all that stands in a folder, with the bytes of its files."""
    return {
        path: path.read_bytes() if path.is_file() else b"" for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize(("words", "function", "each"), PATHS)
def test_every_path_says_whether_it_is_read_written_or_a_folder(words, function, each):
    """Its callback does: with none, nothing would be looked at before the work is done."""
    assert each.callback is not None
    assert each.callback.__name__ in ("a_file_to_read", "a_file_to_write", "a_folder")


@pytest.mark.parametrize(("words", "function", "each"), PATHS)
def test_a_bad_path_is_refused_in_a_sentence_that_names_it(
    words, function, each, places, tmp_path, capsys
):
    before = standing(tmp_path)
    makes = words[0] != "runs" and all(other.name != "run" for other in parameters(function))
    folder = MADE if makes else FOLDER
    wrong = {"read": READ, "written": WRITTEN, "folder": folder}[role(each)]
    for bad in (*ANY, *wrong):
        value = bad.format(end=ending(each))
        code, told = ended(line(words, function, places, each, value), capsys)
        assert code in (2, 3), (value, told)
        assert told.out == "", value
        (said,) = told.err.splitlines()
        sentence(said)
        assert value in said or value[:60] in said or "argument" in said or "\n" in value, said
        assert len(said) < 700
    assert standing(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "function", "each"), [each for each in TYPED if each.values[2].kind is str]
)
def test_no_word_ends_in_a_traceback(words, function, each, places, capsys):
    """A word may name a species, a run or a folder by its path as well."""
    accepted = 0
    for bad in WORDS:
        if accepted == 2:  # free text: the rest is no better or worse
            break
        code, told = ended(line(words, function, places, each, bad), capsys)
        assert code in (0, 1, 2, 3), bad
        accepted += code == 0
        if code:
            sentence(told.err.strip().splitlines()[-1])


#: numbers that no option can have, but for these, which take any number of their kind
NUMBERS = {int: ("-1", "-9" * 30, "1.5", "x"), float: ("nan", "-inf", "x")}


@pytest.mark.parametrize(
    ("words", "function", "each"),
    [each for each in TYPED if each.values[2].kind in NUMBERS],
)
def test_a_number_that_cannot_be_is_refused_in_a_sentence(words, function, each, places, capsys):
    for bad in NUMBERS[each.kind]:
        code, told = ended(line(words, function, places, each, bad), capsys)
        assert code == 2, (bad, told)
        if bad != "x" and "Error: Invalid value for" not in told.err:
            sentence(told.err.strip().splitlines()[-1])


@pytest.mark.parametrize(
    ("words", "function", "each"), [each for each in TYPED if each.values[2].kind is not bool]
)
def test_an_empty_word_is_refused_as_a_variable_that_is_not_set(
    words, function, each, places, capsys
):
    for typed in (
        [f"{each.option}="] if each.option else [""],
        [each.option, " "] if each.option else ["\t"],
    ):
        code, told = ended([*words, *typed], capsys)
        assert (code, told.out) == (2, "")
        sentence(told.err.strip(), "must not be empty", each.option or "argument")


# ------------------------------------------------------------------ what is written
#: commands that compute for so long that what they write is tried in the slow tests
COMPUTE = ("recover", "phylo", "next")
WRITERS = [
    pytest.param(
        *each.values,
        id=each.id,
        marks=pytest.mark.slow if each.values[0][0] in COMPUTE else (),
    )
    for each in PATHS
    if role(each.values[2]) == "written"
]


@pytest.mark.parametrize(("words", "function", "each"), WRITERS)
def test_what_a_command_wrote_it_replaces_and_nothing_else(words, function, each, places, capsys):
    written = []
    for end in ENDS:
        typed = line(words, function, places, each, f"new.{end}")
        if ended(typed, capsys)[0] == 0:
            assert ended(typed, capsys)[0] == 0, "written, and then not known again"
            written.append(Path(f"new.{end}"))
    assert written
    assert sorted(Path().glob("*new.*")) == sorted(written)


def test_the_data_that_are_read_are_never_written_over(places, capsys):
    before = Path("log.csv").read_bytes()
    words = ["species", "from-events", "log.csv", "--hours", "1", "--table", "log.csv"]
    code, told = ended(words, capsys)
    assert code == 2
    sentence(told.err.strip(), "--table log.csv: exists, and this command has not written it")
    assert Path("log.csv").read_bytes() == before


def test_a_link_stays_a_link_and_a_device_a_device(places, tmp_path, capsys):
    Path("link.html").symlink_to("folder/page.html")
    words = ["species", "show", "octopus_vulgaris", "--html"]
    assert ended([*words, "link.html"], capsys)[0] == 0
    assert Path("link.html").is_symlink()
    assert Path("folder/page.html").read_text().startswith("<!doctype html>")
    Path("device.html").symlink_to("/dev/null")
    code, told = ended([*words, "device.html"], capsys)
    assert code == 2
    sentence(told.err.strip(), "must be an ordinary file")
    assert Path("/dev/null").is_char_device()


def test_the_home_folder_is_meant_by_its_sign(places, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(tmp_path / "folder"))
    code, _ = ended(["species", "show", "octopus_vulgaris", "--html=~/page.html"], capsys)
    assert code == 0
    assert Path("folder/page.html").is_file()
    assert ended(["species", "new", "Corvus corax", "--out=~/own"], capsys)[0] == 0
    assert Path("folder/own/corvus_corax.yaml").is_file()
    assert not Path("~").exists()


def test_a_disk_that_is_full_or_closed_is_told_before_the_work(places, tmp_path, capsys):
    """No disk here is: the folders of /proc take no files from anybody."""
    code, told = ended(["evidence", "--figure", "/proc/x.png"], capsys)
    assert code == 3
    sentence(told.err.strip(), "/proc/x.png: cannot be written")


def test_a_fault_of_the_disk_that_nobody_foresaw_shows_no_traceback(places, monkeypatch, capsys):
    def broken(*_, **__):
        raise OSError(5, "Input/output error", "troop.csv")

    monkeypatch.setattr("mirror_abm.profile.species.load_species", broken)
    code, told = ended(["species", "show", "octopus_vulgaris"], capsys)
    assert (code, told.err) == (3, "troop.csv: cannot be used: Input/output error.\n")
    ours = Path(main.__file__).with_name("absent")
    monkeypatch.setattr("mirror_abm.profile.species.load_species", lambda *_: ours.read_bytes())
    with pytest.raises(FileNotFoundError):
        main.obey(["species", "show", "octopus_vulgaris"])
