"""The learning rules alone, on designs as textbooks write them.

In the order of the data:

design : a bare network and its learning curves over a design of trials
enumeration : exact expectations over random trials
closed_forms : the solutions that rules satisfy
acquisition_rate : how fast a rule acquires, and rules at the same speed
lapse : how far life can be compressed under each rule
phenomena : what each rule shows

It may import ``base``, ``profile``, ``animal`` and the contracts of shelves.
"""
