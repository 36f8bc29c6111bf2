"""One animal: what it can do, how it is wired, what it is born with, how it learns.

In the order of the data:

declaration : how a constant is declared
learning_constants : those of learning and of time
constants : the constants shared by all species
declared : all that is drawn, of constants and accounts
calibration : what facts leave of the constants: weights on common draws
constant_values : their values in one replicate
repertoire : its actions
percepts : what it can perceive, as numbers
pathway : one set of synapses, and the cues of a trial on it
network : what percepts excite, two pathways, the response of motor units
account_numbers : what accounts leave open, drawn
timing : times in ticks, and tables over them
carriers : which lineages carry a heritable mirror system
birth : what an account gives to a newborn animal
anatomy : the network of a newborn
learning : trials, intertrial intervals, nights, growing up
readiness : how ready an animal is to copy what it sees

It may import ``base``, ``profile`` and the contracts of shelves.
"""
