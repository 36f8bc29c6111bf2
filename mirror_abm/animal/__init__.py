"""One animal: what it can do, how it is wired, what it is born with, how it learns.

In the order of the data:

constants : the constants shared by all species
repertoire : its actions
network : its units and synapses
carriers : which lineages carry a heritable mirror system
birth : what an account gives to a newborn animal
learning : trials, quiet time, nights, growing up

It may import ``base``, ``profile`` and the contracts of shelves.
"""
