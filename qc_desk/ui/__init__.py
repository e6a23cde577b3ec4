"""The window: pages, dialogs and the widgets they are made of."""

from contextlib import suppress
from importlib import import_module
from types import ModuleType


def _uses_qt(module: ModuleType) -> bool:
    """Whether a module works with Qt: by its name, for ours all live in this package."""
    return module.__name__.startswith((__name__, "PySide6"))


# WORKAROUND for shibokensupport/feature.py of PySide6 6.5 to 6.11: after each import anywhere it
# reads the imported module's source to see whether "PySide6" stands in it, for a switch
# ("from __feature__ import ...") that nobody uses here. For the 200 modules of the record that
# takes as long as importing them. A later PySide6 without the function is left as it is.
with suppress(ImportError, AttributeError):
    import_module("PySide6.QtCore")  # what is changed is only there afterwards
    _feature = import_module("shibokensupport.feature")
    if callable(_feature._mod_uses_pyside):  # noqa: SLF001 (there is no other way in)
        _feature._mod_uses_pyside = _uses_qt  # type: ignore[attr-defined]  # noqa: SLF001
