"""What listening to and looking at one source file has found; times count from its first picture."""

from dataclasses import dataclass

from videopipe.model.media import Loudness
from videopipe.model.time import Seconds, Span


@dataclass(frozen=True)
class Analysis:
    """Facts about one source; every time is in seconds from the source's first picture."""

    duration: Seconds
    speech: tuple[Span, ...]
    """Where somebody is heard, sorted, apart."""
    bars: tuple[Span, ...]
    """Colour bars."""
    black: tuple[Span, ...]
    frozen: tuple[Span, ...]
    """The picture does not move."""
    shots: tuple[Seconds, ...]
    """Where a new shot begins."""
    noise_floor_dbfs: float
    speech_level_dbfs: float
    loudness: Loudness
    phrase_lufs: tuple[float, ...] = ()
    """How loud each span of `speech` is (K-weighted, ungated)."""
    damaged: int = 0
    """Pictures that could not be decoded whole."""
    excess_permille: int = 0
    """The largest share of a sampled picture whose Y, R, G or B is out of EBU R 103's range."""
    luma: tuple[bytes, ...] = ()
    """For each second, how bright each of LUMA_ROWS × LUMA_COLUMNS parts of the upright picture becomes, row by row:
    mean luma of the part, 16 to 235 as delivered.
    """


LUMA_COLUMNS, LUMA_ROWS = 16, 9
