"""Surelock: a login service that cannot freeze and can explain every failure."""

__version__ = "0.1.0"
