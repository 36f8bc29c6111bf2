"""What is compiled once, before the tasks of plans are carried out."""

from __future__ import annotations

from collections.abc import Iterable

from ..animal.birth import rule_of, scales
from ..base.cache import cache_folder
from ..base.locks import alone
from ..base.shelf import accounts, rules
from ..engine.compiled import prepare
from .plan import Plan


def compile_for(plans: Iterable[Plan], progress: bool | None = None) -> None:
    """Compile the loops that plans need, unless the cache of this computer has them.

    Whoever starts several processes does so before, so that one compiles and not each.

    Parameters
    ----------
    plans : iterable of Plan
        What will be carried out.
    progress : bool, optional
        Whether to say what takes so long; as :func:`mirror_abm.engine.compiled.prepare`.
    """
    needed = {
        (rule_of(name, plan.rule), scales(accounts.load(name)))
        for plan in plans
        for name in plan.accounts
    }
    for rule, scaled in sorted(needed):
        if rules.load(rule).PLASTIC:
            # of several processes that begin at once one compiles, and the others wait for it
            with alone(cache_folder() / "compiling", "the compiled program"):
                prepare(rule, scaled=scaled, progress=progress)
