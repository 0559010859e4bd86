"""How far a thing has come in at a frame: exact in, exact out, nothing remembered."""

from fractions import Fraction

from videopipe.config.theme import Motion

ONE = Fraction(1)


def cubic_out(part: Fraction) -> Fraction:
    """Quick start, soft landing; 0…1 to 0…1."""
    return 1 - (1 - part) ** 3


def quad_in(part: Fraction) -> Fraction:
    """Soft start, quick end; 0…1 to 0…1."""
    return part**2


def quart_out(part: Fraction) -> Fraction:
    """As cubic_out, quicker at first and softer at last."""
    return 1 - (1 - part) ** 4


CURVES = {"cubic-out": cubic_out, "quart-out": quart_out, "quad-in": quad_in}
"""By the names that themes use."""


def presence(
    frame: int, length: int, arrives: int, leaves: int | None, motion: Motion, fps: Fraction
) -> Fraction:
    """0 (not there) to 1 (at rest) for frame 0…length-1 of a part that lives `length` frames.

    `arrives` and `leaves` count siblings: the one with arrives=0 comes first, the one with leaves=0 goes last,
    one with leaves=None stays to the end.
    Both ends are read at the far side of the frame, so no first or last frame is empty.
    """
    since_ms = 1000 * (frame + 1) / fps - arrives * motion.stagger_ms
    arrived = CURVES[motion.arrive](_clamped(since_ms / motion.in_ms))
    if leaves is None:
        return arrived
    left_ms = 1000 * (length - frame) / fps - leaves * Fraction(motion.stagger_ms, 2)
    gone = CURVES[motion.leave](1 - _clamped(left_ms / motion.out_ms))
    return min(arrived, 1 - gone)


def _clamped(part: Fraction) -> Fraction:
    return max(Fraction(0), min(ONE, part))
