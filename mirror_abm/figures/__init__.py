"""The shelf of figures: one file each.

A figure defines ``NEEDS`` (tables of a run and the columns it reads), ``size(tables)`` in inches,
``draw(tables, figure)`` on an empty matplotlib figure, and ``example()``, tables to try it on.
It may define ``caption(tables)``, sentences for the footer: what its marks and lines are, and n.
Tables hold only what the figure should show, with the species' names for display in the column
``label``.
"""
