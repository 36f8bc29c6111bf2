"""A run, from its plan to its folder.

In the order of the data:

plan : everything a run is, frozen
task : one replicate of one species
recordings : what an experimenter would measure
statistics : tidy tables to tidy tables
summary : units to verdicts
cards : what a notebook shows of runs
archive : the folder of a run
manifest : under what conditions a run was made
runner : tasks over processes; run and contrast, as users call them

It may import every room up to ``engine``, and the contracts of shelves.
"""
