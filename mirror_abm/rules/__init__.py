"""The shelf of learning rules: one file each (see ``contract``)."""
