"""Drafts: what was typed and not yet saved survives leaving the page, a lock and a crash."""

from contextlib import suppress
from pathlib import Path

Draft = dict[str, str]


class Drafts:
    """What was typed into forms, by the form's key, in one file beside the settings."""

    def __init__(self, file: Path | None = None) -> None:
        """Keep drafts in a file, or only in memory without one."""
        self._file = file
        self._kept: dict[str, Draft] = self._read()

    def get(self, key: str) -> Draft | None:
        """Return the draft of a form, or None."""
        return self._kept.get(key)

    def keep(self, key: str, draft: Draft) -> None:
        """Keep the draft of a form."""
        if self._kept.get(key) != draft:
            self._kept[key] = dict(draft)
            self._write()

    def forget(self, key: str) -> None:
        """Forget the draft of a form that was saved or given up."""
        if self._kept.pop(key, None) is not None:
            self._write()

    def _read(self) -> dict[str, Draft]:
        """Read the file; a damaged one is an empty one, drafts are a convenience."""
        if self._file is None or not self._file.exists():
            return {}
        try:
            import json  # noqa: PLC0415 (a first start has no drafts)

            found = json.loads(self._file.read_text(encoding="utf-8"))
            return {
                str(key): {str(n): str(v) for n, v in draft.items()}
                for key, draft in found.items()
            }
        except (OSError, ValueError, AttributeError):
            return {}

    def _write(self) -> None:
        """Write the file whole or not at all."""
        if self._file is None:
            return
        import json  # noqa: PLC0415 (not at start)

        fresh = self._file.with_suffix(".new")
        with suppress(OSError):  # a full disk must not stop the work that is being drafted
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(self._kept, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._file)
