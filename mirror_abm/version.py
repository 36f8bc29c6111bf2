"""The version of the package: it goes up with every release and stands in the manifest of a run."""

VERSION = "0.2.0"
