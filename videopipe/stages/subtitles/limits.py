"""The numbers that subtitles must meet; a profile fills them in."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class SubtitleLimits:
    """Limits, by default for simplified Chinese, after Netflix's Timed Text Style Guide and GY/T 359-2022."""

    max_width: int = 16
    """Full-width characters a line; 13 for an upright picture."""
    max_lines: int = 2
    warn_cps: int = 7
    """Characters a second above which the report warns."""
    max_cps: int = 9
    min_duration: Fraction = Fraction(5, 6)
    """Seconds."""
    max_duration: int = 7
    """Seconds."""
    min_gap_frames: int = 2
    """Between the end of one subtitle and the start of the next, at any frame rate."""
    latin: bool = False
    """Words parted by spaces: broken there only; every character, mark and space is counted for speed."""
    max_second: int = 42
    """Characters of the English line below; 36 for an upright picture."""


ENGLISH = SubtitleLimits(max_width=21, warn_cps=17, max_cps=20, latin=True)
"""42 characters a line, each half as wide as a Chinese one (Netflix; GY/T 359-2022 allows 50)."""
