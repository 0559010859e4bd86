"""What differs between two measurements of one file, as far as a viewer would notice. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from videopipe.model.bundle import Measured
from videopipe.model.media import AudioStream, Loudness, MediaInfo, VideoStream

LOUDNESS_LU = 0.1
"""Two measurements of one decoded file agree to the last digit that ebur128 prints."""

_PICTURE = (
    "codec", "profile", "width", "height", "sample_aspect", "pixel_format", "full_range", "primaries",
    "transfer", "matrix", "field_order", "rotation_deg", "average_fps", "frames", "duration",
)  # fmt: skip
_SOUND = ("codec", "sample_rate", "channels", "start", "duration")
_LEVELS = ("integrated_lufs", "true_peak_dbtp", "max_short_term_lufs")
_NOTHING = "nothing"


@dataclass(frozen=True)
class Difference:
    """One figure that isn't as recorded."""

    what: str
    recorded: str
    found: str


def differences(recorded: Measured, found: Measured) -> tuple[Difference, ...]:
    """Every figure that differs; loudness may do so by 0.1 LU."""
    pairs: list[tuple[str, object, object]] = [("image", recorded.image, found.image)]
    pairs += _media(recorded.media, found.media)
    pairs += [("sound length", recorded.sound, found.sound)]
    exact = [Difference(what, _say(one), _say(two)) for what, one, two in pairs if one != two]
    return (*exact, *_levels(recorded.loudness, found.loudness))


def _say(value: object) -> str:
    return _NOTHING if value is None else str(value)


def _media(one: MediaInfo | None, two: MediaInfo | None) -> Iterator[tuple[str, object, object]]:
    if one is None or two is None:
        yield "media", one, two
        return
    yield "container", one.container, two.container
    yield "moov_first", one.moov_first, two.moov_first
    yield from _fields("picture", _PICTURE, one.video, two.video)
    yield "sound tracks", len(one.audio), len(two.audio)
    for first, second in zip(one.audio, two.audio, strict=False):
        yield from _fields("sound", _SOUND, first, second)


def _fields(
    what: str,
    names: tuple[str, ...],
    one: VideoStream | AudioStream | None,
    two: VideoStream | AudioStream | None,
) -> Iterator[tuple[str, object, object]]:
    if one is None or two is None:
        yield what, one, two
        return
    for name in names:
        yield f"{what} {name}", getattr(one, name), getattr(two, name)


def _levels(one: Loudness | None, two: Loudness | None) -> Iterator[Difference]:
    if one is None or two is None:
        if one is not two:
            yield Difference("loudness", _say(one), _say(two))
        return
    for name in _LEVELS:
        first, second = getattr(one, name), getattr(two, name)
        # Tenths as they are printed: the difference of two floats may exceed 0.1 by a hair. Silence is −inf.
        if first != second and not abs(first - second) <= LOUDNESS_LU + 1e-6:
            yield Difference(name, str(first), str(second))
