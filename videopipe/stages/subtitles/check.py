"""Every string that subtitles show, for whoever asks whether the font can draw it."""

from collections.abc import Iterator, Sequence

from videopipe.model.cues import ScreenCue


def strings(cues: Sequence[ScreenCue], language: str) -> Iterator[tuple[str, str]]:
    """(place, text) of each line: `zh-Hans cue 12`."""
    return ((f"{language} cue {cue.number}", line) for cue in cues for line in (*cue.lines, cue.second))
