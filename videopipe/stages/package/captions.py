"""Whether a caption file can be played: it parses, and its cues are in order. Pure."""

import re
from dataclasses import dataclass

_TIME = r"(?:(\d{2,}):)?(\d{2}):(\d{2})[.,](\d{3})"
_TIMING = re.compile(rf"^{_TIME} --> {_TIME}(?: .*)?$")
_ENDINGS = (".vtt", ".srt")


@dataclass(frozen=True)
class CaptionFault:
    """Why a player would refuse it."""

    en: str
    zh: str


def find_caption_fault(name: str, content: bytes) -> CaptionFault | None:
    """The first thing that is wrong with a .vtt or .srt file; None if nothing is, or if it is neither."""
    if not name.endswith(_ENDINGS):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return CaptionFault(f"not UTF-8 at byte {error.start}", f"第 {error.start} 字节处不是 UTF-8")
    if name.endswith(".vtt") and not re.match(r"WEBVTT(?:[ \t\n\r]|$)", text):
        return CaptionFault("doesn't begin with WEBVTT", "未以 WEBVTT 开头")
    return _find_cue_fault(text.splitlines(), "." if name.endswith(".vtt") else ",")


def _find_cue_fault(lines: list[str], mark: str) -> CaptionFault | None:
    before = -1
    for number, line in enumerate(lines, 1):
        if "-->" not in line:
            continue
        times = _read_times(line, mark)
        if times is None:
            return CaptionFault(f"line {number} is no timing: {line}", f"第 {number} 行时间码有误：{line}")
        if times[1] <= times[0] or times[0] < before:
            return CaptionFault(f"line {number}: times run backwards", f"第 {number} 行时间倒退")
        before = times[0]
    return CaptionFault("has no cues", "没有任何字幕") if before < 0 else None


def _read_times(line: str, mark: str) -> tuple[int, int] | None:
    """(start, end) in milliseconds; None if the line isn't a timing with that decimal mark."""
    match = _TIMING.match(line.strip())
    if match is None or any(other in line[:30] for other in ".," if other != mark):
        return None
    figures = [int(figure or 0) for figure in match.groups()]
    return _millis(figures[:4]), _millis(figures[4:])


def _millis(figures: list[int]) -> int:
    hours, minutes, seconds, millis = figures
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis
