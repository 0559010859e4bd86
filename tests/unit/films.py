"""What a finished film measures when nothing is wrong with it, for tests: 20 s of 1080p25 at −16 LUFS."""

from dataclasses import replace
from fractions import Fraction

from tests.unit.pictures import AUDIO, INFO, VIDEO
from videopipe.model.media import Loudness
from videopipe.model.quality import FilmFacts, PictureFacts, SoundFacts
from videopipe.model.time import Span

LENGTH = Fraction(20)
PICTURE = PictureFacts(
    decoded=500,
    shortest=Fraction(1, 25),
    longest=Fraction(1, 25),
    gaps=(),
    black=(),
    frozen=(),
    luma=((20, 120, 220),) * 40,
    excess=(0.0,) * 200,
    flashes=(0,) * 200,
    red_flashes=(0,) * 200,
    combing=0.001,
)
SOUND = SoundFacts(
    loudness=Loudness(integrated_lufs=-16.0, true_peak_dbtp=-1.5, max_short_term_lufs=-14.0, range_lu=4.0),
    heard=LENGTH,
    momentary=(-16.0,) * 200,
    short_term=(-16.0,) * 200,
    true_peak=(-3.0,) * 200,
    silences=((), ()),
    clipped=(),
    clipped_runs=0,
    anti_phase=(),
)
FILM = FilmFacts(
    media=replace(
        INFO,
        duration=LENGTH,
        video=replace(VIDEO, frames=500, duration=LENGTH),
        audio=(replace(AUDIO, duration=LENGTH),),
    ),
    tags=(("title", "老城市新活力"),),
    decoder_errors=(),
    picture=PICTURE,
    sound=SOUND,
)


def span(start: str, end: str) -> Span:
    """Seconds as decimals."""
    return Span(Fraction(start), Fraction(end))
