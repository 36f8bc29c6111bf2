"""The tables of the first edition, and how to have them again: each change of numbers set back."""
