"""The shelf of published experiments: one file each; :mod:`mirror_abm.experiments.contract` is what they are written in."""
