"""The shelf of accounts: hypotheses about where mirror neurons come from, one file each; see
:mod:`mirror_abm.accounts.contract`.
"""
