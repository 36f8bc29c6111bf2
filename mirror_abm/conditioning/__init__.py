"""The learning rules alone, on designs as textbooks write them.

In the order of the data:

design : a bare network and a schedule of trials
closed_forms : the solutions that rules satisfy
phenomena : what each rule shows
acquisition_rate : rules compared at the same speed

It may import ``base``, ``profile``, ``animal`` and the contracts of shelves.
"""
