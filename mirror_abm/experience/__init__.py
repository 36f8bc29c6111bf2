"""What happens to animals, from the rates of a profile to the events of a life.

In the order of the data:

supply : rates to what the engine draws with
ties : who spends time with whom
events : what happens in a group, in order
ledger : what was paired with what

It may import ``base``, ``profile``, ``animal`` and the contracts of shelves.
"""
