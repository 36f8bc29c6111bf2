"""What follows for an animal from rates alone, without simulation.

In the order of the data:

episodes : which trials an animal meets
outcomes : what it does around them
weights : where its weights go
animals : one animal's prospects
expected : the mean over animals
outlook : a rough outlook for one species

It may import every room up to ``engine``, and the contracts of shelves.
"""
