"""A run, from its plan to its folder.

In the order of the data:

executed : the code and the data files that a run executes
plan : everything a run is, frozen
own_species : species that are not the library's, kept with their run
conditions : what of it is not default, in words and as a command
task : one replicate of one species
recordings : what an experimenter would measure
statistics : tidy tables to tidy tables
summary : units to verdicts
archive : the folder of a run
manifest : under what conditions a run was made
removal : runs deleted
codebook : what every column of every table is
export : the tables of a run for other programs
runner : tasks over processes; run and contrast, as users call them

It may import every room up to ``engine``, and the contracts of shelves.
"""
