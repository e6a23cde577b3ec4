"""Cause and effect as a sketch: six branches that run to the effect on the right."""

from qc_desk.domain.eight_d_papers import PaperCauses
from qc_desk.reports.bands import LEFT, WIDTH, Band, Drawing
from qc_desk.reports.lettering import BODY, BODY_BOLD
from qc_desk.reports.typesetting import Stack, Typesetter, height

_ACROSS = 3
_HEAD = 74.0  # the room of the effect
_STEP = (WIDTH - _HEAD) / _ACROSS
_SLANT = 22.0
_LINES = "0.1 G 1 w 1 J"


def fishbone(branches: tuple[PaperCauses, ...], effect: str, setter: Typesetter) -> list[Band]:
    """Return the sketch; nothing where no cause was written down."""
    if not any(each.causes for each in branches):
        return []
    upper = [_branch(each) for each in branches[:_ACROSS]]
    lower = [_branch(each) for each in branches[_ACROSS : 2 * _ACROSS]]
    above, below = _row(upper, setter), _row(lower, setter)
    spine = above.height + 6
    whole = Band(spine + 6 + below.height, list(above.lines))
    for base, x, style, words in below.lines:
        whole.lines.append((base + spine + 6, x, style, words))
    told = setter.stack([(effect, BODY_BOLD)], LEFT + WIDTH - _HEAD + 8, _HEAD - 8, 0)
    top = spine - height(told) / 2
    whole.lines += [(base + top, x, style, words) for base, x, style, words in told]
    whole.drawings.append(_drawing(whole.height, spine))
    return [whole]


def _branch(causes: PaperCauses) -> Stack:
    """Return a branch: its name, and its causes."""
    return [(causes.branch.label, BODY_BOLD), *((f"– {each}", BODY) for each in causes.causes)]


def _row(branches: list[Stack], setter: Typesetter) -> Band:
    """Return three branches beside each other."""
    lines = []
    for at, stack in enumerate(branches):
        lines.extend(setter.stack(stack, LEFT + at * _STEP + 4, _STEP - _SLANT - 14, 2))
    return Band(height(lines) + 4, lines)


def _drawing(tall: float, spine: float) -> Drawing:
    """Return the spine with its arrow, and the slanting bones."""
    end = WIDTH - _HEAD
    y = tall - spine
    ops = [_LINES, f"0 {y:.1f} m {end:.1f} {y:.1f} l S"]
    ops.append(f"0.1 g {end:.1f} {y + 4:.1f} m {end + 6:.1f} {y:.1f} l {end:.1f} {y - 4:.1f} l f")
    for at in range(_ACROSS):
        x = (at + 1) * _STEP - 6
        ops.append(f"0.8 w {x - _SLANT:.1f} {tall - 2:.1f} m {x:.1f} {y:.1f} l S")
        ops.append(f"{x - _SLANT:.1f} 2 m {x:.1f} {y:.1f} l S")
    return Drawing(LEFT, 0, WIDTH, tall, " ".join(ops))
