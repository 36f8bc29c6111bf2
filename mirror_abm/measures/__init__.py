"""The shelf of measures: one file each.

A measure defines ``measure(table, criterion) -> table``: from the tidy table of recordings (columns
in ``NEEDS``) to one row per unit and modality, with what permuted labels would give in a column
``expected...``, and with ``unit_of_replication``.
"""
