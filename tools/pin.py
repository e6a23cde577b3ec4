"""Writes the exact versions that are tested into constraints.txt and pyproject.toml.

``python tools/pin.py`` takes what uv resolves now from the ranges in pyproject.toml; run the tests
afterwards.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def resolved() -> list[str]:
    """Return name==version of every dependency, without where it came from."""
    exported = subprocess.run(
        ["uv", "export", "--upgrade", "--all-extras", "--no-emit-project", "--no-hashes",
         "--no-annotate", "--no-header"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    pins = {line.split(";")[0].strip() for line in exported.splitlines() if "==" in line}
    return sorted(pins, key=str.casefold)


def main() -> None:
    """Pin both files."""
    project = ROOT / "pyproject.toml"
    text = project.read_text("utf-8")
    block = re.compile(r"(constraint-dependencies = \[\n).*?(^\])", re.DOTALL | re.MULTILINE)
    project.write_text(block.sub(r"\1\2", text), "utf-8")  # old pins would hold the new ones back
    pins = resolved()
    lines = "".join(f'    "{pin}",\n' for pin in pins)
    project.write_text(block.sub(rf"\g<1>{lines}\2", text), "utf-8")
    (ROOT / "constraints.txt").write_text("".join(f"{pin}\n" for pin in pins), "utf-8")


if __name__ == "__main__":
    main()
