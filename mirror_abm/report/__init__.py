"""Figures and pages for readers.

In the order of the data:

figures : tables to figures
page : a species as a page
difference : two profiles side by side
explanation : what the engine does, in words

It may import every room up to ``mean_field``, and the contracts of shelves.
"""
