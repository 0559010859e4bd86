"""Labels beside their points, so that none covers another: each takes the first free place near its point.

Pure and greedy: earlier labels choose first, so what matters most is given first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from videopipe.stages.infographics.look import Area

REACH = 3
"""A label stands at most so many gaps from its point."""


@dataclass(frozen=True)
class Label:
    """A text's size, in pixels, and the point that it belongs to."""

    x: float
    y: float
    width: float
    height: float
    gap: float
    """From the point to the label, at least."""


def place_labels(
    labels: Sequence[Label], room: Area, taken: Sequence[Area] = (), shunned: Sequence[Area] = ()
) -> tuple[Area | None, ...]:
    """The place of each within `room`, clear of `taken` and of one another, and of `shunned` too if it can be.

    None where there is none.
    """
    placed: list[Area | None] = []
    for label in labels:
        others = [*taken, *(area for area in placed if area is not None)]
        placed.append(_first_free(label, room, [*others, *shunned]) or _first_free(label, room, others))
    return tuple(placed)


def _first_free(label: Label, room: Area, others: Sequence[Area]) -> Area | None:
    for area in _places(label):
        if inside(area, room) and not any(meet(area, other) for other in others):
            return area
    return None


def meet(one: Area, other: Area) -> bool:
    """Whether they share more than an edge."""
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def inside(area: Area, room: Area) -> bool:
    """Whether all of it is in the room."""
    across = room.left <= area.left and area.right <= room.right
    return across and room.top <= area.top and area.bottom <= room.bottom


def _places(label: Label) -> Iterator[Area]:
    """Above, below, beside; from near to far, straight ones before slanting ones."""
    for far in range(1, REACH + 1):
        gap = label.gap * far
        for up in (True, False):
            for shift in (0.5, 0.85, 0.15, 1.0, 0.0):
                left = label.x - label.width * shift
                top = label.y - gap - label.height if up else label.y + gap
                yield Area(left, top, left + label.width, top + label.height)
        for left in (label.x + gap, label.x - gap - label.width):
            top = label.y - label.height / 2
            yield Area(left, top, left + label.width, top + label.height)
