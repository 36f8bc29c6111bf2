"""Distribution functions of scipy, loaded without the package around them.

``scipy.special`` takes a quarter of a second of CPU, most of it for arrays of other libraries than
NumPy, and every run asks for one quantile of Student's t. The functions are the same; whoever
imports the package afterwards gets it, and in a session or script of somebody else it is imported.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

from .startup import is_ours

_PACKAGE = "scipy.special"


@cache
def _functions() -> Any:
    """Return the module that holds the functions; the whole package where it cannot be alone."""
    import scipy

    if _PACKAGE in sys.modules or not is_ours():
        return importlib.import_module(_PACKAGE)
    found = PathFinder.find_spec(_PACKAGE, list(scipy.__path__))
    alone = ModuleType(_PACKAGE)
    alone.__path__ = list(getattr(found, "submodule_search_locations", None) or ())
    sys.modules[_PACKAGE] = alone
    try:
        return importlib.import_module(f"{_PACKAGE}._ufuncs")
    except ImportError:
        del sys.modules[_PACKAGE]
        return importlib.import_module(_PACKAGE)
    finally:
        if sys.modules.get(_PACKAGE) is alone:  # whoever imports it gets the package
            del sys.modules[_PACKAGE]


def special(name: str) -> Any:
    """Return a distribution function, or its inverse.

    Parameters
    ----------
    name : str
        As in ``scipy.special``: ``"stdtrit"``, the quantiles of Student's t.

    Returns
    -------
    numpy.ufunc
        The function of scipy.

    Examples
    --------
    >>> float(special("stdtrit")(3, 0.5))
    0.0
    """
    return getattr(_functions(), name)
