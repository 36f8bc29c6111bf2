"""Authoring a species, across rooms: the file read, checked, shown, compared, cited and run."""

import json
import re
import time
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

import mirror_abm as ma
from mirror_abm.base.errors import Faults, InputError
from mirror_abm.base.library import LIBRARY
from mirror_abm.base.places import without_places
from mirror_abm.base.shelf import figures, layouts
from mirror_abm.base.yaml_text import parse_yaml
from mirror_abm.cli.main import app
from mirror_abm.engine.population import Population
from mirror_abm.field.inspection import inspect
from mirror_abm.mean_field.outlook import prospects
from mirror_abm.profile.citations import cited, entries, plain_letters, references
from mirror_abm.profile.species import SpeciesProfile, library, load_species, schema
from mirror_abm.report.difference import compare
from mirror_abm.report.figures import make
from mirror_abm.report.html_page import as_html
from mirror_abm.report.page import PERCEPTS, outlook, sections
from mirror_abm.simulation.archive import TABLES
from mirror_abm.simulation.plan import override

from .authors import RATE, typed


@pytest.mark.parametrize("name", library()[::5])
def test_the_quick_reader_reads_what_ruamel_reads_at_the_same_places(name):
    text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")
    ours, theirs = parse_yaml(text, name), YAML(typ="rt", pure=True).load(text)
    assert without_places(ours) == without_places(theirs)

    def walk(a, b):
        for key in a if isinstance(a, dict) else range(len(a)):
            at = b.lc.value(key) if isinstance(a, dict) else b.lc.item(key)
            assert a.lc.value(key) == tuple(at)
            if isinstance(a, dict):
                assert a.lc.key(key) == tuple(b.lc.key(key))
            if isinstance(a[key], (dict, list)):
                walk(a[key], b[key])

    walk(ours, theirs)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("1e-3", 0.001),
        ("0o17", 15),
        ("017", 17),
        ("~", None),
        (".5", 0.5),
        ("-.inf", -np.inf),
        ("1_000", "1_000"),
        ("2020-01-01", "2020-01-01"),
        ("'3'", "3"),
        ("true", True),
        ("1.", 1.0),
        ("0x1F", 31),
        ("", None),
        ("1e3x", "1e3x"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text, value):
    found = parse_yaml(f"a: {text}\n", "x")["a"]
    assert found == value
    assert type(found) is type(value)


def test_the_schema_that_editors_read_is_that_of_the_models():
    """If this fails: ``write_json(LIBRARY / "profile.schema.json", schema())``."""
    written = json.loads((LIBRARY / "profile.schema.json").read_text(encoding="utf-8"))
    assert written == schema()
    assert set(written["$defs"]["GroupProfile"]["properties"]["layout"]["enum"]) == set(
        layouts.names
    )
    valid = jsonschema.Draft202012Validator(written)
    for name in library()[::4]:
        document = without_places(
            parse_yaml((LIBRARY / f"{name}.yaml").read_text(encoding="utf-8"), name)
        )
        assert valid.is_valid(document), name
        assert not valid.is_valid(document | {"contxt": "wild"}), name


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["new", "corvus"], 2, "name = 'corvus': must be a genus and a species"),
        (
            ["new", "Corvus corone", "--out", "corvus_exemplum.yaml"],
            2,
            "corvus_exemplum.yaml is a file: must be a folder.",
        ),
        (["new", "Corvus corone", "--like", "nope.yaml"], 2, "nope.yaml: no such file."),
        (["new", "Corvus exemplum"], 2, "corvus_exemplum.yaml: exists: it is not overwritten."),
        (["check", "."], 2, "is a folder: must be a file."),
        (
            ["show", "corvus_exemplum.yaml", "--html", "no/such/page.html"],
            2,
            "no/such: there is no such folder: make it first.",
        ),
        (
            ["diff", "octopus_vulgaris", "octopus"],
            2,
            "species = 'octopus': must be one of the 51 that `mirror-abm species list`",
        ),
        (
            ["cite", "octopus_vulgaris", "--format", "bib"],
            2,
            "--format = 'bib': must be one of bibtex, text. Did you mean bibtex?",
        ),
        (["set", "corvus_exemplum.yaml", "stage"], 2, "stage: must be NAME=VALUE"),
        (
            ["set", "corvus_exemplum.yaml", "senses=vision"],
            2,
            "senses: is a block: name one value in it, for example senses.0.",
        ),
        (
            ["set", "corvus_exemplum.yaml", f"{RATE}=nan"],
            2,
            ":48:19 experience.being_imitated.rate.value = 'nan': must be a numb",
        ),
    ],
)
def test_nonsense_is_refused_in_one_sentence(crow, words, code, message):
    before = crow.read_bytes()
    told = typed(*words, cwd=crow.parent)
    assert told.returncode == code
    assert told.stdout == ""
    assert message in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    assert crow.read_bytes() == before
    assert [path.name for path in crow.parent.iterdir()] == [crow.name]


def test_check_says_what_the_engine_will_make_of_it(crow):
    begun = time.perf_counter()
    told = typed("check", crow.name, cwd=crow.parent)
    assert time.perf_counter() - begun < 30  # a third of a second on a machine that is not shared
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(
        "corvus_exemplum.yaml: no faults. Corvus exemplum, 4 actions, 18 numbers, 18 of them "
        "guesses.\n"
    )
    assert re.search(
        r"per active hour: 21\d acts; sight of others [\d.]+ an hour, [1-9]% of them "
        "matched; sound",
        " ".join(told.stdout.split()),
    )
    rows = {tuple(line.split()[:2]): line.split() for line in told.stdout.splitlines()}
    assert 0 <= float(rows["peck", "bill"][-1]) <= 1


def test_check_takes_many_files_and_tells_all_faults_of_each(crow):
    Path("bad.yaml").write_text(
        crow.read_text().replace("context: wild", "context: wold").replace("hold", "peck")
    )
    told = typed("check", "missing.yaml", "bad.yaml", crow.name, cwd=crow.parent)
    assert told.returncode == 2
    lines = told.stderr.splitlines()
    assert lines[0] == "missing.yaml: no such file."
    assert [line.split(" ")[0] for line in lines[1:]] == ["bad.yaml:6:10", "bad.yaml:34:11"]
    assert "corvus_exemplum.yaml: no faults." in told.stdout


def test_a_citation_may_stand_beside_the_file(crow):
    crow.write_text(crow.read_text().replace("tacutu_2018", "notes_2024"))
    assert len(inspect(crow).faults) == 2
    Path("references.bib").write_text(
        "@misc{notes_2024,\n author = {G{\\\"o}del, K. and {\\'E}va, {\\O}.}, title = {Crows},\n"
        " year = 2024, note = {field notes}\n}\n"
    )
    assert inspect(crow).faults == []
    told = typed("cite", crow.name, cwd=crow.parent)
    assert "Gödel, K., Éva, Ø. (2024). Crows. [field notes]" in told.stdout.splitlines()
    assert "Heyes, C. (2010). Where do mirror neurons come from? Neuroscience" in told.stdout
    as_bib = typed("cite", crow.name, "--format", "bibtex", cwd=crow.parent)
    assert set(entries(as_bib.stdout)) == {"heyes_2010", "notes_2024"}


def test_every_reference_of_the_library_reads_as_text():
    assert {item.key for item in cited(references())} == references()
    for item in cited(references()):
        assert re.search(r"\((\d{4}|no year)\)\. ", item.text), item.text
        assert not re.search(r"[{}\\]|--", item.text), item.text
    typeset = r"Bo{\v{z}}i{\v{c}}evi{\'c} \& S{\o}ren \~nu"
    assert plain_letters(typeset) == "Božičević & Søren ñu"
    with pytest.raises(Faults, match=r"heyes_2011: is not in .*Did you mean heyes_2010\?"):
        cited(["heyes_2011"])


def test_a_page_holds_every_number_action_and_source_and_needs_nothing_else():
    profile = load_species("macaca_mulatta")
    page = as_html(profile, sections(profile, cited(profile.cited()))).replace("<wbr/>", "")
    assert not re.search(r"<script|<link|<img|src=|href=|@import|url\(", page)
    for name, item in profile.quantities().items():
        if not name.startswith("actions."):
            assert f">{name}<" in page
        assert f">{item.low:g}-{item.high:g}<" in page
    for word in (
        *(action.name for action in profile.actions),
        *profile.cited(),
        "PanTHERIA",
        "delta P",
    ):
        assert word in page
    assert page.count("<svg") == len(profile.quantities())  # each number with its range, as a bar
    opened = [
        word
        for word in re.findall(r"<(/?)(\w+)", page)
        if word[1] not in ("meta", "path", "circle")
    ]
    assert sum(1 if not close else -1 for close, _ in opened if _ not in ("html",)) in (0, 1)


def test_a_page_shows_words_as_words(crow):
    crow.write_text(
        crow.read_text().replace("vernacular: test crow", 'vernacular: "<b>crow & co</b>"')
    )
    told = typed("show", crow.name, "--html", "page.html", cwd=crow.parent)
    assert told.stdout == "page    page.html\n"
    assert "&lt;b&gt;crow &amp; co&lt;/b&gt;" in Path("page.html").read_text()


def test_differences_are_numbers_side_by_side_with_ratio_and_overlap():
    a, b = load_species("macaca_mulatta"), load_species("homo_sapiens")
    parts = {section.title: section for section in compare(a, b)}
    rows = {row[0]: row for row in parts["numbers"].rows}
    assert rows[RATE][1:] == ("2 [0.3, 10]", "10 [2, 40]", "per hour", "5", "yes")
    assert rows["acts.audible_rate"][4:] == ("39.8", "no")
    told = {row[:2] for row in parts["actions that one has and the other has not"].rows}
    mine, other = {x.name for x in a.actions}, {x.name for x in b.actions}
    assert told == {("only macaca_mulatta", n) for n in mine - other} | {
        ("only homo_sapiens", n) for n in other - mine
    }
    assert [section.rows for section in compare(a, a)[1:]] == [[], [], []]
    assert len(compare(a, a, everything=True)[2].rows) == len(a.quantities())
    told = typed("diff", "macaca_mulatta", "homo_sapiens")
    assert told.returncode == 0
    assert "only homo_sapiens" in told.stdout


@pytest.mark.parametrize("name", ["macaca_mulatta", "mus_musculus"])
def test_contingency_expected_from_rates_is_what_the_ledgers_of_simulated_animals_hold(name):
    profile = override(load_species(name), {"group.size": 12})
    population = Population(profile, seed=3, point=True, account="none", collect=False)
    population.forward(round(1.5 * population.day_ticks))
    seen, delta = {}, {}
    for animal in population.learners:
        for row in animal.ledger.contingency().itertuples(index=False):
            key = (row.population, row.action)
            seen[key] = seen.get(key, 0) + row.perceived / population.hours / len(
                population.learners
            )
            delta.setdefault(key, []).append((row.perceived, row.delta_p))
    promised = {(item.population, item.action): item for item in prospects(profile)[0]}
    checked = 0
    for key, pairs in delta.items():
        if sum(n for n, _ in pairs) < 400:
            continue
        item, found = (
            promised[key],
            np.average([d for _, d in pairs], weights=[n for n, _ in pairs]),
        )
        sounding = item.population == "visual_other" and (
            ("auditory", item.action) in promised
        )  # seen while it is answered
        assert item.delta_p == pytest.approx(found, abs=0.06), key
        assert item.matched + item.nonmatched == pytest.approx(
            seen[key], rel=0.4 if sounding else 0.25
        ), key
        checked += 1
    assert checked >= 8
    assert (
        promised["visual_self", next(a.name for a in profile.actions if a.visible_to_self)].delta_p
        > 0.9
    )


def cells(text, first):
    """Return the row of a printed table that begins with a word, as words."""
    return next(
        line for line in text.splitlines() if line.startswith(f"{first} ") and "(" in line
    ).split()


def test_delta_p_is_one_number_whoever_is_asked():
    """``species show``, ``explain`` and ``ma.expected``, by every sight and by sound."""
    table = ma.expected("macaca_mulatta").contingency.set_index(["population", "action"])["delta_p"]
    page = {section.title: section for section in outlook(load_species("macaca_mulatta"))}[
        "contingency expected per action"
    ]
    shown = {(row[2], row[0]): row[-1] for row in page.rows}
    assert shown == {
        (PERCEPTS[population], action): f"{delta:.2f}"
        for (population, action), delta in table.items()
    }
    assert {key[0] for key in shown} == set(PERCEPTS.values())
    told = here("explain", "macaca_mulatta").stdout
    assert cells(told, "coo")[2] == f"({shown['sight of others', 'coo']})"
    assert cells(told, "coo")[-3] == f"({shown['sound of others', 'coo']})"
    assert cells(told, "coo")[-1] == f"({shown['sound of oneself', 'coo']})"


def test_a_species_that_the_mean_field_cannot_treat_has_a_page_without_delta_p_that_says_why():
    data = load_species("macaca_mulatta").model_dump(mode="json")
    age = {
        "value": 0.5,
        "low": 0.4,
        "high": 0.6,
        "unit": "years",
        "source": "assumed",
        "reason": "a test",
        "how": "guess",
    }
    data["experience"]["being_imitated"]["stage"] = {"onset": age}
    section = outlook(SpeciesProfile.model_validate(data))[0]
    assert (
        "No delta P: experience.being_imitated.stage.onset: experience that begins late "
        "cannot be treated" in section.text
    )
    assert {row[-1] for row in section.rows} == {"-"}
    assert all(float(row[4]) >= 0 for row in section.rows)


def here(*words):
    """Type a command in this process, which has loaded all that is slow to load."""
    return CliRunner().invoke(app, list(words))


def test_a_species_authored_as_told_runs_and_stands_in_every_figure(tmp_path, monkeypatch):
    """The steps of docs/authoring.md, typed: ``new``, edit, ``check``, ``run``; no other file."""
    monkeypatch.chdir(tmp_path)
    assert here("species", "new", "Corvus corax").exit_code == 0
    text = Path("corvus_corax.yaml").read_text()
    Path("corvus_corax.yaml").write_text(re.sub(r'"replace: [^"]*"', '"from field notes"', text))
    Path("references.bib").write_text(
        "@misc{notes_2024, author = {Me}, title = {Ravens}, year = {2024}}\n"
    )
    for setting in (
        ["group.size=6", "--low", "2", "--high", "12"],
        ["active_hours=14"],
        ["taxon.taxonomic_class=Aves"],
    ):
        changed = here("species", "set", "corvus_corax.yaml", *setting)
        assert changed.exit_code == 0, changed.output
    told = here(
        "species",
        "set",
        "corvus_corax.yaml",
        f"{RATE}=2",
        "--source",
        "notes_2024",
        "--how",
        "measured",
        "--reason",
        "table 2",
    )
    assert told.exit_code == 0
    assert told.output.startswith(f"corvus_corax.yaml: {RATE} is now 2. Left as it was: low 0.")
    checked = here("species", "check", "corvus_corax.yaml")
    assert checked.exit_code == 0, checked.output
    assert "replace" not in checked.output
    both = ["corvus_corax.yaml", "octopus_vulgaris"]
    ran = here("run", *both, "--days", "0.02", "--replicates", "2", "--workers", "1")
    assert ran.exit_code == 0, ran.output
    assert "Corvus" in ran.output
    path = next(
        line.split(maxsplit=1)[1] for line in ran.output.splitlines() if line.startswith("run  ")
    )
    run = ma.load_run(Path(path).name)
    arms = ma.run(both, days=0.02, replicates=2, contrast=True, without=["self_observation"])
    drawn = 0
    for name in figures.names:
        for source in (run, arms):
            try:
                figure = make(source, name)
            except InputError:
                continue
            words = " ".join(
                text.get_text() for text in figure.findobj(lambda item: hasattr(item, "get_text"))
            )
            if name != "opaque_acts":  # which names those alone that are told apart
                assert "Corvus corax" in words, name
            drawn += 1
            break
        else:
            of_a_run = set(figures.load(name).NEEDS) <= set(TABLES)
            assert not of_a_run, f"{name} was not drawn"
    assert drawn >= 4
    assert "notes_2024" in run.manifest["cite"]
