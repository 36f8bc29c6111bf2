"""The shelf of learning rules: one file each.

A rule defines ``change(w, x, alpha, V, r, beta_present, beta_absent)``, the change of a weight at the settlement of one
trial, in arithmetic of + - * / alone, so that the same text serves arrays (the agents engine) and single numbers;
``PLASTIC``, whether it changes anything; and ``ORACLES``, the closed forms it satisfies.
"""
