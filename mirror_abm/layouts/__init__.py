"""The shelf of social layouts: one file each.

A layout defines ``graph(size, unit_size, tie_inequality, rng) -> networkx.Graph`` with nodes 0 ... size - 1 and a
positive ``weight`` on every edge.
A layout that also defines ``NETWORK`` is
given the observed network of the profile as ``network``.
"""
