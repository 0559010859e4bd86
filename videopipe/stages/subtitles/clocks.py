"""Times as people write them: `00:00:13,200`, `0:13.2`, `００：００：１３`, never by frames."""

import re
from fractions import Fraction

from videopipe.model.time import Seconds

CLOCK = r"-?\s?\d{1,3}(?:\s?:\s?\d{1,3}){1,2}(?:\s?[:;.,]\s?\d{1,9})?"
"""What is meant as a time, in folded text."""
ARROW = r"-?\s?-{0,2}\s?>"

_FOLD = str.maketrans("０１２３４５６７８９：；，．。（）［］【】—–－−＞→　", "0123456789:;,..()[][]---->> ")
_PARTS = re.compile(r"(-?)(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:([.,:;])(\d{1,9}))?")


class NotATime(ValueError):
    """Its text is a key of FAULTS: `time` or `frames`."""


def fold(text: str) -> str:
    """The same number of characters, with half-width digits, colons, brackets and arrows."""
    return text.translate(_FOLD)


def parse_clock(text: str) -> Seconds:
    """Seconds of a folded time, below 0 with a minus before it; raises NotATime."""
    match = _PARTS.fullmatch(text.replace(" ", ""))
    if match is None:
        raise NotATime("time")
    sign, hours, minutes, seconds, mark, rest = match.groups()
    if int(seconds) >= 60 or (hours and int(minutes) >= 60) or (not hours and len(seconds) < 2):
        raise NotATime("time")
    if mark == ";" or (mark == ":" and len(rest) != 3):  # :500 can only be milliseconds
        raise NotATime("frames")
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    time = whole + (Fraction(int(rest), 10 ** len(rest)) if rest else Fraction(0))
    return -time if sign else time
