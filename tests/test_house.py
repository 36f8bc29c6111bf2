"""The house rules, read from the source: imports, files, generators, and what a shelf holds."""

import ast
import importlib
import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

import mirror_abm as ma
from mirror_abm.accounts.contract import BASELINES, Newborn
from mirror_abm.base import shelf
from mirror_abm.base.errors import MirrorError
from mirror_abm.engine.population import Population

HOME = Path(ma.__file__).parent
FILES = sorted(HOME.rglob("*.py"))
SHELVES = [item for item in vars(shelf).values() if isinstance(item, shelf.Shelf)]
ITEMS = [(each, name) for each in SHELVES for name in each.names]
FOLDERS = {each.folder for each in SHELVES}
#: the rooms floor by floor; what moves between rooms of one floor is a table or a file
STREET = (
    ("base",),
    ("profile",),
    ("animal",),
    ("experience", "conditioning"),
    ("engine",),
    ("simulation", "mean_field"),
    ("laboratory", "field", "inference", "report"),
    ("cli",),
)
FLOOR = {room: floor for floor, rooms in enumerate(STREET) for room in rooms}
#: modules that no test file of their name tests: the tests of their room do
UNNAMED = {
    "animal.anatomy",
    "animal.birth",
    "animal.constants",
    "animal.declaration",
    "animal.learning_constants",
    "animal.pathway",
    "animal.percepts",
    "animal.repertoire",
    "animal.timing",
    "engine.agenda",
    "engine.animal",
    "engine.arrays",
    "engine.lanes",
    "engine.loop",
    "engine.numbering",
    "engine.options",
    "engine.settings",
    "engine.settlement",
    "experience.events",
    "experience.ledger",
    "experience.merging",
    "experience.supply",
}
#: records of many things without a line of their own: those of the compiled engine, whose text
#: numba reads, a trial under way, the shelf's rearing, a reader of logs, and what a command was
#: asked for
UNTOLD = {
    "cli.request.Request",
    "engine.animal.OpenTrial",
    "engine.arrays.Counts",
    "engine.arrays.Patterns",
    "engine.arrays.Progress",
    "engine.arrays.Queue",
    "engine.arrays.Session",
    "engine.arrays.Times",
    "engine.settlement.Scratch",
    "engine.settlement.Synapses",
    "experiments._trials.Rearing",
    "field.sheet.Format",
}
#: imports against the street that are still to be taken out: this list may only get shorter
KNOWN = set()
#: files and functions that are longer than a reader likes: the same
LONG = set()
#: names with an underscore that one room takes from another: the same
KNOWN_PRIVATE = set()


def module(path):
    return ".".join(path.relative_to(HOME).with_suffix("").parts)


def imports(path):
    """Return (module, whether it is ours) for every import but those for type checking alone."""
    found = []
    tree = ast.parse(path.read_text())
    typing_only = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
    ]
    skipped = {id(inner) for node in typing_only for inner in ast.walk(node)}
    package = module(path).split(".")[:-1]
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found += [(alias.name, False) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level == 0:
                found.append((node.module, False))
                continue
            base = package[: len(package) - (node.level - 1)] + (
                [node.module] if node.module else []
            )
            for alias in node.names:
                inner = ".".join([*base, alias.name])
                here = HOME / inner.replace(".", "/")
                found.append(
                    (
                        inner
                        if here.with_suffix(".py").is_file() or here.is_dir()
                        else ".".join(base),
                        True,
                    )
                )
    return found


def importers(library):
    return {
        module(path)
        for path in FILES
        for name, ours in imports(path)
        if not ours and name.split(".")[0] == library
    }


def calls(path):
    tree = ast.parse(path.read_text())
    return {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


def test_only_the_model_imports_mesa():
    assert importers("mesa") == {"engine.animal", "engine.population"}


def test_only_figures_and_the_report_draw():
    for library in ("seaborn", "matplotlib"):
        assert all(
            name in ("report.figures", "report.picture") or name.startswith("figures.")
            for name in importers(library)
        ), library
        assert importers(library)


def test_only_commands_print():
    """The library logs and warns; what it prints would stand in other people's output."""
    printing = {module(path) for path in FILES if "print" in called(path)}
    assert "cli.main" in printing
    assert {name for name in printing if not name.startswith("cli.")} == set()
    streams = re.compile(r"sys\.(?:__)?std(?:out|err)(?:__)?\.write")
    writing = {module(path) for path in FILES if streams.search(path.read_text())}
    assert writing == {"base.log"}  # the handler by which the command listens to the loggers


def called(path):
    """Return the names that are called as plain functions."""
    return {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def test_what_holds_many_things_has_a_line_of_its_own():
    """A dataclass or named tuple of collections floods the screen of whoever names it."""
    many = re.compile(r"DataFrame|Array|ndarray|NDArray|Floats|Ints|dict\[|list\[|Mapping\[")
    silent = set()
    for path in FILES:
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
                continue
            decorators = {ast.unparse(each).split("(")[0] for each in node.decorator_list}
            record = "dataclass" in decorators or "NamedTuple" in map(ast.unparse, node.bases)
            fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
            holds = any(many.search(ast.unparse(each.annotation)) for each in fields)
            if record and holds and "__repr__" not in names_in(node):
                silent.add(f"{module(path)}.{node.name}")
    assert silent == UNTOLD


def names_in(node):
    """Return what the body of a class defines by name."""
    functions = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    assigned = {ast.unparse(each.targets[0]) for each in node.body if isinstance(each, ast.Assign)}
    return functions | assigned


def test_only_two_modules_open_files():
    opening = {
        "open",
        "fdopen",
        "read_text",
        "write_text",
        "read_bytes",
        "write_bytes",
        "read_parquet",
        "to_parquet",
        "read_csv",
        "to_csv",
        "mkstemp",
    }
    guilty = {module(path): calls(path) & opening for path in FILES if calls(path) & opening}
    ours = {"read_text", "write_text"}  # our own functions of these names, imported from files
    assert guilty.pop("base.files")
    assert guilty.pop("base.tables") == {  # by way of base.files, which it imports
        "read_parquet",
        "to_parquet",
        "read_csv",
        "to_csv",
        "write_text",
    }
    assert guilty.pop("base.fingerprint") == {
        "read_bytes"
    }  # it stands alone: a test loads it on other Pythons
    assert guilty.pop("base.cache") == {"write_bytes"}  # by way of base.files, with a checksum
    assert guilty.pop("base.locks") == {"open"}  # the file that holds the lock
    assert guilty.pop("base.journal") == {"open"}  # to add to what is there
    for name, used in guilty.items():
        path = HOME / f"{name.replace('.', '/')}.py"
        assert used <= ours, name
        assert ("base.files", True) in imports(path), name


def test_only_one_module_makes_generators():
    making = {
        "default_rng",
        "Generator",
        "PCG64",
        "PCG64DXSM",
        "Philox",
        "SeedSequence",
        "RandomState",
        "Random",
    }
    assert {module(path) for path in FILES if calls(path) & making} == {"base.seeds"}
    assert not [
        module(path)
        for path in FILES
        for name, ours in imports(path)
        if not ours and name == "random"
    ]


def test_modules_import_each_other_in_no_circle():
    graph = nx.DiGraph(
        [(module(path), name) for path in FILES for name, ours in imports(path) if ours]
    )
    assert nx.is_directed_acyclic_graph(graph), nx.find_cycle(graph)
    assert graph.number_of_edges() > 60


def test_nobody_imports_the_face_and_shelf_items_only_their_contract():
    for path in FILES:
        for name, ours in imports(path):
            assert name not in ("mirror_abm", "__init__"), path
            if ours and path.parent.name in FOLDERS:
                own = name == f"{path.parent.name}.contract"
                part = path.stem == "contract" or path.stem.startswith("_")
                ground = name.endswith(".contract") or name.startswith("base.")
                ground = ground or name.startswith(f"{path.parent.name}._")
                assert own or (part and ground), f"{path} imports {name}"


def too_long():
    """Return the files of more than 350 lines and the functions with a body of more than 45."""
    found = set()
    for path in FILES:
        text = path.read_text()
        if text.count("\n") > 350:
            found.add(module(path))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = node.end_lineno - node.body[0].end_lineno
                found |= {f"{module(path)}:{node.name}"} if length > 45 else set()
    return found


def test_files_and_functions_stay_readable():
    assert too_long() == LONG


def test_what_is_public_is_documented():
    for path in FILES:
        tree = ast.parse(path.read_text())
        if path.name != "__init__.py" or path.parent != HOME:
            assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path} {node.name}"


@pytest.mark.parametrize("each", SHELVES, ids=lambda each: each.folder)
def test_no_shelf_is_empty(each):
    assert each.names
    with pytest.raises(MirrorError, match="must be one of"):
        each.load("no_such_thing")


@pytest.mark.parametrize(("each", "name"), ITEMS, ids=lambda value: getattr(value, "folder", value))
def test_each_item_keeps_the_contract_of_its_shelf(each, name):
    item = each.load(name)
    assert item.__doc__
    assert each.summary(name).endswith((".", "::", ":"))
    for required in each.required:
        assert getattr(item, required) is not None or required in ("ASSOCIABILITY", "AVERAGE")


@pytest.mark.parametrize("name", shelf.rules.names)
def test_each_rule_says_what_it_satisfies_and_takes_numbers(name):
    rule = shelf.rules.load(name)
    assert rule.ORACLES
    assert isinstance(rule.PLASTIC, bool)
    shared = rule.error(0.2, 1.0, 0.1, 0.03, 0.0)
    change = rule.change(0.2, 1.0, 0.3, 0.2, 1.0, shared, 1.0, 0.1, 0.03)
    assert isinstance(change, float)
    assert (change != 0) == rule.PLASTIC
    assert rule.QUIET in ("decays", "trials", "nothing")
    assert not (rule.ABSENT and rule.QUIET == "trials")  # quiet trials are of the context alone
    assert isinstance(rule.associability(0.5, 0.2, 1.0, 0.3, 0.2, 1.0, shared), float)
    assert isinstance(rule.average(0.5, 0.2, 1.0), float)


@pytest.mark.parametrize("name", shelf.accounts.names)
def test_each_account_names_a_rule_and_what_would_refute_it(name):
    account = shelf.accounts.load(name)
    assert account.RULE in shelf.rules.names
    assert len(account.REFUTED_BY) > 20
    assert not account.FIRST or account.FIRST in shelf.experiments.names
    assert name in BASELINES or (account.FIRST and account.ASSUMES)
    supply = Population("macaca_mulatta", point=True, collect=False, engine="agents").supply
    own = {number: item.default for number, item in account.NUMBERS.items()}
    born = {carrier: Newborn(carrier, "visual", "face", supply, own) for carrier in (True, False)}
    for newborn in born.values():
        assert 0 <= account.matched_weight(newborn) <= 1
        assert 0 < account.nonmatched(newborn) <= 1
    assert (
        account.matched_weight(born[True]) > account.matched_weight(born[False])
    ) == account.INHERITED
    rarely = replace(supply, gaze=0.1)  # of an infant that hardly watches itself
    assert (account.supply(rarely, own) is not rarely or bool(account.WITHOUT)) == account.SUPPLY
    assert 0 < account.plasticity(supply, own) <= 2
    for item in (*account.NUMBERS.values(), *account.CONSTANTS.values()):
        assert item.low <= item.default <= item.high and len(item.reason) > 20 and item.unit


def test_the_face_offers_what_it_names():
    for name in ma.__all__:
        assert getattr(ma, name) is not None
    with pytest.raises(AttributeError, match="nonesuch"):
        _ = ma.nonesuch


def test_the_package_ships_every_folder():
    """Packages are found by their ``__init__`` (setup.py); whatever is not Python is named."""
    import tomllib

    settings = tomllib.loads((HOME.parent / "pyproject.toml").read_text())["tool"]["setuptools"]
    assert "packages" not in settings
    assert {path.parent for path in FILES} == {
        path.parent for path in FILES if path.name == "__init__.py"
    }
    shipped = settings["package-data"]
    assert "py.typed" in shipped["mirror_abm"]
    kinds = {path.suffix for path in (HOME.parent / "species").iterdir() if path.is_file()} - {
        ".md"
    }
    assert {f"*{kind}" for kind in kinds} <= set(shipped["mirror_abm.species"])


def rooms():
    """Yield the room and the path of every file that stands in one."""
    for path in FILES:
        if path.parent.parent == HOME and path.parent.name in FLOOR:
            yield path.parent.name, path


def against_the_street():
    """Return imports from neither the room itself, nor an earlier floor, nor a shelf's contract."""
    found = set()
    for room, path in rooms():
        for name, ours in imports(path):
            there, _, rest = name.partition(".")
            below = there == room or FLOOR.get(there, len(FLOOR)) < FLOOR[room]
            if (
                ours
                and not below
                and name != "version"
                and not (there in FOLDERS and rest == "contract")
            ):
                found.add((module(path), name))
    return found


def private_to_others():
    """Return the names with an underscore that a room imports from another room."""
    found = set()
    for room, path in rooms():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level > 1:
                found |= {
                    (module(path), node.module, alias.name)
                    for alias in node.names
                    if alias.name.startswith("_") and not (node.module or "").startswith(f"{room}.")
                }
    return found


def test_every_folder_of_the_package_is_a_room_or_a_shelf():
    folders = {path.parent.name for path in FILES if path.parent != HOME}
    assert folders == set(FLOOR) | FOLDERS
    assert all(
        path.parent.parent == HOME for path in FILES if path.parent != HOME
    )  # none within another


def test_rooms_import_down_the_street_alone():
    assert against_the_street() == KNOWN


def drawn_street():
    """Return the script that draws the street, as a module."""
    spec = importlib.util.spec_from_file_location(
        "draw_street", HOME.parent / "scripts" / "draw_street.py"
    )
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_the_picture_of_the_street_is_of_at_most_eight_floors_without_circles_and_arrows_up():
    script = drawn_street()
    assert [set(floor) for floor in script.STREET] == [set(floor) for floor in STREET]
    assert set(script.SHELVES) == FOLDERS
    graph = script.rooms_alone(script.imports())
    up = {(room.split(".")[0], other.split(".")[0]) for room, other in KNOWN}
    assert set(script.arrows_up(graph)) == {edge for edge in up if set(edge) <= set(FLOOR)}
    graph.remove_edges_from(up)
    assert len(script.floors(graph)) <= 8
    assert not script.circles(graph)
    assert graph.number_of_edges() > 40
    assert {room for room in FLOOR if room != "base"} == set(graph.predecessors("base"))


def test_the_picture_of_the_street_is_drawn(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["draw_street.py", str(tmp_path / "street.png")])
    drawn_street().main()
    assert "13 rooms" in capsys.readouterr().out
    assert (tmp_path / "street.png").stat().st_size > 20_000


def test_rooms_take_no_private_names_from_each_other():
    assert private_to_others() == KNOWN_PRIVATE


def test_nobody_imports_a_room_by_its_face():
    """Modules are imported by path: nothing heavy is loaded, and no circle hides in a folder."""
    for path in FILES:
        assert not [
            name
            for name, ours in imports(path)
            if ours and (HOME / name.replace(".", "/")).is_dir()
        ], path


@pytest.mark.parametrize("room", FLOOR)
def test_a_room_s_face_is_a_docstring_that_names_its_modules(room):
    text = (HOME / room / "__init__.py").read_text()
    assert len(ast.parse(text).body) == 1
    told = re.findall(r"^(\w+) : ", ast.get_docstring(ast.parse(text)), re.MULTILINE)
    assert sorted(told) == sorted(
        path.stem for path in (HOME / room).glob("*.py") if path.stem != "__init__"
    )


def without_a_test_of_their_name():
    tests = Path(__file__).parent
    return {
        module(path)
        for room, path in rooms()
        if path.stem != "__init__" and not (tests / room / f"test_{path.stem}.py").is_file()
    }


def test_every_module_has_a_test_file_of_its_name_or_is_listed():
    assert without_a_test_of_their_name() == UNNAMED


def test_tests_stand_where_the_modules_stand():
    """A folder of tests is a room, a shelf, or one of the kinds of test that go across rooms."""
    across = {
        "another_machine",
        "cases",
        "crash",
        "data",
        "first_edition",
        "mutants",
        "oracles",
        "properties",
        "readings",
    }
    here = Path(__file__).parent
    folders = {path.name for path in here.iterdir() if (path / "__init__.py").is_file()}
    assert folders <= set(FLOOR) | FOLDERS | across
    assert {path.stem for path in here.glob("test_*.py")} == {
        "test_benchmarks",
        "test_contributing",
        "test_docstrings",
        "test_evidence_page",
        "test_exact",
        "test_face",
        "test_findings",
        "test_first_edition",
        "test_house",
        "test_measured",
        "test_nonsense",
        "test_platforms",
        "test_readme",
        "test_surroundings",
        "test_ten_sheets",
        "test_uncertain",
    }
