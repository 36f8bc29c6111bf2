"""What is written of a species, made into a checked profile.

In the order of the data:

citations : the references
inheritance : variants of another profile
faults : every fault with its place
quantity : a number and its range
observed_network : a social network that was observed
species : species file to profile
prior : the priors on rates of experience
tree : the dated tree

It may import ``base`` and the contracts of shelves.
"""
