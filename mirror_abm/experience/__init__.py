"""What happens to animals, from the rates of a profile to the events of a life.

In the order of the data:

coincidences : synchrony as a log counts it, and the bouts that bring it
attention : how much of what others do is seen, and what share of all sights matches nothing
supply : the rates of a profile as the chances that the engine draws with
ties : who spends time with whom
events : what happens in a group, in order
merging : tables of events merged into one
ledger : what was paired with what

It may import ``base``, ``profile``, ``animal`` and the contracts of shelves.
"""
