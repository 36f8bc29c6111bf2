"""The shelf of social layouts: who spends time with whom, one file each (see ``contract``)."""
