"""Associative (Heyes 2010): mirror neurons are forged by seeing and doing the same together.

Nothing is built in.
"""

RULE = "rescorla_wagner"

FIRST = "catmur_2007"

ASSUMES = {
    "the learning is that of all animals and all tasks, within one life": "cook_2014, abstract",
    "what teaches is sensorimotor experience, much of it with others": "heyes_2010, abstract",
    "mirror neurons are a by-product of it, no adaptation for understanding actions": (
        "heyes_2010, abstract"
    ),
    "contingency counts as well as contiguity": "cook_2014, keywords",
    "adults are as open to it": "heyes_2010, abstract",
}

REFUTED_BY = (
    "a matched response in animals with no correlated experience of seeing and doing; "
    "no effect of contingency when the number of pairings is held fixed; "
    "a clade that still explains what is left once ecology is controlled"
)
