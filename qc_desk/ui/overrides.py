"""The mark on a method that takes the place of Qt's own."""

from qc_desk.overrides import override

__all__ = ["override"]
