"""What was heard on every channel of a source, and which of it becomes the programme's sound.

Channels are numbered from 1 across all sound tracks of the file, as an editor counts them: a file of eight
mono tracks has channels 1 to 8, one stereo track has 1 and 2.
"""

from dataclasses import dataclass

from videopipe.model.findings import Finding, Repair
from videopipe.model.time import Seconds


@dataclass(frozen=True)
class HumLine:
    """A steady line at a multiple of the mains' frequency."""

    hz: int
    above_db: float
    """Over its surroundings, in spectra of 0.5 Hz."""
    dbfs: float
    """RMS of the line alone."""


@dataclass(frozen=True)
class Channel:
    """One channel of one track; levels in dBFS, −inf for digital silence."""

    number: int
    """From 1, across all tracks of the file."""
    stream: int
    """Stream in the container."""
    position: int
    """Channel within its track, from 0."""
    rms_dbfs: float
    """Around the mean: an offset isn't sound."""
    peak_dbfs: float
    """Highest sample; above 0 in float tracks that are too hot."""
    dc: float
    """Mean of all samples; full scale is 1."""
    full_scale_runs: int
    """Runs of three samples or more at or above full scale."""
    flat_runs: int
    """Those of them that stand still, as a clipped top does."""
    speech: Seconds
    """How long somebody is heard."""
    speech_dbfs: float
    clear_db: float
    """How far the voice stands above the noise, hum and offset left out; 0 without a voice, 99 without noise."""
    last_sound: Seconds
    """After this there is digital silence, or nothing."""
    hum: tuple[HumLine, ...]
    """Multiples of 50 or of 60 Hz that stand out; () also where the sound is too short to tell."""


@dataclass(frozen=True)
class Pair:
    """How two channels go together, over seconds in which both are heard."""

    first: int
    second: int
    audible_s: int
    alike_s: int
    """Correlation above 0.999: the same sound."""
    opposite_s: int
    """Correlation below −0.5 (LOUD-17)."""
    correlation: float
    """Over all of these seconds; 0 if there are none."""


@dataclass(frozen=True)
class Track:
    """One sound track as it was decoded."""

    stream: int
    layout: str
    """FFmpeg's name: `mono`, `5.1(side)`, or `8 channels` where the file doesn't say."""
    length: Seconds
    errors: int
    """Packets that could not be decoded."""
    channels: tuple[Channel, ...]


@dataclass(frozen=True)
class SoundFacts:
    """Everything that was heard of one file."""

    tracks: tuple[Track, ...]
    pairs: tuple[Pair, ...]

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Of all tracks, by number."""
        return tuple(channel for track in self.tracks for channel in track.channels)

    def pair(self, first: int, second: int) -> Pair | None:
        """How these two go together, in either order."""
        wanted = {first, second}
        return next((pair for pair in self.pairs if {pair.first, pair.second} == wanted), None)


@dataclass(frozen=True)
class Tap:
    """A channel that one side is taken from."""

    stream: int
    position: int
    inverted: bool = False


@dataclass(frozen=True)
class SoundChoice:
    """How the stereo sound of a source is made; whole numbers only, for it goes into a task's parameters."""

    mix: int | None = None
    """Stream of a surround track that is mixed to stereo (ITU-R BS.775, no LFE)."""
    left: Tap | None = None
    right: Tap | None = None
    """Both None, and `mix` too: a silent track."""
    highpass_hz: int = 0
    """0: none."""
    notches_hz: tuple[int, ...] = ()
    denoise_db: int = 0
    """How far noise is lowered; 0: not at all."""

    @property
    def streams(self) -> tuple[int, ...]:
        """Streams that are read, each once."""
        tapped = [tap.stream for tap in (self.left, self.right) if tap is not None]
        return tuple(dict.fromkeys(tapped if self.mix is None else [self.mix]))


SILENT = SoundChoice()


@dataclass(frozen=True)
class ChosenSound:
    """The choice, why, and what is repaired by it."""

    choice: SoundChoice
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()
    empty: bool = False
    """Nothing but silence, or the noise of a room: not to be raised."""
