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


VBI_LINES = {(720, 608): 32, (720, 512): 26}
"""Lines of data above the picture of SMPTE D-10 (IMX); 576 and 486 lines of picture are left (ST 356)."""


@dataclass(frozen=True)
class Timing:
    """How a picture track's pictures follow each other, found by looking at every one's time."""

    constant: bool
    """Every picture stands on the grid of one rate, to the rounding of the file's clock, and none is missing."""
    fps: Fraction
    """The rate of the most common interval, as a broadcast rate where it is one; 0 with fewer than two pictures."""
    shortest: Seconds
    longest: Seconds
    common: Seconds
    """The most common interval."""
    irregular: int
    """Intervals that differ from the most common one by more than the clock's rounding."""
    intervals: int
    repeated: int
    """Pictures that carry the time of another one."""


@dataclass(frozen=True)
class FieldEvidence:
    """What sampled pictures show of interlacing."""

    top_first: int
    bottom_first: int
    progressive: int
    undetermined: int
    """Pictures, as FFmpeg's `idet` judges them with memory; undetermined where nothing moves."""
    combed_permille: int
    """Of the pixels that move, those that stand out from both lines beside them."""

    @property
    def looked_at(self) -> int:
        """Pictures in all."""
        return self.top_first + self.bottom_first + self.progressive + self.undetermined


@dataclass(frozen=True)
class DecodeSample:
    """What happened when parts of the picture track were decoded."""

    decoded: int
    corrupt: int
    """Pictures that the decoder itself calls damaged, and packets that it refused."""


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
    chroma: str
    """`4:2:0`, `4:2:2`, `4:4:4`, `RGB` or `grey`."""
    full_range: bool
    primaries: str
    transfer: str
    matrix: str
    hdr: str
    """`PQ`, `HLG`, `Dolby Vision 8.4` … as the file says; empty for standard range."""
    field_order: str
    """progressive, top-first or bottom-first: what the picture is treated as."""
    declared_field_order: str
    """The same as the file says, or unknown."""
    fields: FieldEvidence
    rotation_deg: int
    """How far the picture must turn clockwise to stand upright; other than 0, 90, 180 and 270 is an error."""
    mirrored: bool
    """The display matrix turns it over as well."""
    nominal_fps: Fraction
    """What the header says, or the container's guess."""
    average_fps: Fraction
    """Pictures by their duration."""
    timing: Timing
    frames: int
    """Number of pictures that are shown, counted by packets."""
    first_picture: Seconds
    """Presentation time of the first picture on the container's clock."""
    duration: Seconds
    """First picture's start to last picture's end."""
    longest_key_interval: Seconds
    codec_tag: str
    bit_rate: int
    sample: DecodeSample

    @property
    def shape(self) -> Fraction:
        """Width to height as it is to be seen: pixels square, upright."""
        shape = Fraction(self.width, self.height) * self.sample_aspect
        return 1 / shape if self.rotation_deg in (90, 270) else shape

    @property
    def data_lines(self) -> int:
        """Lines above the picture that carry data."""
        return VBI_LINES.get((self.width, self.height), 0)

    @property
    def is_hd(self) -> bool:
        """Whether colours that aren't tagged are taken for BT.709's, else BT.601's (mpv's mp_csp_guess_colorspace)."""
        return self.width >= 1280 or self.height - self.data_lines > 576


@dataclass(frozen=True)
class AudioStream:
    """One sound track."""

    index: int
    codec: str
    profile: str
    sample_rate: int
    channels: int
    layout: str
    sample_format: str
    """FFmpeg's name: `fltp`, `s32` …"""
    language: str
    """ISO 639-2 as the file says; empty where it doesn't."""
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
    """Data, subtitle and attached-picture tracks, a few words each (`data tmcd`, `video mjpeg cover`)."""
    undescribed: tuple[str, ...]
    """Picture and sound tracks that nothing can decode: their description is missing or unknown."""
    timecode: str | None
    """As written; `;` before the frames means drop-frame."""
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
