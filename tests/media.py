"""Media made by name, small and the same every time; what is inside stands in each docstring."""

from collections.abc import Sequence
from pathlib import Path

from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path

INTERVIEW_S = 10
PHRASES = ((1.0, 2.4), (2.8, 4.0), (6.0, 6.9), (7.3, 8.6))
"""Seconds at which somebody is heard in `interview`."""


def ffmpeg(*arguments: str | Path) -> None:
    """Run the ffmpeg that videopipe runs; raises ToolFailed."""
    run_tool([ffmpeg_path(), "-v", "error", "-nostdin", "-y", *arguments], stopped=lambda: False)


def interview(path: Path) -> None:
    """10 s of 320x180 at 25 pictures a second, a moving test picture that never stands still.

    Mono at 48 kHz: bursts of noise with the rhythm of syllables (4 a second) during `PHRASES`, between them
    a room 60 dB below. So: 1 s before the first word, 2 s of dead air in the middle, 1.4 s after the last.
    """
    ffmpeg(
        "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=25:d={INTERVIEW_S}",
        "-f", "lavfi", "-i", f"aevalsrc='{_bursts(PHRASES)}':s=48000:d={INTERVIEW_S}:c=mono",
        "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", path,
    )  # fmt: skip


def _bursts(phrases: Sequence[tuple[float, float]]) -> str:
    heard = "+".join(f"between(t,{start},{end})" for start, end in phrases)
    return f"(random(0)-0.5)*(0.0004+0.4*({heard})*(0.6+0.4*sin(2*PI*4*t)))"
