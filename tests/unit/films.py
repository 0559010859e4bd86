"""Facts of films as literals."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from tests.unit.pictures import video
from videopipe.model.media import AudioStream, Loudness, MediaInfo
from videopipe.model.quality import FilmFacts, PictureFacts, SoundFacts

LENGTH = Fraction(20)


