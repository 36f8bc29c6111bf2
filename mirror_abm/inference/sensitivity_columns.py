"""What every column of the tables of a sensitivity is: its unit, and what it says."""

from __future__ import annotations

_HALVES = "of 20 partings of the draws into halves"
#: unit and meaning of columns, wherever they stand; ``table.column`` where it is another there
COLUMNS = {
    "kind": (
        "",
        "own, net (own minus other), found (the chance that the study finds mirror units), order, "
        "main_source or contrast",
    ),
    "account": ("", "account of the origin of mirror neurons"),
    "modality": ("", "visual or auditory: how the acts of others were perceived"),
    "species": ("", "name of the profile; the upper species of an order"),
    "other": (
        "",
        "lower species of an order, source of a main source, arm of a contrast; else empty",
    ),
    "label": ("", "what the species is called in figures"),
    "other_label": ("", "what the lower species of an order, or else other, is called in figures"),
    "mean": ("share", "mean over draws of what the conclusion is about; a lead, of shares"),
    "sd": ("share", "standard deviation over draws of what the conclusion is about"),
    "probability": (
        "",
        "share of the draws in which the difference is above 0, ties half; of order, main_source "
        "and contrast",
    ),
    "draws": ("draws", "number of draws"),
    "numbers": ("numbers", "uncertain numbers that vary over these draws"),
    "measure": (
        "",
        "what coefficient is: prcc, from 20 draws more than numbers on, else spearman",
    ),
    "intervals": ("", "over blocks of 20 draws, or over draws where there are fewer than 4 blocks"),
    "first": ("", "number with the largest coefficient, of either sign"),
    "first_of": ("", "species whose number that is; empty for constants"),
    "tied": ("", "numbers that are not told apart from it, the largest five"),
    "coefficient": ("", "rank correlation of the number with the conclusion, see measure"),
    "conclusions.coefficient": ("", "rank correlation of the first number, see measure"),
    "low": ("", "lower end of the 90 % interval of the coefficient"),
    "high": ("", "upper end of the 90 % interval of the coefficient"),
    "r2": ("", "R2 of the rank regression on all numbers; empty where draws are too few"),
    "r2_adjusted": ("", "R2 less what as many numbers that do nothing would have"),
    "agreement": (
        "",
        f"correlation of Savage scores of numbers between halves of draws, mean {_HALVES}; by "
        "chance 0",
    ),
    "same_first": ("share", f"{_HALVES}, those in which one number comes first in both halves"),
    "conclusions.excludes_0": ("numbers", "numbers whose interval does not hold 0"),
    "by_chance": ("numbers", "of these, how many would be expected if no number did anything"),
    "conclusions.stands_out": ("numbers", "numbers whose p after Holm is below 0.1"),
    "status": (
        "",
        "settled: the same number first in both halves in 0.9 of the partings; not settled; none "
        "stands out; hardly varies (sd below 0.01); too few draws",
    ),
    "unit_of_replication": ("", "what is independent of the others: the draw"),
    "number": ("", "dotted name of the uncertain number, as --set takes it"),
    "of": ("", "species whose number it is; empty for constants, which all species share"),
    "side": ("", "upper or lower: in an order, the species whose number of its profile it is"),
    "group": (
        "",
        "recording, learning, anatomy, behaviour (constants of behaviour and experience) or "
        "profile",
    ),
    "variance.group": ("", "group of numbers; chance: all that their first order does not explain"),
    "how": (
        "",
        "how it is known: measured, derived or guess in a profile; calibrated or assumed constants",
    ),
    "excludes_0": ("", "whether the interval does not hold 0"),
    "stands_out": ("", "whether p after Holm, over the numbers of this conclusion, is below 0.1"),
    "apart": ("", "whether it is told apart from the first number of this conclusion"),
    "p": ("", "two-sided p of the coefficient, by itself"),
    "adjusted": ("", "p after Holm, over the numbers of this conclusion"),
    "measurements.adjusted": ("", "p of no gain after Holm, over the numbers of this profile"),
    "spearman": ("", "plain rank correlation"),
    "srrc": ("", "standardised rank regression coefficient; empty where draws are too few"),
    "prcc": ("", "partial rank correlation; empty where draws are too few"),
    "limited": ("share", "draws in which the life that was lived could not keep the number"),
    "share": ("share", "first-order share of the variance over draws; below 0 by chance"),
    "error": ("share", "standard error of the share"),
    "measurements.error": ("share", "standard error of the gain"),
    "variance.low": ("share", "lower end of the 90 % interval of the share"),
    "variance.high": ("share", "upper end of the 90 % interval of the share"),
    "measurements.low": ("share", "lower end of the 90 % interval of the gain"),
    "measurements.high": ("share", "upper end of the 90 % interval of the gain"),
    "total": ("share", "share with what its numbers do in products, by the emulator; if asked for"),
    "emulator_r2": ("", "R2 of the emulator in draws left out; below 0.5 there are no totals"),
    "unit": ("as the number's", "unit of the number"),
    "sd_after": ("share", "standard deviation once the number is known with an error of 10 %"),
    "gain": ("share", "share of the variance that would go"),
}
