"""What PySide6 does at each start and a program has no use for: left out, or kept for next time.

WORKAROUND for PySide6 6.5 to 6.11, a fifth of the time from the start to the painted window. Where
a later PySide6 does these things in another way, it is left as it is.

* What it is written in itself lies as source in a packed file and is compiled at each start: its
  byte code is kept here beside ours. What only writes its stub files is not loaded at all.
* Around each ``import`` anywhere it looks whether the module switches a feature of PySide6 on
  ("from __feature__ import ..."), which nobody does here; for the 200 modules of the record that
  takes as long as importing them.
"""

import builtins
import marshal
import os
import sys
from contextlib import suppress
from importlib import import_module
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType, ModuleType

_STUB_WRITERS = ("/lib/enum_sig.py", "/lib/pyi_generator.py")
_LOADER = "signature_bootstrap"  # the module of PySide6 that unpacks and compiles the others


class ByteCode:
    """The byte code of PySide6's own modules, kept like Python keeps that of ours."""

    def __init__(self, file: Path) -> None:
        """Read what was kept; what cannot be read is made anew."""
        self._file = file
        self._codes: dict[bytes, CodeType] = {}
        self._fresh = False
        with suppress(OSError, EOFError, ValueError, TypeError):
            magic, codes = marshal.loads(file.read_bytes())  # noqa: S302 (as good as any .pyc)
            if magic == MAGIC_NUMBER:
                self._codes = codes

    def compile(self, source: bytes, name: str, mode: str) -> CodeType:
        """Return the code of a module, compiled only if its source has never been met."""
        if name.endswith(_STUB_WRITERS):
            return compile(b"", name, mode)
        key = source_hash(source)
        if key not in self._codes:
            self._codes[key] = compile(source, name, mode)
            self._fresh = True
        return self._codes[key]

    def keep(self) -> None:
        """Write what was compiled, whole or not at all; a folder that is read-only stays so."""
        if not self._fresh or sys.dont_write_bytecode:
            return
        fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(marshal.dumps((MAGIC_NUMBER, self._codes)))
            fresh.replace(self._file)


def quicken() -> None:
    """Import PySide6 without its detours; does nothing where it is imported already."""
    if "shiboken6" not in sys.modules:
        _import_shiboken(ByteCode(Path(cache_from_source(__file__, optimization="pyside6"))))
    import_module("PySide6.QtCore")  # which begins to watch every import
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _import_shiboken(kept: ByteCode) -> None:
    """Import what PySide6 stands on; its loader finds our way to compile under its own name."""
    loader = ModuleType(_LOADER)
    vars(loader)["compile"] = kept.compile
    sys.modules[_LOADER] = loader
    import_module("shiboken6")
    if "bootstrap" in vars(loader):
        kept.keep()
    else:  # another PySide6, which did not use it
        del sys.modules[_LOADER]
