"""The answer in words: every number in it is computed again, from the run's files, another way."""

import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from statistics import mean, stdev

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import mirror_abm as ma
from mirror_abm.base.errors import InputError
from mirror_abm.inference import answer as module
from mirror_abm.inference.answer import answer
from mirror_abm.simulation.plan import make_plan
from mirror_abm.simulation.runner import execute

from ..clock import FAST_SETTINGS
from .made import examples_run

WORDS = {"visual": "by sight", "auditory": "by sound"}
DOES = {"visual": "the sight of what they do", "auditory": "the sound of what they do"}
NAMED = 3  # species of one verdict and sense whose chances are told, the surest
LABS = [
    (0.4 + 0.6 * (i + 0.5) / 3, 0.05 * (j + 0.5) / 3) for i in range(3) for j in range(3)
]  # equally likely sensitivities and false-positive rates


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A run of four species, one of them silent, with rivals and draws enough for orders."""
    return ma.run(
        ["macaca_mulatta", "octopus_vulgaris", "danio_rerio", "taeniopygia_guttata"],
        account=["associative", "genetic", "none"],
        settings=FAST_SETTINGS,
        days=0.05,
        replicates=20,
        knockouts=12,
        out=tmp_path_factory.mktemp("runs"),
    )


def chance_of_a_find(animals, units, size):
    """Return the chance that one study finds mirror units, in one draw of a cell.

    ``animals`` is a list of (own, other) of the recorded animals.
    """
    found = []
    for hit, false in LABS:
        called = false + (hit - false) * mean(expected for _, expected in animals)
        total = size * units
        needed = next(
            (k for k in range(total + 1) if stats.binom.sf(k - 1, total, called) < 0.05), total + 1
        )
        one = np.mean(
            [
                stats.binom.pmf(range(units + 1), units, false + (hit - false) * share)
                for share, _ in animals
            ],
            axis=0,
        )
        every = np.ones(1)
        for _ in range(size):
            every = np.convolve(every, one)
        found.append(every[needed:].sum())
    return float(np.mean(found))


def again(run, units=40, size=3):
    """Return (mean, low, high, verdict) of every cell, from the table of units alone."""
    recorded = defaultdict(lambda: defaultdict(list))
    table = pd.read_parquet(run.path / "tables" / "units.parquet")
    table = table[table["arm"] == "intact"]
    by = ["species", "account", "modality", "replicate", "group", "animal"]
    for key, part in table.groupby(by):
        part = part[part["perceptible"]]
        other = part["other"].mean()  # none: nothing to compare with but silence
        recorded[key[:3]][key[3]].append((part["own"].mean(), 0.0 if other != other else other))
    found = {}
    for cell, draws in recorded.items():
        each = [chance_of_a_find(animals, units, size) for animals in draws.values()]
        half = stats.t.ppf(0.975, len(each) - 1) * stats.sem(each)
        middle = mean(each)
        verdict = (
            "found" if middle - half > 0.5 else "missed" if middle + half < 0.5 else "undecided"
        )
        found[cell] = (middle, verdict)
    return found


def number_of(text, phrase):
    """Return (how many, of how many) that a sentence says after a phrase."""
    some = re.search(rf"{re.escape(phrase)} in (all|none of|\d+ of) (\d+)", text)
    total = int(some.group(2))
    word = some.group(1).removesuffix(" of")
    return {"all": total, "none": 0}.get(word, int(word) if word.isdigit() else -1), total


def called(run):
    return {"danio_rerio": "zebrafish", "octopus_vulgaris": "common octopus"} | {
        "macaca_mulatta": "rhesus macaque",
        "taeniopygia_guttata": "zebra finch",
    }


def test_the_chances_are_those_of_scipy_draw_by_draw(many):
    mine, table = again(many), answer(many).chances
    assert len(table) == len(mine) == 3 * (4 + 3)
    for row in table.itertuples(index=False):
        middle, verdict = mine[(row.species, row.account, row.modality)]
        assert row.found == pytest.approx(middle, abs=1e-9)
        assert row.verdict == verdict


def test_the_first_sentences_count_and_name_the_species_that_a_study_would_find_or_miss(many):
    mine, (first, second, *_) = again(many), answer(many).sentences
    assert first.startswith(
        "Under the account associative, a study of 3 animals with 40 motor units each would more "
        "likely than not find units that respond to the sight"
    )
    told = {}
    for modality, phrase in DOES.items():
        cells = {
            species: value
            for (species, account, at), value in mine.items()
            if account == "associative" and at == modality
        }
        verdicts = Counter(verdict for _, verdict in cells.values())
        assert number_of(first, phrase) == (verdicts["found"], len(cells))
        for verdict in ("missed", "undecided"):
            if verdicts[verdict]:
                some = rf"{verdicts[verdict]}(?: species)? {WORDS[modality]} \("
                assert re.search(some, second)
        told |= {(species, modality): value for species, value in cells.items()}
    for name, chance in re.findall(r"([a-z ]+?) ((?:over |under )?\d+)%", first + second):
        words = re.sub(r"^(?:and|most surely|lowest|no)? *", "", name.strip())
        species = {value: key for key, value in called(many).items()}[words]
        rounds = {"over 99": (99.5, 100), "under 1": (0, 0.5)}
        low, high = rounds.get(chance) or (int(chance) - 0.5, int(chance) + 0.5)
        assert any(
            low - 1e-9 <= 100 * told[species, modality][0] <= high + 1e-9
            for modality in WORDS
            if (species, modality) in told
        )
    alike = Counter((modality, verdict) for (_, modality), (_, verdict) in told.items())
    named = sum(min(count, NAMED) for count in alike.values())
    assert len(re.findall(r"\d%", first + second)) == named
    for word, verdicts in (("most surely", ["found"]), ("lowest", ["missed", "undecided"])):
        more = [alike[at, verdict] > NAMED for at in WORDS for verdict in verdicts]
        assert (first + second).count(f"({word} ") == sum(more)


def test_the_sentence_on_accounts_counts_for_each_and_names_the_widest_gap(many):
    mine, text = again(many), answer(many).sentences[2]
    for account in ("associative", "genetic"):
        counts = [
            sum(
                verdict == "found"
                for (_, name, at), (_, verdict) in mine.items()
                if (name, at) == (account, modality)
            )
            for modality in WORDS
        ]
        assert f"{account} {counts[0]} and {counts[1]}" in text
    assert "none " not in text  # a chance baseline is no rival
    gaps = {
        (species, modality): mine[species, "associative", modality][0]
        - mine[species, "genetic", modality][0]
        for species, _, modality in mine
    }
    (species, modality), gap = max(gaps.items(), key=lambda item: abs(item[1]))
    most = "associative" if gap > 0 else "genetic"
    assert f"over the {called(many)[species]} {WORDS[modality]} ({most} " in text


def test_the_sentence_on_order_counts_the_pairs_that_hold_in_19_of_20_paired_draws(many):
    table = pd.read_parquet(many.path / "tables" / "groups.parquet")
    table = table[(table["arm"] == "intact") & (table["account"] == "associative")]
    table = table[table["own_minus_other"].notna()]  # one sound alone is in no order
    net = defaultdict(list)
    for row in table.itertuples(index=False):
        net[row.species, row.modality, row.replicate].append(row.own_minus_other)
    text = answer(many).sentences[3]
    for modality, words in WORDS.items():
        species = sorted({key[0] for key in net if key[1] == modality})
        held = pairs = 0
        for one, other in combinations(species, 2):
            more = [
                mean(net[one, modality, draw]) - mean(net[other, modality, draw])
                for draw in range(20)
            ]
            pairs += 1
            wins = sum((x > 0) + (x == 0) / 2 for x in more)  # ties count half
            held += max(wins, 20 - wins) >= 19
        assert re.search(rf"\b{held} of {pairs} pairs?(?: of species)? {words}", text)
    assert "so often in 20 draws that the lower bound" in text


def surely_above_0(values):
    """Return whether the 95 % interval of a mean, Student's, lies above 0."""
    error = stdev(values) / len(values) ** 0.5
    return mean(values) - stats.t.ppf(0.975, len(values) - 1) * error > 0


def main_source(falls):
    """Return the source whose removal costs most, ``?`` if it is not told apart, or none."""
    first = max(falls, key=lambda source: mean(falls[source]))
    if mean(falls[first]) < 0.01:
        return ""
    leads = [
        [one - two for one, two in zip(falls[first], falls[other], strict=True)]
        for other in falls
        if other != first
    ]
    return first if all(surely_above_0(each) for each in (falls[first], *leads)) else "?"


def test_the_sentence_on_experience_names_the_sources_that_are_told_apart(many):
    table = pd.read_parquet(many.path / "tables" / "knockouts.parquet")
    table = table[(table["account"] == "associative") & table["drop"].notna()]
    falls = defaultdict(lambda: defaultdict(list))
    for row in table.sort_values(["replicate", "group"]).itertuples(index=False):
        falls[row.species, row.modality][row.source].append(row.drop)
    main = defaultdict(list)
    for (species, modality), each in falls.items():
        main[modality, main_source(each)].append((species, each))
    text = answer(many).sentences[4]
    assert text.endswith("each source was removed alone, in 12 draws.")
    named = 0
    for modality, part in zip(WORDS, text.split(";"), strict=False):
        assert WORDS[modality] in part.lower()
        said = re.findall(
            r"([a-z ]+?)(?: was removed)? in (\d+)(?: of (\d+) species)? "
            r"\((?:mean fall )?(\d\.\d\d)",
            re.sub(r", | and ", "; ", part.partition("when ")[2]),
        )
        assert len(said) == sum(at == modality and name not in ("", "?") for at, name in main)
        for source, number, _, fall in said:
            source = source.strip().replace(" ", "_")
            costs = [mean(each[source]) for _, each in main[modality, source]]
            assert (int(number), fall) == (len(costs), f"{mean(costs):.2f}")
            named += 1
        open_ = re.search(r"in (\d+)(?: of \d+ species)? no source is told apart", part)
        assert (int(open_[1]) if open_ else 0) == len(main[modality, "?"])
        spared = re.search(r"in (\d+) no removal lowered it by 0.01", part)
        assert (int(spared[1]) if spared else 0) == len(main[modality, ""])
    assert named  # the run is large enough for one


def test_the_kind_that_is_more_common_is_counted_species_by_species(many):
    summary = pd.read_parquet(many.path / "tables" / "summary.parquet")
    summary = summary.query("arm == 'intact' and account == 'associative' and mean >= 0.01")
    first = answer(many).sentences[0]
    for modality, words in WORDS.items():
        part = summary[summary["modality"] == modality]
        broad = int((part["broad"] > part["strict"]).sum())
        assert f"{broad} of {len(part)} {words}" in first


def test_the_last_sentence_counts_how_the_numbers_of_experience_are_known(many):
    plan = json.loads((many.path / "plan.json").read_text())

    def hows(node):
        if isinstance(node, dict):
            return ([node["how"]] if "how" in node else []) + [
                how for value in node.values() for how in hows(value)
            ]
        return [how for value in node for how in hows(value)] if isinstance(node, list) else []

    count = Counter(
        how for name in plan["profiles"] for how in hows(plan["profiles"][name]["experience"])
    )
    text = answer(many).sentences[-1]
    assert f"{sum(count.values())} numbers of experience" in text
    assert f"({count['guess']} guesses, " in text
    assert "0.05 active (waking) days" in text and "20 draws" in text
    assert len(answer(many).sentences) == 6


def test_another_study_has_other_chances(many):
    small, large = answer(many, animals=1, units=4), answer(many, animals=8, units=100)
    assert "a study of 1 animal with 4 motor units would" in small.sentences[0]
    assert "a study of 8 animals with 100 motor units each would" in large.sentences[0]
    learned = small.chances["account"] == "associative"
    assert (large.chances["found"] > small.chances["found"])[learned].all()
    with pytest.raises(InputError, match="units = 0"):
        answer(many, units=0)


def test_species_stand_in_the_order_of_the_tree_and_the_answer_prints_as_paragraphs(many):
    said = answer(many)
    assert said.chances["species"].drop_duplicates().tolist() == [
        "macaca_mulatta",
        "taeniopygia_guttata",
        "danio_rerio",
        "octopus_vulgaris",
    ]
    assert str(said).split("\n") == list(said.sentences)
    assert said._repr_html_().count("<p>") == len(said.sentences)
    assert len(repr(said)) < 80


def test_four_draws_resolve_no_order(run):
    said = answer(run)
    assert not said.orders["resolved"].any()
    assert any(
        text == "No order of species is resolved by 5 draws: that takes 11 or more, paired."
        for text in said.sentences
    )
    assert any("no source was removed alone" in text for text in said.sentences)


def test_one_species_and_one_draw_leave_it_undecided(tmp_path):
    run = ma.run("octopus_vulgaris", days=0.02, replicates=1, out=tmp_path)
    said = answer(run)
    assert (said.chances["verdict"] == "undecided").all()
    assert said.sentences[0].endswith("(1 draw: undecided).")
    assert "units of the common octopus" in said.sentences[0]
    assert "sound" not in " ".join(said.sentences)
    assert said.orders.empty


def test_a_permuted_world_holds_no_study(tmp_path):
    run = ma.run("mus_musculus", days=0.02, replicates=2, world="permuted", out=tmp_path)
    said = answer(run)
    assert said.chances["found"].isna().all()
    assert "no study is made in it" in said.sentences[0]


def test_a_contrast_says_what_the_source_changes(tmp_path):
    plan = make_plan(
        ["macaca_mulatta"],
        days=0.1,
        replicates=2,
        contrast=True,
        without=["sound"],
        knockouts=0,
        settings=FAST_SETTINGS,
    )
    run = execute(plan, tmp_path)
    said = answer(run)
    assert said.sentences[0].startswith("Raised without sound, animals have a share")
    wide = (
        run.table("groups")
        .query("account == 'associative' and modality == 'auditory'")
        .pivot_table(index=["replicate", "group"], columns="arm", values="own_minus_other")
    )
    change = (wide["without sound"] - wide["intact"]).mean()
    words = f"{change:+.3f}" if abs(change) >= 0.0005 else "0.000"
    assert f"the difference is {words} [" in said.sentences[1]


def test_a_contrast_is_about_its_own_source_whatever_else_was_removed(tmp_path):
    given = {"days": 0.02, "replicates": 2, "contrast": True, "without": ["self_observation"]}
    given["settings"] = FAST_SETTINGS
    plans = [make_plan(["octopus_vulgaris"], knockouts=count, **given) for count in (0, 2)]
    alone, beside = (answer(execute(plan, tmp_path)).sentences[0] for plan in plans)
    assert alone == beside
    assert "that is not shown to differ from that of their intact twins: the diff" in alone


def test_a_chance_baseline_alone_carries_nothing(tmp_path):
    run = ma.run("octopus_vulgaris", days=0.02, replicates=2, account="none", out=tmp_path)
    assert "nothing is learned under a chance baseline" in answer(run).sentences[1]


def test_the_examples_of_the_answer_run():
    assert examples_run(module) == 6
