"""The tables of the first edition: what is compared, and the digests that its own code gave.

``python tests/first_edition/tables.py FOLDER`` runs the code that it finds with the settings of
:data:`NEUTRAL` and prints the digests. The digests in ``digests.json`` were printed by the code of
the first edition itself (commit 8fa6781), with nothing to set back. Accounts that were written
anew, with other assumptions, have no setting at which they are what they were, and are left out:
`genetic_facilitated`, `canalized` and `epigenetic`.
"""

import hashlib
import json
import sys
from pathlib import Path

HOME = Path(__file__).parent
SPECIES = ("homo_sapiens", "macaca_mulatta", "melospiza_georgiana", "octopus_vulgaris")
ACCOUNTS = (
    "associative",
    "hebbian",
    "genetic",
    "motor_only",
    "none",
)
CELL = ["species", "account", "arm", "world", "replicate", "group"]
UNIT = [*CELL, "animal", "modality", "view", "unit"]
#: the columns of the first edition's tables, the first of which name a row
COLUMNS = {
    "units": (
        UNIT,
        [
            *("best_executed", "best_observed", "n_executed", "n_observed", "kind", "congruent"),
            *("counter", "expected", "mirror_index"),
        ],
    ),
    "ledger": (
        [*CELL, "animal", "source", "population"],
        ["percepts", "matched", "nonmatched", "expected", "net", "without_act", "mean_lag"],
    ),
    "curves": (
        [*CELL, "animal", "modality", "hours"],
        ["matched", "nonmatched", "mirror_index", "expected"],
    ),
    "draws": (["species", "account", "arm", "world", "replicate", "name"], ["value", "limited"]),
}
#: what sets each change since back, by the name of the change
NEUTRAL: dict[str, dict[str, float]] = {
    "voices": {"constants.voice_overlap": 1.0},
    "speed of rules": {"constants.matched_speed": 0.0},
    "bounds of weights": {"constants.weight_bound": 1e9},
    "ceiling of drives": {"constants.drive_ceiling": 1e9},
    "salience in the laboratory": {"constants.alpha": 0.3},
    "salience in life": {"constants.incidental_salience": 1.0},
    "ratio of learning rates": {"constants.beta_absent": 0.03},
    "salience of the context": {"constants.context_salience": 0.3},
    "overlaps": {"constants.overlap_same": 0.5, "constants.overlap_other": 0.08},
    "calibrated constants": {"constants.calibrated": 0.0},
    "draws that cover": {"constants.latin_hypercube": 0.0},
    "order in time": {"constants.backward_efficacy": 1.0},
    "what accounts leave open": {"constants.genetic.weight": 0.5},
    # ten days of age, as it was for all species; nothing else looks at maturity
    "sensitive period": {
        "constants.early_period": 1.0,
        "life_history.maturity": 10 / 365.25,
    },
}
#: the numbers that the first edition drew or solved
DRAWS = set(json.loads((HOME / "draws.json").read_text(encoding="utf-8")))


def text_of(name, table):
    """Return the first edition's part of a table as text, rows in the order of their names.

    Floats are written to ten digits: the last bits of a sum hang on how many numbers a processor
    adds at once.
    """
    keys, values = COLUMNS[name]
    # what the first edition counted over all units and acts
    whole = {f"unconditional_{value}": value for value in values}
    whole = {here: there for here, there in whole.items() if here in table}
    shown = table.drop(columns=list(whole.values())).rename(columns=whole)[[*keys, *values]]
    if name == "draws":
        shown = shown[shown["name"].isin(DRAWS)]
    # the first edition also had rows of sounds for species that make none
    if "modality" in shown:
        shown = shown[(shown["species"] != "octopus_vulgaris") | (shown["modality"] == "visual")]
    shown = shown.sort_values(keys, kind="stable")
    return shown.to_csv(index=False, float_format="%.10g", lineterminator="\n")


def digests_of(run, accounts=ACCOUNTS):
    """Return the digest of each compared table of a run, by table and account."""
    found = {}
    for name in COLUMNS:
        table = run.table(name)
        for account in accounts:
            text = text_of(name, table[table["account"] == account])
            found[f"{name} {account}"] = hashlib.sha256(text.encode()).hexdigest()[:16]
    return found


def first_run(species, out, settings=None, accounts=ACCOUNTS, rule=None):
    """Return the run whose tables are compared."""
    import mirror_abm as ma

    options = {"days": 0.02, "replicates": 2, "knockouts": 1, "settings": settings, "out": out}
    return ma.run(list(species), account=list(accounts), rule=rule, **options)


if __name__ == "__main__":
    print(json.dumps(digests_of(first_run(SPECIES, sys.argv[1])), indent=1))
