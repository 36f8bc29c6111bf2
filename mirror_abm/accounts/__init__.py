"""The shelf of accounts: hypotheses about where mirror neurons come from (see ``contract``)."""
