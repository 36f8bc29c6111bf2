"""Figures and pages for readers.

In the order of the data:

sweep : a sweep's tables, ready to be drawn
wording : what figures of a run say: names of species, what the run was
picture : tables as a figure in our style, with a footer
run_tables : the tables that figures of a run need
figures : a run's tables, drawn
evidence_tree : evidence, laid on the dated tree
cells : what is shown of a value
layout : cells set in columns, or row by row
page : a species as a page
html_page : the page as one HTML file
difference : two profiles side by side
explanation : what the engine does, in words
terminal : pages printed in a terminal

It may import every room up to ``mean_field``, and the contracts of shelves.
"""
