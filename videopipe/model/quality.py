"""What was measured on one finished film, and what its programme says of itself."""

from dataclasses import dataclass

from videopipe.model.media import Loudness, MediaInfo
from videopipe.model.time import Seconds, Span

QC_IDS = (
    "file.decoder-errors", "file.frames-lost", "file.no-picture",
    "delivery.container", "delivery.codec", "delivery.codec-tag", "delivery.level", "delivery.pixel-format",
    "delivery.colour-tags", "delivery.hdr", "delivery.full-range", "delivery.size", "delivery.pixel-aspect",
    "delivery.rotation", "delivery.interlaced", "delivery.frame-rate", "delivery.variable-rate",
    "delivery.key-interval", "delivery.index-last", "delivery.sound-format", "delivery.extra-streams",
    "delivery.private-tags",
    "picture.black", "picture.frozen", "picture.levels", "picture.flashes", "picture.red-flashes",
    "picture.gap", "picture.combing",
    "sound.missing", "sound.silence", "sound.silent", "sound.dead-channel", "sound.channel-drops",
    "sound.clipping", "sound.anti-phase", "sound.loudness", "sound.true-peak", "sound.short-term",
    "sync.start", "sync.length",
    "layout.outside-safe", "layout.overlap", "layout.too-near", "layout.brief",
)  # fmt: skip
"""Every fault that a finished film can be blamed for; what `qc.allow` of a profile may name."""


@dataclass(frozen=True)
class Gap:
    """Two pictures that don't follow each other in time."""

    at: Seconds
    """The first of the two, from the first picture."""
    length: Seconds


@dataclass(frozen=True)
class PictureFacts:
    """What is seen. Times from the first picture."""

    decoded: int
    """Pictures that came out of the decoder."""
    shortest: Seconds
    """Shortest and longest time from one picture to the next; 0 where there is one picture."""
    longest: Seconds
    gaps: tuple[Gap, ...]
    """Intervals above one and a half times the usual one; at most a hundred."""
    black: tuple[Span, ...]
    frozen: tuple[Span, ...]
    luma: tuple[tuple[int, int, int], ...]
    """Least, mean and greatest luma (8 bit) of each half second."""
    excess: tuple[float, ...]
    """Share of the picture outside 5 to 246 in Y, R, G or B, each tenth of a second."""
    flashes: tuple[int, ...]
    """Opposing changes of luminance in the last second that a quarter of the picture reaches, each tenth."""
    red_flashes: tuple[int, ...]
    """The same for changes to and from saturated red."""
    combing: float | None
    """Share of moving pixels that comb; None where too little moves."""


@dataclass(frozen=True)
class Clipped:
    """A run of samples at full scale."""

    at: Seconds
    samples: int
    channel: int
    """0 is left."""


@dataclass(frozen=True)
class SoundFacts:
    """What is heard on the first sound track. Times from the first picture, curves from the first sample."""

    loudness: Loudness
    heard: Seconds
    """Length of what comes out of the decoder and isn't beyond what the container says."""
    momentary: tuple[float, ...]
    """LUFS of 400 ms, each tenth of a second; −120.7 is silence, as `ebur128` says."""
    short_term: tuple[float, ...]
    """LUFS of 3 s."""
    true_peak: tuple[float, ...]
    """dBTP of each tenth, the louder channel."""
    silences: tuple[tuple[Span, ...], ...]
    """Of each channel, from half a second on."""
    clipped: tuple[Clipped, ...]
    """At most a hundred runs."""
    clipped_runs: int
    anti_phase: tuple[Span, ...]
    """Where left and right correlate below −0.5."""


@dataclass(frozen=True)
class FilmFacts:
    """One finished film, measured."""

    media: MediaInfo
    tags: tuple[tuple[str, str], ...]
    """(name, value) that the container carries."""
    decoder_errors: tuple[str, ...]
    """What the decoders complained of; the first fifty lines."""
    picture: PictureFacts | None
    sound: SoundFacts | None


@dataclass(frozen=True)
class Declared:
    """What a programme does on purpose, in the film's time."""

    still: tuple[Span, ...] = ()
    """A card stands: pictures may be frozen."""
    mute: tuple[Span, ...] = ()
    """The footage has no sound there."""


TENTH = Seconds(1, 10)
"""Step of the curves of sound, levels and flashes."""
HALF = Seconds(1, 2)
"""Step of the luma curve."""
