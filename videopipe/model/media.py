"""What a media file is, as read from the file itself."""

from dataclasses import dataclass
from fractions import Fraction

from videopipe.model.time import Seconds


@dataclass(frozen=True)
class Source:
    """A file that came in: its name in the episode, its content and its size."""

    name: str
    digest: str
    """sha256, hex."""
    size_bytes: int


@dataclass(frozen=True)
class VideoStream:
    """The picture track."""

    index: int
    codec: str
    profile: str
    level: int
    width: int
    height: int
    sample_aspect: Fraction
    pixel_format: str
    bit_depth: int
    full_range: bool
    primaries: str
    transfer: str
    matrix: str
    field_order: str
    """progressive, top-first, bottom-first or unknown."""
    rotation_deg: int
    """How far the picture must turn clockwise to stand upright: 0, 90, 180 or 270."""
    nominal_fps: Fraction
    average_fps: Fraction
    frames: int
    """Number of pictures, counted by packets."""
    first_picture: Seconds
    """Presentation time of the first picture on the container's clock."""
    duration: Seconds
    """First picture's start to last picture's end."""
    longest_key_interval: Seconds
    codec_tag: str
    bit_rate: int


@dataclass(frozen=True)
class AudioStream:
    """One sound track."""

    index: int
    codec: str
    profile: str
    sample_rate: int
    channels: int
    layout: str
    start: Seconds
    duration: Seconds


@dataclass(frozen=True)
class MediaInfo:
    """Everything about one file that a decision may rest on."""

    container: str
    size_bytes: int
    duration: Seconds
    """Longest track, counted by its packets."""
    declared_duration: Seconds | None
    """What the header says; None where it says nothing."""
    video: VideoStream | None
    audio: tuple[AudioStream, ...]
    other_streams: tuple[str, ...]
    """Data, subtitle and attached-picture tracks, one word each (`tmcd`, `mjpeg cover`)."""
    timecode: str | None
    moov_first: bool
    """MP4 only: the index stands before the media, so that playing starts at once."""


@dataclass(frozen=True)
class Loudness:
    """ITU-R BS.1770-4 figures of one decoded file."""

    integrated_lufs: float
    """−inf for silence."""
    true_peak_dbtp: float
    max_short_term_lufs: float
    range_lu: float
