"""Write docs/uncertain.md, from the code: ``python scripts/list_uncertain.py [FILE]``.

Every number that is drawn, with its distribution, its range, and for whom it is one draw; and every
number that is not, with the reason why it stays a point. A test fails when the page is stale, and
when a constant gets neither a range nor a reason.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mirror_abm.animal.carriers import GAIN, LOSS
from mirror_abm.animal.carriers import ROOT as ROOT_PRIOR
from mirror_abm.animal.constants import describe
from mirror_abm.animal.readiness import DEFAULT as STEEPNESS_MEDIAN
from mirror_abm.animal.readiness import STEEPNESS
from mirror_abm.base.shelf import accounts
from mirror_abm.experience.supply import DRAWN
from mirror_abm.inference.study import Lab
from mirror_abm.profile.quantity import Attention, Quantity
from mirror_abm.profile.species import library, load_species

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "uncertain.md"
#: why constants that are no definition stay what they are
STAYS = {
    "beta_present": "its ratio to beta_absent and its product with alpha matter, and both are "
    "drawn with these",
    "backward_efficacy": "people learn act-then-see; nobody has measured how well beside "
    "see-then-act: less than 1 is a question to be asked with --set",
    "precision": "an option: a question to be asked with --set; a trial is coarser than spikes",
    "tau_fast": "without effect unless precision is above 0",
    "entrenchment": "an option that the literature disputes: a question to be asked with --set",
    "overnight_return": "an option that the literature disputes, as entrenchment",
    "sensitive_period": "an option; where an account has such a period, its share of the age at "
    "maturity is drawn",
    "adult_plasticity": "without effect unless there is a sensitive period",
    "window": "three medians of tau, which is drawn: what lies beyond counts for less than 5%",
    "simultaneity": "not above any latency or beat that is drawn: it decides what is one event",
    "view_kernel": "without effect at one viewpoint, the default",
    "initial_sd": "far below every criterion that is drawn; weights are drawn synapse by synapse",
    "latency_sd": "spread within animals, not doubt; the median latency is drawn",
    "trial_noise": "a property of the laboratory; its sensitivity and its false positives are "
    "ranges of their own",
    "trials": "a choice of the experimenter",
}
NOT_DRAWN = {
    "active_hours": "how long a day is: days, and ages in days, must be one length in all draws",
    "life_history": "decides the age at which animals are recorded, which must be one in all draws",
    "actions.ACT.duration": "decides no draw and no learning: it tells which acts fit a beat",
    "actions.ACT.share": "how often an act is done beside others of its kind, which were ranked",
}
#: numbers outside the constants that decide what is found, by the module that states them
MODULES = (
    "laboratory/cohort.py",
    "laboratory/readouts.py",
    "simulation/horizon.py",
)
NUMBER = r"-?[\d_]+(?:\.\d+)?"
STATED = re.compile(
    rf"^(?:#: (?P<above>[^\n]+(?:\n#: [^\n]+)*)\n)?"
    rf"(?P<names>[A-Z_]+(?:, [A-Z_]+)*) = (?P<values>{NUMBER}(?:, {NUMBER})*)"
    rf"(?:  #: (?P<beside>[^\n]+))?$",
    re.MULTILINE,
)


def law(metadata: dict[str, Any]) -> str:
    """Return the distribution of a constant that is drawn."""
    if "drawn" in metadata:
        return str(metadata["drawn"])
    return "uniform" if metadata["unit"] == "share" or metadata["low"] <= 0 else "log-uniform"


def law_of(item: Quantity) -> str:
    """Return the distribution of a number of a profile."""
    on_logarithm = (isinstance(item, Attention) or item.unit != "share") and item.low > 0
    return "log-uniform" if on_logarithm else "uniform"


def constants() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the constants that are drawn, and those that are not."""
    drawn: list[tuple[str, ...]] = []
    points: list[tuple[str, ...]] = []
    for name, item in describe().items():
        told = dict(item.metadata)
        default = f"{item.default:g}" if isinstance(item.default, (int, float)) else ""
        if told["low"] < told["high"]:
            span = f"{told['low']:g} to {told['high']:g}"
            drawn.append(
                (f"`{name}`", default, span, law(told), told["unit"], told["basis"], told["reason"])
            )
            continue
        why = "part of what is computed" if told["basis"] == "definition" else STAYS[name]
        points.append((f"`{name}`", default, told["unit"], told["reason"], why))
    return drawn, points


def quantities() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the numbers of profiles that are drawn, and those that are not, over the library."""
    every: dict[str, list[Quantity]] = {}
    for species in library():
        for name, item in load_species(species).quantities().items():
            key = re.sub(r"^(actions)\.[^.]+", r"\1.ACT", name)
            key = re.sub(r"\.\d+(?=\.|$)", ".N", key)
            every.setdefault(key, []).append(item)
    drawn: list[tuple[str, ...]] = []
    points: list[tuple[str, ...]] = []
    for name, items in sorted(every.items()):
        unit, low, high = items[0].unit, min(x.low for x in items), max(x.high for x in items)
        median = f"{statistics.median(x.value for x in items):g}"
        if name.startswith(DRAWN):
            laws = " or ".join(sorted({law_of(x) for x in items if x.low < x.high}))
            fixed = sum(x.low == x.high for x in items)
            span = f"{low:g} to {high:g}"
            laws = laws or "a point"
            drawn.append((f"`{name}`", median, span, laws, unit, str(len(items)), str(fixed)))
        else:
            why = NOT_DRAWN.get(name) or NOT_DRAWN[name.split(".")[0]]
            points.append((f"`{name}`", median, f"{low:g} to {high:g}", unit, why))
    return drawn, points


def of_accounts() -> list[tuple[str, ...]]:
    """Return what accounts leave open, each with its range, and the constants that they narrow."""
    rows: list[tuple[str, ...]] = []
    for account in accounts.names:
        module = accounts.load(account)
        own = {f"{account}.{name}": item for name, item in module.NUMBERS.items()}
        narrowed = {f"{name} ({account})": item for name, item in module.CONSTANTS.items()}
        for name, item in {**own, **narrowed}.items():
            law_told = "uniform" if item.unit == "share" or item.low <= 0 else "log-uniform"
            law_told = "a point" if item.low == item.high else law_told
            each = "; each region of the body has its own" if item.by_region else ""
            span = f"{item.low:g} to {item.high:g}"
            row = (f"`{name}`", f"{item.default:g}", span, law_told, item.unit, item.reason + each)
            rows.append(row)
    return rows


def stated() -> Iterator[tuple[str, ...]]:
    """Yield the numbers that accounts, the laboratory and the horizon state, with their words."""
    for pattern in MODULES:
        for path in sorted((ROOT / "mirror_abm").glob(pattern)):
            for found in STATED.finditer(path.read_text(encoding="utf-8")):
                words = (found["above"] or found["beside"] or "").replace("\n#: ", " ")
                if found["names"].startswith("MOST"):
                    continue  # a limit of what can be asked for
                names, values = found["names"].split(", "), found["values"].split(", ")
                told = ", ".join(f"{n} = {v}" for n, v in zip(names, values, strict=True))
                yield f"{path.parent.name}/{path.name}", f"`{told}`", words


def table(heads: str, rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a table in Markdown."""
    names = heads.split(" | ")
    lines = [f"| {heads} |", "|" + "---|" * len(names)]
    return [*lines, *(f"| {' | '.join(each.replace('|', '/') for each in row)} |" for row in rows)]


def page() -> str:
    """Return the page."""
    drawn, points = constants()
    numbers, fixed = quantities()
    lab = Lab()
    hit, false = (f"{low:g} to {high:g}" for low, high in (lab.sensitivity, lab.false_positive))
    lines = [
        "# What is drawn, and what is not",
        "",
        "*Written from the code by `python scripts/list_uncertain.py`; a test holds it to that.*",
        "",
        "A draw is one replicate. The median is the number used with `--point`; half of all "
        "draws lie on either side of it, each half uniform on the number (uniform) or on its "
        "logarithm (log-uniform). `--set NAME=NUMBER` fixes any of them and moves no other draw.",
        "",
        f"## {len(drawn)} constants that are drawn",
        "",
        "One draw for all species, all accounts and all arms of a replicate. In a run those whose "
        "basis is *calibrated* come, under each account, all together from one of the draws that "
        "[three facts](calibration.md) leave of these ranges.",
        "",
        *table("constant | median | range | drawn | unit | basis | what it is", drawn),
        "",
        f"## {len(numbers)} numbers of a species that are drawn",
        "",
        f"One draw for each species, the same under all accounts and in all arms. Medians and "
        f"extremes over the {len(library())} species of the library; each file has its own range, "
        "with source and reason. A range that is a point (last column) is a fact of anatomy, or "
        "an experience that a species cannot have.",
        "",
        *table("number | median | extremes | drawn | unit | stated | points", numbers),
        "",
        "## Also drawn",
        "",
        "* The network of each animal (which synapses exist, initial weights, which units are "
        "shared), its ties and its events: each animal, the same under all accounts.",
        "* Who carries a heritable system, where an account assumes one: gains and losses on the "
        f"tree, at rates of {GAIN.low:g} to {GAIN.high:g} and {LOSS.low:g} to {LOSS.high:g} "
        "per million years (log-uniform), from a root that carried with a chance of "
        f"{ROOT_PRIOR.low:g} to {ROOT_PRIOR.high:g} (uniform).",
        f"* The laboratory of a study: its sensitivity ({hit}) and false positives ({false}) are "
        "uniform, and every chance is a mean over them.",
        "* Of communities (`culture`), how steeply readiness to copy rises with the response: "
        f"{STEEPNESS['low']:g} to {STEEPNESS['high']:g}, median {STEEPNESS_MEDIAN:g} "
        "(log-uniform).",
        "* The rates of experience under another prior: "
        "`--prior rule_made`, `exchangeable`, `mixture`.",
        "",
        f"## {len(points)} constants that stay points",
        "",
        *table("constant | value | unit | what it is | why it stays", points),
        "",
        "## Numbers of a species that stay points",
        "",
        *table("number | median | extremes over species | unit | why it stays", fixed),
        "",
        "## Numbers of accounts, of the laboratory, and of how long animals live",
        "",
        "What an account leaves open is drawn once a replicate, and set as "
        "`constants.ACCOUNT.NUMBER`.",
        "",
        *table("number | median | range | distribution | unit | what it is", of_accounts()),
        "",
        "Those of the laboratory stand for the apparatus, the same for all accounts. Numbers of "
        "trials stand in each experiment's file.",
        "",
        *table("where | number | what it is", stated()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    path.write_text(page(), encoding="utf-8")
    print(f"{path.name}: {len(constants()[0])} constants drawn, {len(constants()[1])} not")


if __name__ == "__main__":
    main()
