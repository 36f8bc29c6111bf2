"""The electrode: what single motor units of a subject answer.

Responses are recorded with the noise of trials, in execution and in observation, and read by one
criterion: an action is effective if the response exceeds ``criterion`` times the unit's best
response in execution.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..animal.network import Array
from ..base.seeds import stream
from ..base.shelf import measures
from ..experiments.contract import Stimulus, sight
from ..simulation.recordings import panel
from .trainee import Trainee

Show = Callable[[str], Stimulus]  #: makes the stimulus of an action


@dataclass(repr=False)
class Electrode(Trainee):
    """An animal in training whose motor units are recorded."""

    def response(self, *stimuli: Stimulus, slow: bool = False) -> Array:
        """Return what stimuli, presented together, drive in the motor units beyond the context.

        Parameters
        ----------
        *stimuli : Stimulus
            What is presented.
        slow : bool
            Whether by the entrenched (slow) weights alone.

        Returns
        -------
        Array
            Drive of each motor unit, of shape (n,).
        """
        # every stimulus is met before any pattern is made: new features change its length
        for stimulus in stimuli:
            self.pattern(stimulus)
        shown = np.maximum.reduce([self.pattern(stimulus) for stimulus in stimuli])
        network = self.network
        if slow and network.to_motor.entrenched:
            network = replace(
                network,
                to_motor=network.to_motor._replace(weights=network.to_motor.slow),
                to_sound=network.to_sound._replace(weights=network.to_sound.slow),
            )
        return network.response(shown)

    def recordings(
        self, shown: Show = sight, label: str = "other", actions: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Return recordings of this animal's motor units, from any kind of stimulus.

        Parameters
        ----------
        shown : callable
            Makes the stimulus of an action: ``sight``, ``robot``, ...
        label : str
            What to call this kind of stimulus, in the column ``view``; it also names the noise.
        actions : sequence of str
            Actions that are recorded; the standard panel if empty.

        Returns
        -------
        pandas.DataFrame
            One row per unit and action, as :mod:`mirror_abm.simulation.recordings` makes them.
        """
        constants, repertoire = self.learning.constants, self.population.repertoire
        chosen = [self.number(a) for a in actions] or list(panel(repertoire, int(constants.panel)))
        units = np.flatnonzero((self.network.motor[chosen] == 1.0).any(axis=0))
        spread = constants.trial_noise / np.sqrt(constants.trials)
        noise = stream(self.population.seed_value, *self.address, "recording", label)
        seen = np.stack([self.response(shown(repertoire.names[a]))[units] for a in chosen])
        done = self.network.motor[np.ix_(np.array(chosen), units)]
        names = np.array([repertoire.names[a] for a in chosen])
        return pd.DataFrame(
            {
                "replicate": self.population.replicate,
                "group": self.address[2],
                "animal": self.address[3],
                "unit": np.tile(units, len(chosen)),
                "modality": "visual",
                "view": label,
                "action": np.repeat(names, len(units)),
                "counter": np.repeat(np.roll(names, 1), len(units)),
                "perceptible": True,
                "executed": (done + spread * noise.standard_normal(done.shape)).ravel(),
                "observed": (seen + spread * noise.standard_normal(seen.shape)).ravel(),
            }
        )

    def single_units(
        self, shown: Show = sight, label: str = "other", actions: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Return what each recorded motor unit is, by the measure ``congruence``.

        Parameters
        ----------
        shown, label, actions : callable, str, sequence of str
            As in :meth:`recordings`.

        Returns
        -------
        pandas.DataFrame
            One row per unit: own, other, congruent, kind, expected, ...
        """
        recorded = self.recordings(shown, label, actions)
        criterion = self.learning.constants.criterion
        units: pd.DataFrame = measures.load("congruence").measure(recorded, criterion)
        return units

    def congruent_share(
        self, shown: Show = sight, label: str = "other", actions: Sequence[str] = ()
    ) -> float:
        """Return how many more units respond to what they do than to other acts.

        Parameters
        ----------
        shown, label, actions : callable, str, sequence of str
            As in :meth:`recordings`.

        Returns
        -------
        float
            Own minus other, as the measure ``congruence`` has them.
        """
        units = self.single_units(shown, label, actions)
        return float(units["own"].mean() - units["other"].mean())

    def modulation(
        self, shown: Show = sight, label: str = "other", actions: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Return whether observation excites each recorded unit, or lets it fall silent.

        Parameters
        ----------
        shown, label, actions : callable, str, sequence of str
            As in :meth:`recordings`.

        Returns
        -------
        pandas.DataFrame
            One row per unit, by the measure ``modulation``: excited, suppressed,
            expected_excited, expected_suppressed, ...
        """
        recorded = self.recordings(shown, label, actions)
        criterion = self.learning.constants.criterion
        units: pd.DataFrame = measures.load("modulation").measure(recorded, criterion)
        return units

    def excitation(
        self,
        shown: Show = sight,
        label: str = "other",
        actions: Sequence[str] = (),
        beyond_chance: bool = False,
    ) -> float:
        """Return the share of units that are excited as their own act is observed.

        Parameters
        ----------
        shown, label, actions : callable, str, sequence of str
            As in :meth:`recordings`.
        beyond_chance : bool
            Whether to take away the share expected under permuted labels.

        Returns
        -------
        float
            Of all recorded units: those with ``O_e > c E_e``, see the measure ``modulation``.
        """
        return self._share("excited", beyond_chance, shown, label, actions)

    def suppression(
        self,
        shown: Show = sight,
        label: str = "other",
        actions: Sequence[str] = (),
        beyond_chance: bool = False,
    ) -> float:
        """Return the share of units that fall silent as their own act is observed.

        Parameters
        ----------
        shown, label, actions : callable, str, sequence of str
            As in :meth:`recordings`.
        beyond_chance : bool
            Whether to take away the share expected under permuted labels.

        Returns
        -------
        float
            Of all recorded units: those with ``O_e < -c E_e``, see the measure ``modulation``.
        """
        return self._share("suppressed", beyond_chance, shown, label, actions)

    def _share(
        self, kind: str, beyond_chance: bool, shown: Show, label: str, actions: Sequence[str]
    ) -> float:
        """Return the share of units of one kind of modulation, or what of it is beyond chance."""
        units = self.modulation(shown, label, actions)
        chance = units[f"expected_{kind}"].mean() if beyond_chance else 0.0
        return float(units[kind].mean() - chance)
