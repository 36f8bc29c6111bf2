"""The shelf of accounts: hypotheses about where mirror neurons come from, one file each.

An account defines ``RULE``, a name on the shelf ``rules``; ``matched_weight``, what the synapse from the sight of an
action to the same action is given at birth beyond the random initial weight; ``REFUTED_BY``, what would refute it. An
account sees no evidence about any species.
"""
