"""A group of animals lives: the readable engine, and the compiled one, bit for bit the same.

In the order of the data:

numbering : the numbers of agents
population : the Mesa model, its animals, and the readable engine
loop : the event loop that is compiled
compiled : the same animals over arrays

It may import ``base``, ``profile``, ``animal``, ``experience``, ``conditioning`` and the contracts of shelves.
"""
