"""What every column of every table of a run is: its unit, and what it says."""

from __future__ import annotations

import pandas as pd

#: what one row of each table is
ROWS = {
    "summary": "one species under one account, arm, world and modality, over its groups",
    "groups": "one group, modality and arm: the means over its recorded animals",
    "animals": "one recorded animal, modality and arm: the shares of its motor units",
    "units": "one motor unit of a recorded animal, modality and arm",
    "acts": "one perceptible act in one group, modality and arm: the units that do it best",
    "by_act": "one act of a species under one account, arm, world and modality, over its groups",
    "by_effector": "the acts of one effector, as in by_act",
    "by_visibility": "opaque against visible silent acts of a species by sight, over its groups",
    "knockouts": "one group, modality and source: what the source carries there",
    "ledger": "one recorded animal, source of experience and kind of percept, over its life",
    "curves": "one recorded animal, modality and age: a point of its learning curve",
    "ontogeny": "one recorded animal, modality, act and age: the units that do the act best",
    "draws": "one number that one group was simulated with",
    "species": "one species of the run",
}
NET = "own - other: how many more units respond to their own act than to another"
WHOLE = "over all units and the whole panel, perceptible or not"
CASES = "1 or 0; empty if its act cannot be perceived in the modality"
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
    "mean": ("share", f"mean over groups of own_minus_other: {NET}"),
    "low": ("share", "lower end of the range that holds the mean's column in a new group"),
    "high": ("share", "upper end of this range: by Weibull's plotting positions over groups"),
    "level": ("", "chance of the range: 0.9 from 19 groups on, (n - 1) / (n + 1) of fewer"),
    "mc_error": ("share", "Monte-Carlo standard error of the mean; empty for one group"),
    "mc_error_is": (
        "",
        "by blocks: over blocks of 20 groups, which cover uncertain numbers together; "
        "upper bound: as if groups were independent, for there are fewer than 80",
    ),
    "n": ("groups", "number of groups"),
    "own": ("share", "units that respond to the sight or sound of their own best act"),
    "other": ("share", "mean share of responses to acts that a unit does not do; empty if none"),
    "own_minus_other": ("share", NET),
    "congruent": ("share", "congruent units, of those whose act can be perceived"),
    "expected": ("share", "congruent share if the labels of observed acts were permuted"),
    "unconditional_share": ("share", f"congruent units, {WHOLE}: as studies count"),
    "unconditional_expected": ("share", f"congruent share if labels were permuted, {WHOLE}"),
    "unconditional_net": ("share", "unconditional_share - unconditional_expected"),
    "unconditional_strict": ("share", f"strictly congruent units, {WHOLE}"),
    "unconditional_broad": ("share", f"broadly congruent units, {WHOLE}"),
    "unconditional_non_congruent": ("share", f"non-congruent units, {WHOLE}"),
    "unconditional_counter": ("share", f"units congruent in a permuted world, {WHOLE}"),
    "unconditional_mirror_index": (RESPONSE, f"mirror index, {WHOLE}"),
    "unconditional_units": (
        "units",
        "motor units recorded, whether or not their act is perceptible",
    ),
    "strict": ("share", "units that respond to one act, the same in doing and observing"),
    "broad": ("share", "congruent units that are not strict"),
    "non_congruent": ("share", "units that respond to observed acts, but not to what they do"),
    "counter": ("share", "units congruent with the act that a permuted world shows instead"),
    "mirror_index": (RESPONSE, "response to one's own act observed, minus the mean of others"),
    "kind": ("", "kind of most congruent units: strict or broad; none if the mean is below 0.01"),
    "main_source": (
        "",
        "main_first if it is told apart, else ?; empty if none lowers net by 0.01",
    ),
    "main_first": ("", "source whose removal lowers net most, told apart from others or not"),
    "main_drop": ("share", "mean fall of net when main_first is removed, in main_n groups"),
    "main_drop_error": ("share", "standard error of this fall; see mc_error_is"),
    "main_runner_up": ("", "source with the next largest fall"),
    "main_lead": ("share", "fall without main_first minus fall without main_runner_up, paired"),
    "main_lead_error": ("share", "standard error of this difference; see mc_error_is"),
    "main_share": ("share", "mean of net with all sources, in the main_n groups"),
    "main_n": ("groups", "groups in which sources were removed one at a time"),
    "main_needed": ("groups", "groups to tell both apart with a power of 0.8, if means are true"),
    "prior": ("", "authored, rule_made or exchangeable rates of experience, or mixture: in turn"),
    "animals": ("animals", "recorded animals in the group"),
    "units": ("units", "motor units recorded whose act can be perceived in the modality"),
    "view": ("", "whose act was observed"),
    "best_executed": ("", "act with the largest response when it is done"),
    "best_observed": ("", "act with the largest response when it is observed"),
    "n_executed": ("acts", "acts of the panel effective in execution"),
    "n_observed": ("acts", "acts of the panel effective in observation"),
    "units.kind": ("", "strict, broad, non_congruent or none; empty if its act is imperceptible"),
    "perceptible": ("", "whether its best executed act can be perceived in the modality"),
    "units.own": ("", f"whether it responds to its own best act: {CASES}"),
    "units.congruent": ("", f"whether it is congruent, strict or broad: {CASES}"),
    "units.counter": ("", f"whether it is congruent in a permuted world: {CASES}"),
    "unconditional_congruent": ("", f"whether it is congruent, {WHOLE}"),
    "units.unconditional_counter": ("", "whether it is congruent with what a permuted world shows"),
    "unconditional_kind": ("", f"strict, broad, non_congruent or none, {WHOLE}"),
    "act": ("", "act with the largest response of the units when it is done"),
    "effector": ("", "part of the body that does it"),
    "visible_to_self": ("", "whether the animal sees itself do it"),
    "audible": ("", "whether it is heard"),
    "visible": ("share", "own_minus_other of silent acts that the animal sees itself do"),
    "opaque": ("share", "own_minus_other of silent acts that it cannot see itself do"),
    "difference": ("share", "mean over groups of opaque - visible, paired within groups"),
    "difference_low": ("share", "lower end of the 95 % interval of the mean difference"),
    "difference_high": ("share", "upper end of the 95 % interval of the mean difference"),
    "resolved": ("", "more or less: opaque acts are mirrored, interval of 5+ groups without 0"),
    "change": ("share", "difference without the source minus that of the same intact groups"),
    "change_low": ("share", "lower end of the 95 % interval of the change"),
    "change_high": ("share", "upper end of the 95 % interval of the change"),
    "units.expected": ("share", "chance that the unit is congruent if labels were permuted"),
    "expected_index": (RESPONSE, "mirror index if labels were permuted: 0"),
    "source": ("", "source of experience"),
    "drop": ("share", "fall of own_minus_other in the same group without the source"),
    "knockouts.expected": ("share", "fall if the source had no effect: 0"),
    "population": ("", "kind of percept: the sight of others, of oneself, or a sound"),
    "percepts": ("percepts", "number of percepts that the source brought"),
    "ledger.matched": ("pairings", "pairings with one's own act of the same kind, by contiguity"),
    "ledger.nonmatched": ("pairings", "pairings with one's own other acts, by contiguity"),
    "ledger.expected": ("pairings", "matched pairings if labels were permuted"),
    "ledger.net": ("pairings", "matched - expected"),
    "without_act": ("percepts", "percepts without any act of one's own in the window"),
    "mean_lag": ("seconds", "mean lag of matched pairings; positive if the act came after"),
    "hours": ("hours", "age in active hours"),
    "ledger.hours": ("hours", "active hours that were simulated: counts over them are rates"),
    "age": ("days", "age at the end of the life that was lived"),
    "curves.age": ("days", "age in days"),
    "ontogeny.age": ("days", "age in days; 0 alone where nothing is learned, for it stays so"),
    "ontogeny.units": ("units", "motor units of the animal that do the act best"),
    "compared": ("units", "of how many units other is the mean: those with acts to compare with"),
    "lapse": (
        "days",
        "days of age that each simulated day stands for; 1: days as they come; of several groups "
        "the median",
    ),
    "lapse_low": ("days", "the least lapse of the groups: lapses follow from their draws"),
    "lapse_high": ("days", "the greatest lapse of the groups"),
    "curves.matched": (RESPONSE, "mean response of motor units to their own act, without noise"),
    "curves.nonmatched": (RESPONSE, "mean response of motor units to other acts, without noise"),
    "curves.mirror_index": (RESPONSE, "matched - nonmatched"),
    "unconditional_matched": (RESPONSE, f"matched, {WHOLE}"),
    "unconditional_nonmatched": (RESPONSE, f"nonmatched, {WHOLE}"),
    "curves.unconditional_mirror_index": (RESPONSE, f"mirror index, {WHOLE}"),
    "curves.expected": (RESPONSE, "mirror index if labels were permuted: 0"),
    "name": (
        "",
        "dotted name, as --set takes it; solved.* and simulated.* follow from the others, as of "
        "the intact animal; solved.nonmatching_share is that of the sights of others; "
        "simulated.prior, of a mixture: 0 authored, 1 rule_made, 2 exchangeable rates",
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


def codebook(
    tables: dict[str, pd.DataFrame], columns: dict[str, tuple[str, str]] | None = None
) -> pd.DataFrame:
    """Return what every column of some tables is.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Tables of a run by name.
    columns : dict of str to tuple of str, optional
        Unit and meaning of columns of tables that are computed from a run; those of the run itself
        if None.

    Returns
    -------
    pandas.DataFrame
        One row per column: table, column, type (text, whole number, number or yes/no), unit,
        meaning.
    """
    rows, known = [], COLUMNS if columns is None else columns
    for name, table in tables.items():
        for column in table.columns:
            unit, meaning = known.get(f"{name}.{column}") or known[column]
            rows.append((name, column, _type(table[column]), unit, meaning))
    return pd.DataFrame(rows, columns=["table", "column", "type", "unit", "meaning"])


def _type(column: pd.Series) -> str:
    """Return what kind of values a column holds."""
    if pd.api.types.is_bool_dtype(column):
        return "yes/no"
    if pd.api.types.is_integer_dtype(column):
        return "whole number"
    return "number" if pd.api.types.is_numeric_dtype(column) else "text"
