"""The shelf of published experiments: one file each.

:mod:`mirror_abm.experiments.contract` holds the words in which they are written, with a complete
example.
"""
