"""What README says can be typed, typed: its Python, at small sizes."""

import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import mirror_abm as ma
from mirror_abm.base.errors import InputError

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
#: what is made smaller, so that the test stays quick; each must stand in the text
SMALLER = {
    "days=1, replicates=6": "days=0.02, replicates=2",
    "replicates=40": "replicates=2",
    'Population("macaca_mulatta", seed=1)': (
        'Population("macaca_mulatta", seed=1, size=3, learners=1)'
    ),
    'ma.expected("macaca_mulatta")': 'ma.expected("macaca_mulatta", groups=1, learners=1)',
    'ma.horizon("macaca_mulatta")': 'ma.horizon("octopus_vulgaris", groups=1, learners=1)',
}


def test_the_python_of_the_readme_runs_as_it_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    for given, small in SMALLER.items():
        assert given in code
        code = code.replace(given, small)
    names: dict = {}
    exec(compile(code, "README.md", "exec"), names)
    assert (tmp_path / "curves.png").stat().st_size > 5_000
    assert names["animal"].ledger.frame()["percepts"].sum() > 0
    _draw_into_figures_of_ones_own(names["run"])


def _draw_into_figures_of_ones_own(run):
    page = Figure(figsize=(7, 6), layout="constrained")
    above, below = page.subfigures(2, 1)
    assert ma.plot(run, "learning_curves", into=above) is above
    ma.plot(run, "species_forest", into=below)
    page.savefig("page.png", dpi=50)
    assert (len(above.axes), len(below.axes)) == (1, 2)
    for wrong in (above.axes[0], "figure"):
        try:
            ma.plot(run, "sources", into=wrong)
        except InputError as error:
            assert "must be a matplotlib Figure or SubFigure" in str(error)
        else:
            raise AssertionError("an axes cannot hold a figure of several")
    table = ma.contrast(run)  # its knock-outs are contrasts, too
    assert set(table["arm"]) == {
        f"without {name}"
        for name in (
            "being_imitated",
            "complementary",
            "mirrors",
            "self_observation",
            "sound",
            "synchrony",
            "watching_others",
        )
    }
    assert (table["low"] <= table["mean"]).all()
    assert set(table["unit_of_replication"]) == {"group"}


@pytest.mark.slow
def test_the_answer_in_the_readme_is_that_of_its_main_command(tmp_path):
    run = ma.run(workers=2, out=tmp_path)
    for sentence in ma.answer(run).sentences:
        assert f"\n> {sentence}\n" in README
