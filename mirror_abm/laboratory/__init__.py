"""Published experiments, run on simulated subjects and scored against the published pattern.

In the order of the data:

experiment : experiment file to checked experiment
training : phases of trials
home_life : ordinary life between training and test
acquisition : courses of learning
readouts : reaction times and evoked potentials
subject : the animals, trained and asked
claims : whether a claim holds over animals
board : experiments by accounts
board_archive : its folder

It may import every room up to ``mean_field``, and the contracts of shelves.
"""
