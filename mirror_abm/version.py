"""The version of the package; it is part of every plan."""

VERSION = "0.1.0"
