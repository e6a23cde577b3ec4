"""A backup takes the record's place, from the window."""

from qc_desk.ui.restore.restorer import Restorer, Ways

__all__ = ["Restorer", "Ways"]
