"""The shelf of learning rules: one file each; :mod:`mirror_abm.rules.contract` says what a rule defines."""
