"""The version: it goes up with every release, stands in the manifest of every run, and is no part of a run's id."""

VERSION = "0.2.0"
