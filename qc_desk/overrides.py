"""The mark on a method that takes the place of one in its base class."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:  # typing has it from Python 3.12 on; typing_extensions would cost the start 35 ms
    _Method = TypeVar("_Method")

    def override(method: _Method) -> _Method:
        """Say that the method overrides one of its base class."""
        return method


__all__ = ["override"]
