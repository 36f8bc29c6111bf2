"""A group of animals lives: the readable engine, and the compiled one, bit for bit the same.

In the order of the data:

options : what can be said of animals, with defaults
settings : numbers set by hand
under_account : what an account makes of constants, supply and lineage
setup : what a population is made of, settled once
habitat : social networks and events, made once for all populations that live there
numbering : the numbers of agents
membership : who lives in a population, from its first tick to the last
cards : what a notebook shows of populations and animals
animal : one animal of the readable engine
agenda : what is still to happen to its animals, in order
arrays : the learners of a group as arrays
aging : age, in time-lapse or not, and the plasticity of that age
lanes : numbers in a vector register, which write down what a rule does to them
vectors : the change of synapses in vector registers, in the text that is compiled
settlement : what one trial does, in the text that is compiled
loop : the event loop that is compiled
compiled : its source text, compiled once for each rule
population : the Mesa model, and time
places : an animal leaves its place in the arrays of a group, another takes it
comings : who comes and goes in a community
community : a population in which animals are born and die, and copy as they are ready to

It may import ``base``, ``profile``, ``animal``, ``experience``, ``conditioning`` and the contracts
of shelves.
"""
