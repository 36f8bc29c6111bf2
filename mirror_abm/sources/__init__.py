"""The shelf of sources of experience: one file each (see ``contract``)."""
