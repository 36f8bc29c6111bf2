"""The shelf of learning rules: one file each.

A rule defines ``error(V, r, beta_present, beta_absent)``, what all cues of a trial share in learning about one motor unit
(V the summed prediction, r the outcome); ``change(w, x, alpha, V, r, shared)``, the change of one weight at the settlement
of the trial, with ``shared`` what ``error`` returned; ``PLASTIC``, whether it changes anything; and ``ORACLES``, the closed
forms it satisfies. Both functions are of + - * / alone, for arrays and numbers alike: the agents engine calls them as they
are, the compiled engine is made from the text of the file, which therefore stands alone.
"""
