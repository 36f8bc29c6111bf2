"""The commands.

In the order of the data:

main : the command and its exit codes
console : what they print to
species : ``mirror-abm species``
field : species files from field data
experiment : ``mirror-abm experiment``
check : ``mirror-abm check``
evidence : evidence and the tree
inference : ``mirror-abm predict | weigh | next``

It may import every room, and the contracts of shelves.
"""
