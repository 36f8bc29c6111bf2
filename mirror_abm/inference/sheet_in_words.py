"""A prediction sheet in words: Markdown, under the headings of a registry's form.

The headings are those of the form "OSF Preregistration" (Bowman et al. 2016). What only the
laboratory can say is left to it, and marked so. Every number stands in one of the sheet's tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..base.shelf import accounts as shelf
from .phrases import counted, listed, reared
from .planned import RETRAINED
from .refutation import LEVEL
from .sheet import Sheet
from .sheet_passages import ages, answered, needed, predicted, refuting
from .sheet_tables import ENOUGH

#: the form whose headings these are
FORM = "OSF Preregistration (Bowman et al. 2016, doi:10.31222/osf.io/epgjd)"
LEFT = "*To be filled in by the laboratory.*"


def text_of(sheet: Sheet, on_record: str, command: str = "") -> str:
    """Return a sheet as Markdown.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    on_record : str
        What was sought in these species before, in a sentence.
    command : str
        The command that makes it again, if one made it.

    Returns
    -------
    str
        Markdown with tables.
    """
    parts = [
        *_head(sheet, command),
        *_study(sheet),
        *_design(sheet),
        *_sampling(sheet, on_record),
        *_variables(sheet),
        *_analysis(sheet),
        *_other(sheet),
    ]
    return "\n\n".join(parts) + "\n"


def _species(sheet: Sheet) -> str:
    """Return the species of a sheet, as a list."""
    each = dict.fromkeys(condition["species"] for condition in sheet.facts["conditions"])
    return listed([f"*{sheet.facts['names'][name]}*" for name in each])


def _withheld(sheet: Sheet) -> list[str]:
    """Return what is withheld from some of the animals."""
    arms = dict.fromkeys(condition["arm"] for condition in sheet.facts["conditions"])
    return [reared(str(arm)) for arm in arms if arm not in ("intact", RETRAINED)]


def _training(sheet: Sheet) -> str:
    """Return what some of the animals are trained with, in words; empty if none is."""
    given = sheet.facts.get("training")
    if not given:
        return ""
    return (
        f"{counted(given['trials'], 'trial')} of each act a day for {counted(given['days'], 'day')}"
    )


def title(sheet: Sheet) -> str:
    """Return the title of a sheet.

    Parameters
    ----------
    sheet : Sheet
        The sheet.

    Returns
    -------
    str
        Without a mark at its end.
    """
    how = f" raised with and {listed(_withheld(sheet))}" if _withheld(sheet) else ""
    how += ", before and after counter-mirror training" if _training(sheet) else ""
    return f"Mirror units in {_species(sheet)}{how}: what each account predicts"


def _head(sheet: Sheet, command: str) -> list[str]:
    """Return title, date and what the sheet was made from."""
    facts, made = sheet.facts, f" with `{command}`" if command else ""
    return [
        f"# {title(sheet)}",
        f"Prediction sheet **{facts['fingerprint']}**, made on **{facts['made']}** by mirror_abm "
        f"{facts['version']}{made}. The predictions are computed; they know nothing of "
        f"what was found in any species. Headings: {FORM}. When the result is in: "
        "`mirror-abm preregister --score SHEET.md --found NUMBER=COUNT`.",
    ]


def _study(sheet: Sheet) -> list[str]:
    """Return the section on the study: what is asked, and what each account predicts."""
    says = [
        f"* **{name}**: {(shelf.load(name).__doc__ or '').strip().splitlines()[0]}"
        for name in sheet.facts["accounts"]
    ]
    return [
        "## Study information",
        f"**Title.** {title(sheet)}.",
        f"**Authors.** {LEFT}",
        "**Description.** Motor units are recorded, and those counted that respond to the sight "
        f"(or the sound) of their own act{answered(sheet.facts)}. The accounts of where mirror "
        "neurons come from predict different counts; this sheet says which, before anything is "
        "recorded.",
        "**Hypotheses.** One for each account:",
        "\n".join(says),
        *predicted(sheet),
    ]


def _design(sheet: Sheet) -> list[str]:
    """Return the section on the design."""
    study, withheld, training = sheet.facts["study"], _withheld(sheet), _training(sheet)
    how = "No manipulation: animals as they grow up in their groups."
    if withheld:
        how = (
            f"Animals are raised with all experience (intact), or {listed(withheld)}; litters or "
            "groups are split between the two at random."
        )
    elif training:
        how = (
            "Animals grow up in their groups (intact); half of them, chosen at random, are then "
            "trained to answer the sight of each act with another act, the next of those that are "
            f"recorded, {training}, and recorded after a night (re-trained)."
        )
    conditions = counted(len(sheet.facts["conditions"]), "condition")
    return [
        "## Design plan",
        f"**Study type.** {'Experiment' if withheld or training else 'Observational study'}.",
        "**Blinding.** Whoever calls a unit's responses should not know the animal's condition, "
        f"nor the act that the unit prefers. {LEFT}",
        f"**Study design.** {how} In each of {conditions} of {_species(sheet)}: "
        f"{counted(study['animals'], 'animal')} with {counted(study['units'], 'motor unit')} "
        "each.",
        f"**Randomization.** {LEFT}",
    ]


def _sampling(sheet: Sheet, on_record: str) -> list[str]:
    """Return the section on sampling, with the animals that it takes to part accounts."""
    study = sheet.facts["study"]
    return [
        "## Sampling plan",
        f"**Existing data.** {on_record}",
        "**Data collection procedures.** Single motor units of the areas in which acts are "
        "organised, whatever they respond to; of each, the act with the largest response when it "
        f"is executed, and the responses to seeing (hearing) each act done by another. {LEFT}",
        f"**Sample size.** {counted(study['animals'], 'animal')} in each condition, "
        f"{counted(study['units'], 'unit')} in each.",
        f"**Sample size rationale.** Animals in each condition from which on a study rejects the "
        f"one account (at {LEVEL:g}) with a chance of {ENOUGH:g} if the other is true; conditions "
        "that differ in rearing alone are judged together:",
        *needed(sheet),
        "**Stopping rule.** The sample size; no look at the counts before.",
    ]


def _variables(sheet: Sheet) -> list[str]:
    """Return the section on variables."""
    withheld, training = _withheld(sheet), _training(sheet)
    manipulated = f"Rearing: intact, or {listed(withheld)}." if withheld else "None."
    if training:
        manipulated = f"Training: none, or the sight of each act answered with another, {training}."
    study = sheet.facts["study"]
    sensitivity, false = study["sensitivity"], study["false_positive"]
    return [
        "## Variables",
        f"**Manipulated variables.** {manipulated}",
        "**Measured variables.** Of each unit, whether it responds to the sight (sound) of the act "
        "that it prefers, and to which others.",
        "**Indices.** The count of units that respond to their own act, all animals of a condition "
        "together; only units whose act can be seen (heard) are counted."
        + (
            " In re-trained animals: the count of units that respond to the act that their own act "
            "was made to answer."
            if training
            else ""
        ),
        "A unit that truly responds is assumed to be called so with a chance of "
        f"{sensitivity[0]:g} to {sensitivity[1]:g}, another with {false[0]:g} to {false[1]:g}.",
    ]


def _analysis(sheet: Sheet) -> list[str]:
    """Return the section on the analysis: which counts refute which account."""
    return [
        "## Analysis plan",
        "**Statistical models.** The count against its distribution under each account "
        "(`counts.csv`); all conditions together by the chance of the whole result under each, "
        "over the draws that conditions share (`outcomes.parquet`).",
        "**Transformations.** None.",
        f"**Inference criteria.** A count refutes an account if one so small, or one so large, has "
        f"a chance of {LEVEL / 2:g} at most under it:",
        refuting(sheet),
        "Each row holds for a study that measures this alone; of several conditions that are "
        f"measured together each is tested at {LEVEL:g} divided by their number. Which accounts "
        "each value would leave stands in `verdicts.csv`.",
        f"**Data exclusion.** {LEFT}",
        "**Missing data.** A condition that was not measured is left out of the score.",
        "**Exploratory analysis.** Anything else that the record shows.",
    ]


def _other(sheet: Sheet) -> list[str]:
    """Return what else a reader needs: when units come, and what it all rests on."""
    facts = sheet.facts
    hows = sheet.assumptions["how"].value_counts()
    told = listed([f"{number} {how}" for how, number in hows.items()])
    return [
        "## Other",
        "**When mirror units come.** Age in days at which such a study finds them with a chance of "
        "one half:",
        ages(sheet),
        f"**What it rests on.** {counted(len(sheet.assumptions), 'number')} of the profiles "
        f"({told}; `assumptions.csv` has each with its range and source), drawn anew in each of "
        f"{counted(facts['draws'], 'draw')}; constants of learning, anatomy and recording, "
        f"{_constants(facts)}; and the "
        "model itself, whose limits its documentation states. What it leaves out cannot be "
        "refuted by this study: areas other than motor ones, learning by another's reward, what "
        "animals understand.",
        f"**Made from.** Runs {listed(facts['runs'])}; code {facts['code']}; calibration "
        f"{facts['calibration'] or 'none'}; outcomes {facts['outcomes']}. Columns of all tables: "
        "`columns.csv`.",
    ]


def _constants(facts: Mapping[str, Any]) -> str:
    """Return what the constants rest on."""
    if facts["calibration"]:
        return "calibrated under each account on three published facts, and on nothing else"
    return "drawn from their declared ranges or set by hand, and not calibrated"
