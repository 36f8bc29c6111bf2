"""The run id: it changes with every line that a task executes, and with nothing else."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mirror_abm
from mirror_abm.base import fingerprint
from mirror_abm.base.fingerprint import EXEMPT, essence
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.shelf import accounts
from mirror_abm.laboratory import board_archive
from mirror_abm.laboratory.board import plan as board_plan
from mirror_abm.simulation.plan import TASK, Plan, make_plan, used

HOME = Path(mirror_abm.__file__).parent
RUNS = {
    "plain": {"species": ("octopus_vulgaris",), "account": ("associative", "none")},
    "inherited": {"species": ("mus_musculus",), "account": ("genetic", "hebbian")},
    "another_rule": {
        "species": ("danio_rerio",),
        "account": ("associative", "epigenetic"),
        "rule": "oja",
    },
    "canalized": {
        "species": ("macaca_mulatta",),
        "account": ("canalized", "motor_only", "genetic_facilitated"),
    },
}
#: carries a plan out as a worker does, and prints what was imported, opened and executed of ours
TASK_TOLD = """
import json, sys
from pathlib import Path
home, out, engine = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[4]
options = json.loads(sys.argv[3])
opened, lines = set(), {}
sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)
def trace(frame, event, given):
    file = frame.f_code.co_filename
    if not file.startswith(str(home)):
        return None
    if event == "line":
        lines.setdefault(file, set()).add(frame.f_lineno)
    return trace
from mirror_abm.profile import tree
from mirror_abm.simulation import runner
from mirror_abm.simulation.plan import make_plan
plan = make_plan(options.pop("species"), **options)
opened.clear()
tree._bundled.cache_clear()  # a worker of its own has not read it
sys.settrace(trace)
runner.execute(plan, out, engine=engine)
sys.settrace(None)
ours = {
    getattr(module, "__file__", None)
    for name, module in sys.modules.items()
    if name.startswith("mirror_abm")
}
print(json.dumps({"id": plan.id, "imported": sorted(filter(None, ours)), "opened": sorted(opened),
                  "lines": {file: sorted(found) for file, found in lines.items()}}))
"""


def of_run(options, home=HOME):
    plan = make_plan(
        options["species"],
        days=0.01,
        replicates=1,
        **{k: v for k, v in options.items() if k != "species"},
    )
    return (
        plan
        if home == HOME
        else fingerprint.fingerprint(
            TASK,
            used(plan.accounts, plan.rule, [plan.profile(name) for name in plan.species]),
            home=home,
        )
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What each run in fact imported, opened and executed, in a process of its own."""
    found = {}
    for name, options in RUNS.items():
        given = json.dumps(options | {"days": 0.01, "replicates": 1, "knockouts": 1})
        engine = "compiled" if name == "plain" else "agents"
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                TASK_TOLD,
                str(HOME),
                str(tmp_path_factory.mktemp(name)),
                given,
                engine,
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        found[name] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def copy(tmp_path):
    """A copy of the package that a test may edit."""
    return Path(
        shutil.copytree(HOME, tmp_path / "mirror_abm", ignore=shutil.ignore_patterns("__pycache__"))
    )


@pytest.mark.parametrize("name", RUNS)
def test_whatever_a_task_imports_or_opens_is_in_its_id(told, name):
    code, exempt = of_run(RUNS[name]).code, set(EXEMPT)
    imported = {
        Path(file).relative_to(HOME).as_posix()
        for file in told[name]["imported"]
        if Path(file).is_relative_to(HOME)
    }
    assert len(imported) > 30
    assert imported - exempt <= set(code), imported - exempt - set(code)
    library = LIBRARY
    data = {Path(file).name for file in told[name]["opened"] if Path(file).is_relative_to(library)}
    assert data <= set(code), data
    read = {
        Path(file)
        for file in told[name]["opened"]
        if Path(file).is_relative_to(HOME) and file.endswith(".py")
    }
    assert {file.relative_to(HOME).as_posix() for file in read} - exempt <= set(code)
    assert ("tree.nwk" in data) == (
        name in ("inherited", "canalized")
    )  # the accounts that ask the tree do read it


def test_a_change_of_any_line_that_a_task_executes_changes_its_id(told):
    edited = 0
    for name in RUNS:
        code = of_run(RUNS[name]).code
        for file, numbers in told[name]["lines"].items():
            path = Path(file)
            if path.relative_to(HOME).as_posix() in EXEMPT:
                continue
            lines = path.read_text().split("\n")
            before = essence("\n".join(lines))
            assert path.relative_to(HOME).as_posix() in code
            for number in numbers[:: 1 + len(numbers) // 25]:
                line = lines[number - 1]
                if " " not in line.strip() or line.strip().startswith(('"', "#", "'")):
                    continue
                inner = len(line) - len(line.lstrip()) + line.lstrip().index(" ")
                other = [
                    *lines[: number - 1],
                    f"{line[:inner]}  {line[inner + 1 :]}",
                    *lines[number:],
                ]
                assert essence("\n".join(other)) != before, (path, number)
                edited += 1
    assert edited > 500


def edits(files):
    """Yield sets of files to edit, so that of any two files each is edited without the other."""
    yield set(files)
    for bit in range(len(files).bit_length()):
        ones = {file for number, file in enumerate(files) if number >> bit & 1}
        yield from (ones, set(files) - ones)


def test_edits_tell_any_two_files_apart():
    files = [*range(21)]
    for one in files:
        for other in set(files) - {one}:
            assert any(one in edited and other not in edited for edited in edits(files))


def test_an_edit_of_a_file_changes_its_own_hash_and_no_other(copy):
    """A hash that hung on another file would change where that is edited and its own is not."""
    plan = of_run(RUNS["plain"])
    items = used(plan.accounts, plan.rule, [plan.profile(name) for name in plan.species])

    def now(files, line):
        for path, text in texts.items():
            path.write_bytes(text + line if path in files else text)
        return fingerprint.fingerprint(TASK, items, home=copy)

    texts = {path: path.read_bytes() for path in sorted(copy.rglob("*.py"))}
    code = now((), b"")
    assert code == {name: value for name, value in plan.code.items() if name.endswith(".py")}
    assert 50 < len(code) < len(texts) - 50
    for files in edits([*texts]):
        changed = {
            key
            for key, value in now(files, b"\nANOTHER_LINE = 1\n").items()
            if value != code.get(key)
        }
        assert changed == {path.relative_to(copy).as_posix() for path in files} & set(code)
    assert now(texts, b"\n# a comment\n\n") == code


def test_comments_docstrings_and_line_ends_do_not_count_and_all_else_does():
    text = (
        '"""Doc."""\n\nx = "#1"  # why\n\n\ndef f(a):\n    """Say\n    more."""\n'
        "    # how\n    return a + 1  # that\n"
    )
    kept = 'x = "#1"\ndef f(a):\n    return a + 1'
    assert essence(text) == kept
    assert essence('x = "#1"\ndef f(a):\n    """Other."""\n\n    return a + 1\n') == kept
    for old, new in (
        ("#1", "#2"),
        ("a + 1", "a + 2"),
        ("f(a)", "f(b)"),
        ("    return", "    if a:\n        return"),
    ):
        assert essence(text.replace(old, new)) != kept
    assert essence("s = 'a # b' + f\"{x!r:>{w}} # c\"  # d") == "s = 'a # b' + f\"{x!r:>{w}} # c\""
    assert essence('y = """a # b\n"""  # c') == 'y = """a # b\n"""'


def test_the_id_is_the_same_with_other_line_ends(copy):
    code = of_run(RUNS["plain"], copy)
    for path in copy.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert of_run(RUNS["plain"], copy) == code


def interpreters():
    """Other Pythons on this machine, from 3.11 on."""
    found = {shutil.which(f"python3.{minor}") for minor in range(11, 16)} - {None}
    found |= {
        str(path) for path in Path("~/.pyenv/versions").expanduser().glob("3.1[1-9]*/bin/python3")
    }
    working = {}
    for path in sorted(found):
        said = subprocess.run(
            [path, "-c", "import sys; print(sys.version_info[:2] >= (3, 11) and sys.version)"],
            capture_output=True,
            text=True,
        )
        if said.returncode == 0 and said.stdout.strip() != "False":
            working.setdefault(said.stdout.split()[0], path)
    return working


def test_the_id_is_the_same_on_every_python():
    program = (
        "import importlib.util, json, pathlib, sys;"
        "spec = importlib.util.spec_from_file_location('f', sys.argv[1]);"
        "f = importlib.util.module_from_spec(spec);"
        "sys.modules['f'] = f; spec.loader.exec_module(f);"
        "print(json.dumps(f.fingerprint(sys.argv[3:], home=pathlib.Path(sys.argv[2]))))"
    )
    roots = [
        path.relative_to(HOME).with_suffix("").as_posix().replace("/", ".")
        for path in HOME.rglob("*.py")
    ]
    here = fingerprint.fingerprint(roots)
    assert len(here) > 150
    for version, path in {sys.version.split()[0]: sys.executable, **interpreters()}.items():
        said = subprocess.run(
            [path, "-c", program, fingerprint.__file__, str(HOME), *roots],
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(said.stdout) == here, version


def test_what_a_run_does_not_use_leaves_its_id_alone(copy, monkeypatch, tmp_path):
    code = of_run(RUNS["plain"], copy)
    for folder in ("rules", "accounts", "layouts", "figures", "experiments", "measures"):
        (copy / folder / "another.py").write_text('"""Another."""\nX = 1\n')
    assert of_run(RUNS["plain"], copy) == code
    ids = {name: of_run(options).id for name, options in RUNS.items()}
    library = Path(shutil.copytree(LIBRARY, tmp_path / "species"))
    written = (library / "tree.nwk").read_text()
    leaf = written.replace("Apis_mellifera:64.25", "(Apis_nova:1,Apis_mellifera:1)Apis:63.25")
    (library / "tree.nwk").write_text(leaf)
    monkeypatch.setattr("mirror_abm.simulation.executed.LIBRARY", library)
    assert leaf != written
    changed = {name for name, options in RUNS.items() if of_run(options).id != ids[name]}
    assert changed == {"inherited", "canalized"}  # only these ask the tree
    assert "tree.nwk" not in of_run(RUNS["inherited"] | {"carrier": True}).code


def test_a_release_alone_changes_no_id_and_stands_in_the_plan():
    plan = of_run(RUNS["plain"])
    later = Plan.from_dict(plan.as_dict() | {"version": "99.0"})
    assert (later.id, later.version) == (plan.id, "99.0")
    assert (
        Plan.from_dict(plan.as_dict() | {"code": plan.code | {"simulation/task.py": "0" * 16}}).id
        != plan.id
    )


def test_a_board_counts_what_it_executes():
    tasks = board_plan(
        ["cook_2010"],
        accounts=["associative", "hebbian"],
        rules=None,
        kinds=["preset"],
        draws=1,
        animals=2,
        seed=0,
        days=0.0,
        settings={},
    )
    code = board_archive.described(tasks)["code"]
    own = f"rules/{accounts.load('hebbian').RULE}.py"
    for name in (
        "laboratory/board.py",
        "laboratory/claims.py",
        "laboratory/subject.py",
        "conditioning/acquisition_rate.py",
        "rules/rescorla_wagner.py",
        own,
        "engine/loop.py",
        "accounts/hebbian.py",
        "experiments/contract.py",
        "laboratory/readouts.py",
    ):
        assert name in code, name
    assert not {"rules/mackintosh.py", "tree.nwk", "accounts/genetic.py"} & set(code)
