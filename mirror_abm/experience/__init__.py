"""What happens to animals, from the rates of a profile to the events of a life.

In the order of the data:

coincidences : synchrony as a log counts it, and the bouts that bring it
attention : how much of what others do is seen, and what share of all sights matches nothing
supply : the rates of a profile as the chances that the engine draws with
permuted : the world in which each act looks and sounds like another one
ties : who spends time with whom
events : what happens in a group, in order
merging : tables of events merged into one
chronicle : the events of a group, made once for all that live through them
ledger : what was paired with what

It may import ``base``, ``profile``, ``animal`` and the contracts of shelves.
"""
