"""Marks while they are being drawn: one of them chosen, every step undone and done again."""

from dataclasses import replace

from qc_desk.domain.overlay import MOST_SHAPES, Ink, Shape, ShapeKind, Shapes

_State = tuple[Shapes, int | None]
_MOST_STEPS = 200


class Sketch:
    """What is drawn so far; ``chosen`` is the place of the mark that keys and tools work on."""

    def __init__(self, shapes: Shapes = ()) -> None:
        """Begin with what stands there."""
        self.shapes = shapes
        self.chosen: int | None = None
        self._undone: list[_State] = []
        self._done: list[_State] = []
        self._held: _State | None = None

    @property
    def mark(self) -> Shape | None:
        """The chosen mark."""
        return self.shapes[self.chosen] if self.chosen is not None else None

    @property
    def may_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def may_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def full(self) -> bool:
        """Whether the photo holds as many marks as it can."""
        return len(self.shapes) >= MOST_SHAPES

    def add(self, shape: Shape) -> None:
        """Add a mark on top and choose it."""
        if not self.full:
            self._step((*self.shapes, shape), len(self.shapes))

    def put(self, shape: Shape) -> None:
        """Put another mark in the place of the chosen one."""
        if self.chosen is not None and shape != self.mark:
            self._step(self._with(shape), self.chosen)

    def remove(self) -> None:
        """Take the chosen mark away."""
        if self.chosen is not None:
            kept = self.shapes[: self.chosen] + self.shapes[self.chosen + 1 :]
            self._step(kept, None)

    def hold(self) -> None:
        """Remember how it was before something is dragged or typed: that is one step."""
        self._held = (self.shapes, self.chosen)

    def follow(self, shape: Shape) -> None:
        """Let the chosen mark follow the finger, or what is typed."""
        if self.chosen is not None:
            self.shapes = self._with(shape)

    def let_go(self) -> None:
        """Make a step of what was dragged or typed, if anything came of it."""
        held, self._held = self._held, None
        if held is not None and held[0] != self.shapes:
            self._remember(held)

    def choose_next(self) -> None:
        """Choose the next mark, after the last one none."""
        following = 0 if self.chosen is None else self.chosen + 1
        self.chosen = following if following < len(self.shapes) else None

    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
            self._undone.append((self.shapes, self.chosen))
            self.shapes, self.chosen = self._done.pop()

    def redo(self) -> None:
        """Do a step again."""
        if self._undone:
            self._done.append((self.shapes, self.chosen))
            self.shapes, self.chosen = self._undone.pop()

    def colour(self, ink: Ink) -> None:
        """Give the chosen mark another colour."""
        if self.mark is not None:
            self.put(replace(self.mark, ink=ink))

    def whole(self) -> Shapes:
        """Return the marks without texts that say nothing."""
        return tuple(
            shape
            for shape in self.shapes
            if shape.kind is not ShapeKind.TEXT or shape.text.strip()
        )

    def _with(self, shape: Shape) -> Shapes:
        place = self.chosen or 0
        return (*self.shapes[:place], shape, *self.shapes[place + 1 :])

    def _step(self, shapes: Shapes, chosen: int | None) -> None:
        self._remember((self.shapes, self.chosen))
        self.shapes, self.chosen = shapes, chosen

    def _remember(self, state: _State) -> None:
        self._done = [*self._done[1 - _MOST_STEPS :], state]
        self._undone = []
