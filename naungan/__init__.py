"""Naungan: shelter. Screening, a lawful register and cooperation that protect children across ASEAN."""

__version__ = "0.1.0"
