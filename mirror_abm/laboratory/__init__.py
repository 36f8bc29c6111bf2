"""Published experiments, run on simulated subjects and scored against the published pattern.

In the order of the data:

protocol : the conditions and claims of an experiment file, checked
resolution : which of its times the model hardly tells apart
experiment : from a file to a checked experiment
cohort : which animals, and how they grew up
home_life : ordinary life between training and test
moments : which trials of learning the times of stimuli and acts come to
training : the trials of a phase, taught to one network
blank_units : units for what no animal has met before
trainee : one animal in training
readouts : reaction times, choices and evoked potentials
electrode : what its single units answer
counter_training : which training it is, and who can have it
retraining : the animals of a run, trained to answer acts with others
adaptation : what repetition takes from a response, and which act of a sequence a sound excites
subject : one animal, trained and asked
account_speeds : how fast the animals of each account learn, and how strong a drive can be
board : experiments by accounts, cohort by cohort
claims : whether a claim holds over animals
scoring : from values to verdicts and scores
board_archive : the folder of a board
facts : the facts that calibrate, as they are simulated
drawn : what the figures of experiments draw
variants : what a laboratory could do differently
parting : how well an outcome parts two accounts, in bits
outcomes : what studies report, from the values of animals
calibration_runs : these facts simulated, and kept task by task
likelihoods : how likely each fact is, from the values of animals
calibration : constants calibrated, account by account
design_runs : studies under all accounts, on the same animals
best_studies : what parts each pair of accounts best
hurting : the results that would hurt an account most
next_experiment : which experiment to do next

It may import every room up to ``mean_field``, and the contracts of shelves.
"""
