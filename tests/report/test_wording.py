"""What figures of a run say: common names, and what the run was."""

import re

import pytest

from mirror_abm.base.errors import InputError
from mirror_abm.report.wording import blind, called, is_latin, origin, silent
from mirror_abm.simulation.plan import make_plan


@pytest.fixture(scope="module")
def everything():
    return make_plan()


def test_every_species_of_the_library_has_a_common_name_of_its_own(everything):
    common = called(everything, "common")
    assert common["macaca_mulatta"] == "Rhesus macaque"
    assert common["lonchura_striata"] == "Bengalese finch"
    assert common["astatotilapia_burtoni"] == "Burton's mouthbrooder"
    assert len(set(common.values())) == len(everything.species)
    for name, label in common.items():
        assert re.fullmatch(r"[A-Z][\w' /-]+", label), label
        assert not is_latin(label, everything)
        assert called(everything, "both")[name] == f"{label} ({everything.labels[name]})"
    assert called(everything) == everything.labels
    assert all(is_latin(label, everything) for label in everything.labels.values())


def test_a_variant_keeps_what_tells_it_from_its_species():
    plan = make_plan(["macaca_mulatta", "macaca_mulatta_nursery"])
    assert list(called(plan, "common").values()) == ["Rhesus macaque", "Rhesus macaque (nursery)"]
    assert called(plan, "both")["macaca_mulatta_nursery"].startswith("Rhesus macaque (nursery)")


def test_a_common_name_that_is_missing_or_shared_gives_way_to_the_scientific_one():
    everything = make_plan(["mus_musculus", "rattus_norvegicus", "homo_sapiens"])
    for name in ("mus_musculus", "rattus_norvegicus"):
        everything.profiles[name]["taxon"]["vernacular"] = "rodent (wild)"
    everything.profiles["homo_sapiens"]["taxon"]["vernacular"] = ""
    assert called(everything, "common") == everything.labels
    assert called(everything, "both") == everything.labels


def test_another_word_for_names_is_refused(everything):
    with pytest.raises(InputError, match="names"):
        called(everything, "latin")


def test_blind_are_those_without_vision():
    plan = make_plan(["heterocephalus_glaber", "octopus_vulgaris"])
    assert blind(plan) == ["heterocephalus_glaber"]


def test_silent_are_those_without_an_audible_act():
    plan = make_plan(["octopus_vulgaris", "macaca_mulatta", "danio_rerio"])
    assert silent(plan) == ["octopus_vulgaris"]


class FakeRun:
    def __init__(self, plan, animals):
        import pandas as pd

        self.plan, self.id = plan, "0123456789ab"
        self._groups = pd.DataFrame({"animals": animals})

    def table(self, name):
        return {"groups": self._groups}[name]


@pytest.mark.parametrize(
    ("life", "animals", "said"),
    [
        (
            {"days": 5},
            [1, 2, 2],
            "1 to 2 animals recorded in each group, after 5 active days. Each group has",
        ),
        (
            {"days": 1},
            [1, 1],
            "1 animal recorded in each group, after 1 active day. Each group has",
        ),
        ({"age": 30}, [1], "1 animal recorded in each group, at 30 days of age. Each group has"),
        (
            {},
            [1],
            "1 animal recorded in each group, at maturity (2 years at most). Each group has",
        ),
    ],
)
def test_the_origin_of_a_figure_names_animals_days_and_run(life, animals, said):
    run = FakeRun(make_plan(["octopus_vulgaris"], **life), animals)
    assert origin(run).startswith(said)
    assert origin(run).endswith("Run 0123456789ab.")


def test_the_origin_of_a_figure_names_everything_that_is_not_default():
    plan = make_plan(
        ["octopus_vulgaris"], rule="oja", settings={"constants.tau": 2}, world="permuted"
    )
    said = origin(FakeRun(plan, [1]))
    assert said.endswith(
        "Run 0123456789ab, not default: constants.tau = 2, rule oja, permuted world."
    )


def test_groups_at_the_medians_are_not_said_to_have_draws():
    plan = make_plan(["octopus_vulgaris"], point=True)
    assert "draw of" not in origin(FakeRun(plan, [1]))
    assert "draw of" in origin(FakeRun(make_plan(["octopus_vulgaris"]), [1]))
