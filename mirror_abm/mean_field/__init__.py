"""What follows for an animal from rates alone, without simulation.

In the order of the data:

trials : what a trial is, and all that an animal meets
timeline : times in ticks
perception : what an animal perceives of its own acts and of others'
bouts : trials that come beat by beat
episodes : which trials an animal meets, and how often
outcomes : what it does around them
weights : where its weights go
scope : what the mean field can treat
contingency : how contingent its acts are on what it perceives
animals : what one animal meets and learns
responses : what its motor units respond
pairings : what it is expected to experience, as its ledger counts
expected : the mean over animals
folds : at which rates endogenous imitation is bootstrapped, and lost
loops : the same animal by animal, from birth to death
outlook : what each action of a species can expect

It may import every room up to ``engine``, and the contracts of shelves.
"""
