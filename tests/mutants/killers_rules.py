"""Killers of faults in the rules, in the options, and in what is given at birth."""

from __future__ import annotations

import numpy as np

from mirror_abm.animal.carriers import carriers
from mirror_abm.animal.constant_values import constants_with, draw_constants
from mirror_abm.animal.learning import consolidate
from mirror_abm.animal.pathway import Pathway
from mirror_abm.base.seeds import quantile
from mirror_abm.base.shelf import rules
from mirror_abm.conditioning import closed_forms
from mirror_abm.conditioning.acquisition_rate import matched_betas
from mirror_abm.conditioning.design import learning_curve
from mirror_abm.conditioning.enumeration import one_trial
from mirror_abm.profile.species import load_species
from mirror_abm.simulation.horizon import life
from tests.quiet import quiet_macaque

from .bench import ONE_UNIT, close, killer, live, lone, weight


def holds(rule):
    found = closed_forms.oracles([rule])
    assert found["holds"].all(), found[~found["holds"]]


@killer
def rescorla_wagner_forms(engine):
    """The closed forms of Rescorla-Wagner; graded, it goes to f b1 r / (f b1 r + (1 - f r) b0)."""
    rule, f, r, w = rules.load("rescorla_wagner"), 0.4, 0.6, 0.5
    at = f * 0.1 * r / (f * 0.1 * r + (1 - f * r) * 0.03)
    moved = [
        rule.change(at, 1.0, 0.3, at, out, rule.error(at, out, 0.1, 0.03, 0.0), 0.0, 0.1, 0.03)
        for out in (r, 0.0)
    ]
    close(f * moved[0] + (1 - f) * moved[1], 0.0)
    close(
        rule.change(w, 0.4, 0.3, 0.2, 1.0, rule.error(0.2, 1.0, 0.1, 0.03, 0.0), 0.0, 0.1, 0.03),
        0.3 * 0.4 * 0.1 * 0.8,
    )
    close(
        learning_curve([("A", "M", 9), ("A", None, 4)], "rescorla_wagner", alpha=0.3, context=0.0)[
            -1
        ],
        (1 - 0.97**9) * (1 - 0.3 * 0.03) ** 4,
    )
    close(
        one_trial(rule, [0.0, 0.5], [1.0, 1.0], 0.0, 0.3),
        [-0.3 * 0.03 * 0.5, 0.5 - 0.3 * 0.03 * 0.5],
    )
    holds("rescorla_wagner")


@killer
def separable_forms(engine):
    """The closed forms of the linear operator; the company of another cue makes no difference."""
    close(
        learning_curve(
            [("AB", "M", 30), ("AB", None, 5)], "separable_error", alpha=0.3, context=0.0
        )[-1],
        (1 - 0.97**30) * (1 - 0.3 * 0.03) ** 5,
    )
    holds("separable_error")


@killer
def hebbian_forms(engine):
    """Hebb counts coincidences, weighted by the strength of cue and act, and by nothing else."""
    holds("hebbian")
    state = one_trial(rules.load("hebbian"), [0.7, 0.2], [0.4, 1.0], 0.5, 0.3)
    close(state, [0.7 + 0.3 * 0.1 * 0.4 * 0.5, 0.2 + 0.3 * 0.1 * 0.5])


@killer
def bounds(engine):
    """A Hebbian weight stays at the bound; one of Rescorla-Wagner, which has its error, passes."""
    script = [(4000 * n, what, "grasp") for n in range(1, 9) for what in ("do", "see")]
    found = {}
    for rule in ("hebbian", "rescorla_wagner"):
        made = lone(engine, ONE_UNIT | {"weight_bound": 0.05}, rule=rule)
        found[rule] = weight(live(made, *script, end=40_000), "grasp", "grasp")
    close(found["hebbian"], 0.05)
    assert found["rescorla_wagner"] > 0.05


@killer
def ceiling(engine):
    """What is read out lies within execution either way, and what is learned does not change."""
    network = lone(engine, ONE_UNIT).learners[0].network
    for each in (3.0, -3.0):
        network.weights[:] = each
        close(network.response(network.sight[0, 0]), np.sign(each))
        assert (network.weights == each).all()
    network.weights[:] = 0.4
    close(network.response(network.sight[0, 0]), 0.4)


@killer
def one_speed(engine):
    """A lone cue is half acquired in one time by all rules, both rates times one factor.

    By hand for Hebb: n steps of alpha beta to half of a / (a + c), n = ln 2 / -ln(1 - (a + c) b).
    """
    half = np.log(0.5) / np.log(1 - 0.0039)
    for rule in ("hebbian", "oja", "covariance", "mackintosh"):
        present, absent = matched_betas(rule, 0.03, 0.1, 0.03, 0.009)
        close(absent / present, 0.3)
        curve = learning_curve(
            [("A", "M", 200)], rule, alpha=0.03, beta_present=present, context=0.009
        )
        close(np.interp(half, np.arange(201), curve), 0.5 / 1.3, 1e-5)
    close(matched_betas("hebbian", 0.03, 0.1, 0.03, 0.009)[0] * 0.03 * half, 0.5 / 1.3, 1e-4)
    assert matched_betas("rescorla_wagner", 0.03, 0.1, 0.03, 0.009) == (0.1, 0.03)
    made = lone(engine, ONE_UNIT | {"matched_speed": 1, "alpha": 0.03}, rule="oja")
    close(
        made.learning.constants.beta_present, matched_betas("oja", 0.03, 0.1, 0.03, 0.009)[0], 1e-9
    )


@killer
def oja_forms(engine):
    holds("oja")


@killer
def covariance_forms(engine):
    """The closed forms of covariance; the average goes to 1 - 0.98^n; weights lie in [-1, 1]."""
    holds("covariance")
    average, rule = np.zeros(1), rules.load("covariance")
    for _ in range(50):
        one_trial(rule, [0.0], [1.0], 1.0, average=average)
    close(average, 1 - 0.98**50)
    close(one_trial(rule, [0.99], [1.0], 1.0, alpha=1.0, betas=(0.5, 0.5)), 1.0)
    close(
        one_trial(rule, [-0.99], [1.0], 0.0, alpha=1.0, betas=(0.5, 0.5), average=np.ones(1)),
        -1.0,
    )


@killer
def mackintosh_forms(engine):
    """The closed forms; associability moves by 0.1 (others' - own error); own error teaches."""
    holds("mackintosh")
    able, rule = np.array([[0.5], [0.5]]), rules.load("mackintosh")
    w = one_trial(rule, [0.6, 0.1], [1.0, 1.0], 1.0, 0.3, ability=able)
    close(w, [0.6 + 0.3 * 0.5 * 0.1 * 0.4, 0.1 + 0.3 * 0.5 * 0.1 * 0.9])
    close(able[:, 0], [0.5 + 0.1 * (0.9 - 0.4), 0.5 + 0.1 * (0.4 - 0.9)])


@killer
def pearce_hall_forms(engine):
    """The closed forms; a = 0.1 |r - V| + 0.9 a in either surprise; excitation needs none."""
    holds("pearce_hall")
    for start, r, moved in (
        (0.4, 1.0, 0.3 * 0.8 * 0.1),
        (0.4, 0.0, -0.3 * 0.8 * 0.03 * 0.4),
        (0.7, 0.5, -0.3 * 0.8 * 0.03 * 0.2),
    ):
        able = np.array([[0.8]])
        close(
            one_trial(rules.load("pearce_hall"), [start], [1.0], r, 0.3, ability=able),
            start + moved,
        )
        close(able, 0.1 * abs(r - start) + 0.9 * 0.8)


@killer
def nights(engine):
    """S += e (W - S), then W -= o (W - S); and a night of a population does just that."""
    fast, slow = np.array([[1.0, -0.4]]), np.array([[0.0, 0.1]])
    consolidate(
        Pathway(fast, None, None, None, slow),
        constants_with(entrenchment=0.2, overnight_return=0.5),
    )
    close(slow, [[0.2, 0.0]])
    close(fast, [[0.6, -0.2]])
    made = lone(engine, {"entrenchment": 0.2, "overnight_return": 0.5})
    made.day_ticks = 3000
    close(
        weight(
            live(made, (1000, "see", "grasp"), (1000, "do", "grasp"), end=3000), "grasp", "grasp"
        ),
        0.03 * (1 - 0.5 * 0.8),
    )


@killer
def sensitive_period(engine):
    """Two half-lives old, with an adult tenth, an animal learns 0.1 + 0.9 / 4 of a newborn's."""
    made = lone(engine, {"sensitive_period": 1.0, "adult_plasticity": 0.1})
    made.day_ticks = 5000
    made._begin_life()  # with days as long as that
    one = live(made, (11_000, "see", "grasp"), (11_000, "do", "grasp"), end=12_000)
    close(weight(one, "grasp", "grasp"), 0.03 * (0.1 + 0.9 / 4))


@killer
def salience_in_life(engine):
    """A pairing in life teaches s k times what it teaches in the laboratory; so does quiet time."""
    made = lone(engine, {"incidental_salience": 0.05}, lapse=4.0)
    one = live(made, (1000, "see", "grasp"), (1000, "do", "grasp"))
    close(weight(one, "grasp", "grasp"), 0.05 * 4 * 0.03)
    made = lone(engine, {"incidental_salience": 0.05}, lapse=4.0)
    made.day_ticks = 30_000
    made.learners[0].network.weights[-1] = 0.5
    made.forward(30_000)
    close(made.learners[0].weights[-1], 0.5 * (1 - 0.2 * 0.09 * 0.03) ** 100, 1e-9)


@killer
def sensitive_share(engine):
    """An account's sensitive period is a share of maturity, 4 years in the macaque; no other's."""
    years = quiet_macaque().life_history.maturity.value
    for account, days in (("epigenetic", 0.2 * years * 365.25), ("associative", 0.0)):
        made = lone(engine, {"early_period": 0.2}, account=account)
        close(made.constants.sensitive_period, days, 1e-9)


@killer
def declared_draws(_):
    """Saliences are drawn on the logarithm, overlaps are not, either side of the default."""
    for name, low, middle, high, to, back in (
        ("alpha", 0.02, 0.03, 0.06, np.log, np.exp),
        ("incidental_salience", 0.001, 0.01, 0.1, np.log, np.exp),
        ("overlap_same", 0.3, 0.5, 0.7, float, float),
    ):
        for replicate in range(4):
            u = quantile(5, replicate, "constants", name)
            start, end = (low, middle) if u < 0.5 else (middle, high)
            along = 2 * u if u < 0.5 else 2 * u - 1
            wanted = back(to(start) + along * (to(end) - to(start)))
            close(getattr(draw_constants(5, replicate), name), wanted, 1e-9)


@killer
def life_to_an_age(_):
    """Life is so lapsed that s k alpha is .03, and lived until s alpha x days is .9, or the age."""
    slow, fast = constants_with(incidental_salience=0.001), constants_with(incidental_salience=0.1)
    for constants, lapse, days in ((slow, 1000.0, 0.7305), (fast, 10.0, 30.0)):
        lived = life(quiet_macaque(), [constants], 0.0, "maturity")
        close([lived.age, lived.lapse, lived.days], [730.5, lapse, days])
    late = life(load_species("homo_sapiens"), [fast], 0.0, 1000.0)
    close(late.days, 100.0)  # being imitated ends at two years: 300 days may follow, as the age is
    horse = load_species("equus_caballus")
    rare = 200 / (horse.acts.audible_rate.value * horse.active_hours.value)
    assert rare > 1.5
    close(life(horse, [fast], 0.0, "maturity").days, min(73.05, rare / 0.03))


@killer
def carriers_are_born_with_it(engine):
    """Carriers of the genetic account are born with 0.5 between matches alone, others with 0."""
    for carrier in (True, False):
        one = lone(
            engine, {"overlap_same": 0.0, "overlap_other": 0.0}, account="genetic", carrier=carrier
        ).learners[0]
        close(weight(one, "grasp", "grasp"), 0.5 * carrier)
        close(weight(one, "grasp", "tear"), 0.0)


@killer
def plasticity_of_the_account(engine):
    """Under the epigenetic account, an animal nobody imitates learns at half the global rate."""
    settings = {"sensitive_period": 0.0, "epigenetic.weight": 0.0}
    made = lone(engine, settings, account="epigenetic")
    close(
        weight(live(made, (1000, "see", "grasp"), (1000, "do", "grasp")), "grasp", "grasp"), 0.015
    )


@killer
def kinship(engine):
    """Near relatives share more of what the tree gained and lost than distant ones do."""
    pairs = {
        "near": ("homo_sapiens", "pan_troglodytes"),
        "far": ("homo_sapiens", "octopus_vulgaris"),
    }
    alike = {
        name: np.mean(
            [
                carriers(1, n, a, "visual", point=True) == carriers(1, n, b, "visual", point=True)
                for n in range(150)
            ]
        )
        for name, (a, b) in pairs.items()
    }
    assert alike["near"] > 0.9
    assert alike["near"] > alike["far"] + 0.1


@killer
def permutations_are_independent(engine):
    """An action's units lie elsewhere in each population and animal, and coincide by chance."""
    places = {"other": [], "self": [], "sound": [], "motor": []}
    for seed in range(12):
        network = lone(engine, seed=seed).learners[0].network
        n = network.units
        for name, patterns in (
            ("other", network.sight[0, :, :n]),
            ("self", network.self_sight[:, n : 2 * n]),
            ("sound", network.sound[:, 2 * n : 3 * n]),
            ("motor", network.motor),
        ):
            places[name].append(patterns == 1.0)
    chance = 1 / 9  # an own unit of one of nine actions
    for one in places:
        for two in places:
            pairs = zip(
                places[one],
                places[two] if one != two else places[two][1:] + places[two][:1],
                strict=True,
            )
            shared = np.mean([(a & b).sum() / a.sum() for a, b in pairs])
            assert shared < 3 * chance, (one, two)


@killer
def opaque_acts(engine):
    """Shared units show oneself visible acts alone: no unit for a face stands in for its sight."""
    made = lone(engine, {"view_overlap": 0.5, "overlap_same": 0.0, "overlap_other": 0.0})
    network, repertoire = made.learners[0].network, made.repertoire
    through = (network.self_sight[:, : network.units] > 0).any(axis=1)
    assert not through[~np.array(repertoire.visible)].any()
    assert through[np.array(repertoire.visible)].mean() > 0.5
