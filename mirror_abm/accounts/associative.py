"""Associative (Heyes 2010): mirror neurons are forged by seeing and doing the same together.

Nothing is built in.
"""

RULE = "rescorla_wagner"

FIRST = "catmur_2007"

REFUTED_BY = (
    "a matched response in animals with no correlated experience of seeing and doing; "
    "no effect of contingency when the number of pairings is held fixed; "
    "a clade that still explains what is left once ecology is controlled"
)
