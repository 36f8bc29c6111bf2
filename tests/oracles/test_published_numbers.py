"""Published numbers of other implementations, each cited with what was read and where.

pyndl (naive discriminative learning in Python; Sering, Weitz, Shafaei-Bajestan, Kuenstle;
repository quantling/pyndl): the weights that R's package ndl2 gave,
``tests/reference/weights_event_file_simple_ndl2.csv`` at commit 40181199, for the 17 events of
``tests/resources/event_file_simple.tab`` (commit 70fffcf5); alpha = 0.1, both betas = 0.1 and
lambda = 1 as in its ``tests/test_ndl.py``. That implementation updates an outcome that does not
occur on every event: as our rule does.

'Answers to Simulations of the Rescorla-Wagner Model' (course sheet, yumpu.com document 30550823,
read as extracted text): V of a tone over five trials of acquisition and of extinction at alpha beta
= 0.4, to two decimals.

Not compared: calmr (R; repository victor-navarro/calmr, ``R/class_model_MAC1975.R`` and
``R/class_model_PKH1982.R``, both read at commit 0ffd2d45). Its Mackintosh adds up the changes of
associability over all outcomes, scales them by theta and gamma, and puts the US among the cues;
ours keeps one associability for each cue and motor unit, and lets a trial without the act weigh by
beta_absent. Its Pearce-Hall has excitatory and inhibitory associations apart, weighs inhibition by
alpha where the net is too high, and sets associability by the trial that was, within bounds (theta
= 1, gamma = 0.3 by default); ours is the net of the two, with a running associability (0.1) without
bounds. No numbers of its runs were found written down in its tests or pages that were read, so
nothing is compared with them.
"""

import numpy as np
import pytest

import mirror_abm as ma

EVENTS = [
    "a A",
    "ab A",
    "bc B",
    "abc C",
    "c C",
    "c C",
    "c C",
    "c C",
    "ab A",
    "ab A",
    "ab A",
    "bc B",
    "bc B",
    "bc B",
    "a A",
    "a A",
    "a D",
]
NDL2 = {
    "a": (0.0664228958019371, -0.0004679542492416, 0.00913237656408, 0.01),
    "b": (0.0369453054439119, 0.0383650579363088, 0.0076940833315796, 0.0),
    "c": (-0.00148720933211834, 0.0382611772343088, 0.0472921134315796, 0.0),
}


def course(design, **options):
    return ma.condition(design, context=0.0, **options)


def test_rescorla_wagner_gives_the_weights_of_ndl2():
    table = course(
        [(*event.split(), 1) for event in EVENTS], alpha=0.1, beta_present=0.1, beta_absent=0.1
    )
    last = table[table["trial"] == len(EVENTS)].pivot(index="cue", columns="motor", values="weight")
    for cue, weights in NDL2.items():
        np.testing.assert_allclose(last.loc[cue, list("ABCD")], weights, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("rule", ["separable_error", "hebbian", "oja", "mackintosh", "pearce_hall"])
def test_no_other_rule_gives_them(rule):
    table = course(
        [(*event.split(), 1) for event in EVENTS],
        rule=rule,
        alpha=0.1,
        beta_present=0.1,
        beta_absent=0.1,
    )
    last = table[table["trial"] == len(EVENTS)].pivot(index="cue", columns="motor", values="weight")
    assert abs(last.loc["b", "A"] - NDL2["b"][0]) > 1e-5


def test_rescorla_wagner_gives_the_course_of_the_answer_sheet():
    """To two decimals as printed; extinction from V = 1."""
    options = {"alpha": 1.0, "beta_present": 0.4, "beta_absent": 0.4}
    found = course([("T", "M", 5)], **options)
    found = found[found["cue"] == "T"]["weight"].to_numpy()
    np.testing.assert_allclose(found[1:], [0.40, 0.64, 0.78, 0.87, 0.92], atol=0.0051)
    found = course([("T", "M", 100), ("T", None, 5)], **options)
    found = found[found["cue"] == "T"]["weight"].to_numpy()[101:]
    np.testing.assert_allclose(found, [0.60, 0.36, 0.22, 0.13, 0.08], atol=0.0051)
