"""What every column of every table of a run is: its unit, and what it says."""

from __future__ import annotations

import pandas as pd

#: what one row of each table is
ROWS = {
    "summary": "one species under one account, arm, world and modality, over its groups",
    "groups": "one group, modality and arm: the means over its recorded animals",
    "animals": "one recorded animal, modality and arm: the shares of its motor units",
    "units": "one motor unit of a recorded animal, modality and arm",
    "knockouts": "one group, modality and source: what the source carries there",
    "ledger": "one recorded animal, source of experience and kind of percept, over its life",
    "curves": "one recorded animal, modality and age: a point of its learning curve",
    "draws": "one number that one group was simulated with",
    "species": "one species of the run",
}
NET = "congruent share above its permuted expectation (share - expected)"
RESPONSE = "response in execution = 1"
#: unit and meaning of columns, wherever they stand; ``table.column`` where it is another there
COLUMNS = {
    "species": ("", "name of the profile; species.csv has its taxon"),
    "account": ("", "account of the origin of mirror neurons"),
    "arm": ("", "intact, or the sources of experience that were switched off"),
    "world": ("", "normal, or permuted: each act looks and sounds like another"),
    "modality": ("", "visual or auditory: how the acts of others were perceived"),
    "replicate": ("", "number of the replicate, from 0; one group each, with draws of its own"),
    "group": ("", "number of the group within the replicate, from 0"),
    "animal": ("", "number of the animal within the group, from 0"),
    "unit": ("", "number of the motor unit within the animal"),
    "unit_of_replication": ("", "what is independent of the others: count groups, not units"),
    "mean": ("share", f"mean over groups of net: {NET}"),
    "low": ("share", "5 % quantile of net over draws and groups: lower end of the 90 % range"),
    "high": ("share", "95 % quantile of net over draws and groups: upper end of the 90 % range"),
    "mc_error": ("share", "Monte-Carlo standard error of the mean; empty for one group"),
    "n": ("groups", "number of groups"),
    "share": ("share", "motor units that are congruent, of all tested"),
    "expected": ("share", "congruent share if the labels of observed acts were permuted"),
    "net": ("share", NET),
    "strict": ("share", "units that respond to one act, the same in doing and observing"),
    "broad": ("share", "congruent units that are not strict"),
    "non_congruent": ("share", "units that respond to observed acts, but not to what they do"),
    "counter": ("share", "units congruent with the act that a permuted world shows instead"),
    "mirror_index": (RESPONSE, "response to one's own act observed, minus the mean of others"),
    "kind": ("", "kind of most congruent units: strict or broad; none if the mean is below 0.01"),
    "main_source": ("", "source whose removal lowers net most; empty if none does by 0.01"),
    "main_drop": ("share", "fall of net when the main source is removed"),
    "prior": ("", "authored, rule_made or exchangeable rates of experience"),
    "animals": ("animals", "recorded animals in the group"),
    "units": ("units", "motor units recorded"),
    "view": ("", "whose act was observed"),
    "best_executed": ("", "act with the largest response when it is done"),
    "best_observed": ("", "act with the largest response when it is observed"),
    "n_executed": ("acts", "acts of the panel effective in execution"),
    "n_observed": ("acts", "acts of the panel effective in observation"),
    "units.kind": ("", "strict, broad, non_congruent or none"),
    "congruent": ("", "whether the unit is congruent: strict or broad"),
    "units.counter": ("", "whether it is congruent with what a permuted world shows"),
    "units.expected": ("share", "chance that the unit is congruent if labels were permuted"),
    "expected_index": (RESPONSE, "mirror index if labels were permuted: 0"),
    "source": ("", "source of experience"),
    "drop": ("share", "fall of net in the same group when the source alone is removed"),
    "knockouts.expected": ("share", "fall if the source had no effect: 0"),
    "population": ("", "kind of percept: the sight of others, of oneself, or a sound"),
    "percepts": ("percepts", "number of percepts that the source brought"),
    "ledger.matched": ("pairings", "pairings with one's own act of the same kind, by contiguity"),
    "ledger.nonmatched": ("pairings", "pairings with one's own other acts, by contiguity"),
    "ledger.expected": ("pairings", "matched pairings if labels were permuted"),
    "ledger.net": ("pairings", "matched - expected"),
    "without_act": ("percepts", "percepts without any act of one's own in the window"),
    "mean_lag": ("seconds", "mean lag of matched pairings; positive if the act came after"),
    "hours": ("hours", "age: active hours lived"),
    "curves.matched": (RESPONSE, "mean response of motor units to their own act, without noise"),
    "curves.nonmatched": (RESPONSE, "mean response of motor units to other acts, without noise"),
    "curves.mirror_index": (RESPONSE, "matched - nonmatched"),
    "curves.expected": (RESPONSE, "mirror index if labels were permuted: 0"),
    "name": (
        "",
        "dotted name, as --set takes it; solved.* and simulated.* follow from the others, as of "
        "the intact animal; solved.nonmatching_share is that of the sights of others",
    ),
    "value": ("as the number's", "the value"),
    "limited": ("", "whether the life that was lived could not keep the value"),
    "label": ("", "what the species is called in figures"),
    "scientific": ("", "scientific name"),
    "vernacular": ("", "common name"),
    "taxonomic_class": ("", "class"),
    "order": ("", "order"),
    "family": ("", "family"),
    "context": ("", "wild, captive or domestic"),
    "stage": ("", "stage of life that is simulated"),
}


def codebook(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what every column of some tables is.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Tables of a run by name.

    Returns
    -------
    pandas.DataFrame
        One row per column: table, column, type (text, whole number, number or yes/no), unit,
        meaning.
    """
    rows = []
    for name, table in tables.items():
        for column in table.columns:
            unit, meaning = COLUMNS.get(f"{name}.{column}") or COLUMNS[column]
            rows.append((name, column, _type(table[column]), unit, meaning))
    return pd.DataFrame(rows, columns=["table", "column", "type", "unit", "meaning"])


def _type(column: pd.Series) -> str:
    """Return what kind of values a column holds."""
    if pd.api.types.is_bool_dtype(column):
        return "yes/no"
    if pd.api.types.is_integer_dtype(column):
        return "whole number"
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"
