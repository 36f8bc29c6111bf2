"""Tables of draws made up for tests: worlds whose truth is known."""

import numpy as np

from mirror_abm.inference.drawn import Drawn
from mirror_abm.inference.observations import Recorded
from mirror_abm.profile.prior import PRIORS

ACCOUNTS = ("associative", "hebbian", "genetic", "epigenetic")
SPECIES = (
    *("macaca_mulatta", "homo_sapiens", "mus_musculus", "rattus_norvegicus"),
    *("taeniopygia_guttata", "octopus_vulgaris", "columba_livia", "pan_troglodytes"),
)


def priors(draws):
    return np.array([PRIORS[draw % 3] for draw in range(draws)])


def logistic(x):
    return 1 / (1 + np.exp(-x))


def made(draws=60, cells=8, seed=0, accounts=ACCOUNTS, records=True, apart=1.0):
    """Return a table of draws: shares that differ by account, by cell and by draw."""
    rng = np.random.default_rng(seed)
    of_cell = rng.normal(-1.5, apart, (len(accounts), cells))
    of_draw = rng.normal(size=draws)
    found, said = {}, []
    for cell in range(cells):
        level = of_cell[:, cell, None] + of_draw + rng.normal(0, 0.8, (len(accounts), draws))
        own = logistic(level[..., None] + rng.normal(0, 0.3, (*level.shape, 2))).round(4)
        name = SPECIES[cell % len(SPECIES)]
        key = (name, "visual" if cell < len(SPECIES) else "auditory", "intact")
        found[key] = np.stack([own, np.full_like(own, 0.05)])
        verdict = ("positive", "negative", "contested")[cell % 3]
        finds = np.clip(1.5 * own.mean(axis=2), 0.02, 0.98).round(6)
        said.append(Recorded(f"{name}.{cell}", *key[:2], verdict, 1, finds))
    return Drawn(tuple(accounts), priors(draws), found, tuple(said) if records else ())


def with_account(drawn, name, at):
    """Return the table with one of its accounts entered once more, under another name."""
    again = [*range(len(drawn.accounts)), at]
    records = tuple(
        Recorded(each.name, each.species, each.modality, each.verdict, 1, each.finds[again])
        for each in drawn.records
    )
    cells = {key: each[:, again] for key, each in drawn.cells.items()}
    return Drawn((*drawn.accounts, name), drawn.priors, cells, records)
