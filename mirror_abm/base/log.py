"""What is told by the way: loggers, as libraries have them, silent until somebody listens.

``logging.getLogger("mirror_abm").setLevel("INFO")`` and a handler let a program hear of it; the
command listens on the standard error.
"""

from __future__ import annotations

import logging
import warnings

NAME = "mirror_abm"  #: the logger above all of ours

logging.getLogger(NAME).addHandler(logging.NullHandler())


def logger(module: str) -> logging.Logger:
    """Return the logger of a module.

    Parameters
    ----------
    module : str
        Its ``__name__``.

    Returns
    -------
    logging.Logger
        Named as the module is, below ``mirror_abm``.

    Examples
    --------
    >>> logger("mirror_abm.engine.compiled").name
    'mirror_abm.engine.compiled'
    """
    return logging.getLogger(module)


def tell(module: str, text: str) -> None:
    """Tell whoever waits, in one line: by the logger, or as a warning where nobody listens to it.

    Parameters
    ----------
    module : str
        The ``__name__`` of the module that has something to say.
    text : str
        The line.
    """
    ours = logging.getLogger(NAME)
    if ours.hasHandlers() and not all(isinstance(h, logging.NullHandler) for h in ours.handlers):
        logger(module).warning(text)
    else:
        warnings.warn(text, stacklevel=2)


class _OnScreen(logging.Handler):
    """Writes each message as a line on the standard error, whichever that is at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message."""
        import sys

        sys.stderr.write(f"{self.format(record)}\n")
        sys.stderr.flush()


def listen() -> None:
    """Show on the standard error what is told, from now on: for a process of our own."""
    ours = logging.getLogger(NAME)
    if not any(isinstance(each, _OnScreen) for each in ours.handlers):
        ours.addHandler(_OnScreen())
    ours.setLevel(logging.INFO)
