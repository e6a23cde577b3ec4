"""The pictures that travel with the program: each is drawn somewhere."""

import re

from qc_desk.bundle import bundled

_PACKAGE = bundled("resources").parent / "qc_desk"


def test_that_every_picture_is_used_somewhere() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in _PACKAGE.rglob("*.py"))
    named = set(re.findall(r'"([a-z0-9-]+)(?:\.svg)?"', code))
    kept = {file.stem for file in (bundled("resources") / "icons").glob("*.svg")}
    assert sorted(kept - named) == []
