"""A run, from its plan to its folder.

In the order of the data:

drawn_constants : the constants of each replicate, under each account a draw of the calibration
executed : the code and the data files that a run executes
horizon : how long animals live, and how fast
identity : whether a folder holds a run that this version can read
species_given : its species as they were given, and under the priors of a mixture
plan : everything a run is, frozen
plan_file : a plan read from the file of a run, to be run again
naming : what species are called, and their order
conditions : what of it is not default, in words and as a command
own_species : species that are not the library's, kept with their run
task : one replicate of one species
readout : responses read out by a compiled loop
recordings : what an experimenter would measure
learning_curves : the noiseless responses of units at one age after another
collected : the rows of all cells of a task, one table each
ontogeny : the same at one age after another
statistics : tidy tables to tidy tables
confidence : the interval of a mean
main_source : which source carries a share, with its error and its runner-up
orders : which of two species has the larger share, draw by draw
summary : units to verdicts
lapse_error : how wrong time-lapse makes what is recorded
lived : the age and the time-lapse of every row
by_act : shares by act, by effector, and of opaque against visible acts
parts : what is done of a run that is not finished
finish : the tables of a run, written from its parts
sealing : the checksums of what a finished run consists of
cards : what a notebook shows of runs
archive : the folder of a run
equality : where two tables differ first
manifest : under what conditions a run was made
catalogue : finished runs, for a list of them
preparation : what is compiled before tasks are carried out
early : the first groups of every species, while the rest is carried out
work : a plan that is being carried out
shards : shares of a run, for batch systems
dispatch : tasks over processes here, or an executor elsewhere
removal : runs deleted
verification : a run put to the test
plan_difference : what differs between plans and versions
difference : two runs side by side
codebook : what every column of every table is
export : the tables of a run for other programs
runner : tasks over processes; run and contrast, as users call them
batch : a run in shards, then one
over : what a sweep varies, and its values
grid : a sweep before it is carried out
sweep : runs over a grid of settings, as one

It may import every room up to ``engine``, and the contracts of shelves.
"""
