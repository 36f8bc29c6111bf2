"""Shared by all tests: what the caller's terminal is changes nothing, and BLAS keeps to one thread.

Commands that tests start inherit the environment of the session; it is cleared here, before
anything is imported that reads it.
"""

import os

from .surroundings import settle

settle(os.environ)
