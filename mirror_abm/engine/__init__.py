"""A group of animals lives: the readable engine, and the compiled one, bit for bit the same.

In the order of the data:

numbering : the numbers of agents
arrays : the learners of a group as arrays
loop : the event loop that is compiled
compiled : its source text, compiled once for each rule
population : the Mesa model, its animals, and the readable engine

It may import ``base``, ``profile``, ``animal``, ``experience``, ``conditioning`` and the contracts of shelves.
"""
