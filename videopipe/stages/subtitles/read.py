"""Subtitle files as they come in: bytes to text, SRT to cues. Knows nothing of the programme."""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from unicodedata import category

from videopipe.model.cues import Cue
from videopipe.model.errors import InputError
from videopipe.model.time import Span, timecode

MAX_OVERLAP = Fraction(1, 10)
"""Seconds that two cues may overlap: rounding by some editors. Laying out clips it; more is refused."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CLOCK = r"(\d{1,3}:[0-5]\d:[0-5]\d[,.]\d{3})"
_TIME_LINE = re.compile(rf"^\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?$")
_MARKUP = re.compile(r"</?(?:i|b|u|s|c|v|font|ruby|rt)\b[^>]*>|\{\\[^}]*\}", re.IGNORECASE)


class UndecodableSubtitles(InputError):
    """Bytes that are no text in any encoding we know."""

    en = "{file}: byte {offset} is neither UTF-8, UTF-16 nor GB18030 text. Save the file as UTF-8 and try again"
    zh = "{file}：第 {offset} 字节处既不是 UTF-8、UTF-16，也不是 GB18030 文本。请将文件另存为 UTF-8 后重试"


class NotSubtitles(InputError):
    """Text that is not SRT."""

    en = "{file}, line {line}: “{found}” stands where SRT has a cue number or a time like 00:00:13,200 --> 00:00:15,000. Export the subtitles as SRT"
    zh = "{file} 第 {line} 行：“{found}”处应为字幕序号或时间（如 00:00:13,200 --> 00:00:15,000）。请将字幕导出为 SRT 格式"


class EmptySubtitles(InputError):
    """A file without a cue."""

    en = "{file} has no subtitle in it. Put the right file there, or take its line out of episode.yaml"
    zh = "{file} 中没有任何字幕。请换成正确的文件，或在 episode.yaml 中删去该行"


class BadCueTime(InputError):
    """A time line that can't be read."""

    en = "{file}, line {line}: the time “{found}” can't be read. Write it like 00:00:13,200 --> 00:00:15,000"
    zh = "{file} 第 {line} 行：无法识别时间“{found}”。请写成 00:00:13,200 --> 00:00:15,000 的形式"


class CueEndsBeforeItStarts(InputError):
    """End not after start."""

    en = "{file}, line {line}: cue {number} ends at {end}, not after its start {start}. Correct its times"
    zh = "{file} 第 {line} 行：第 {number} 条字幕的结束时间 {end} 不晚于开始时间 {start}。请更正"


class CuesOverlap(InputError):
    """Two cues on screen at once."""

    en = "{file}: cue {number} (line {line}) and cue {other} (line {other_line}) overlap by {seconds} s. End the first before the second starts"
    zh = "{file}：第 {number} 条（第 {line} 行）与第 {other} 条（第 {other_line} 行）字幕重叠 {seconds} 秒。请让前一条在后一条开始之前结束"


@dataclass(frozen=True)
class _Entry:
    """A time line of the file and what follows it."""

    line: int
    """1-based line of the times."""
    times: str
    text: str


def decode(data: bytes, filename: str) -> tuple[str, str]:
    """(text, name of the encoding): by byte order mark, else UTF-8, else GB18030.

    Raises UndecodableSubtitles.
    """
    marked = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    tried = marked or ["utf-8", "gb18030"]
    for encoding in tried:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            offset = error.start
            continue
        if "\0" in text:  # UTF-16 or UTF-32 that doesn't say so
            raise UndecodableSubtitles(file=filename, offset=data.index(b"\0") + 1)
        return text, encoding
    raise UndecodableSubtitles(file=filename, offset=offset + 1)


def parse_srt(text: str, filename: str) -> tuple[Cue, ...]:
    """Cues in time order, numbered from 1, markup taken out; times are source times from the first picture.

    A cue without words keeps its number and is left out. Cues may overlap by up to MAX_OVERLAP.
    Raises NotSubtitles, EmptySubtitles, BadCueTime, CueEndsBeforeItStarts, CuesOverlap.
    """
    entries = _entries(text, filename)
    if not entries:
        raise EmptySubtitles(file=filename)
    timed = sorted(((_span(entry, n, filename), entry) for n, entry in enumerate(entries, 1)), key=_start)
    numbered = [(Cue(n, span, _plain(entry.text)), entry) for n, (span, entry) in enumerate(timed, 1)]
    spoken = [(cue, entry) for cue, entry in numbered if cue.text]
    if not spoken:
        raise EmptySubtitles(file=filename)
    for before, after in pairwise(spoken):
        _refuse_overlap(before, after, filename)
    return tuple(cue for cue, _ in spoken)


def _entries(text: str, filename: str) -> list[_Entry]:
    """Cut at the time lines: blank lines inside a cue, or missing between two, do no harm."""
    lines = text.removeprefix("\ufeff").splitlines()
    heads = [n for n, line in enumerate(lines) if "-->" in line]
    begins = [n - 1 if n and lines[n - 1].strip().isdigit() else n for n in heads]
    begins.append(len(lines))
    stray = next((n for n, line in enumerate(lines[: begins[0]]) if line.strip()), None)
    if stray is not None:
        raise NotSubtitles(file=filename, line=stray + 1, found=lines[stray].strip()[:40])
    return [
        _Entry(head + 1, lines[head].strip(), "\n".join(lines[head + 1 : end]))
        for head, end in zip(heads, begins[1:], strict=True)
    ]


def _span(entry: _Entry, number: int, filename: str) -> Span:
    from pysrt import SubRipTime

    match = _TIME_LINE.match(entry.times)
    if match is None:  # pysrt would read an unreadable number as 0
        raise BadCueTime(file=filename, line=entry.line, found=entry.times[:60])
    start, end = (Fraction(SubRipTime.from_string(clock).ordinal, 1000) for clock in match.groups())
    if end <= start:
        raise CueEndsBeforeItStarts(
            file=filename, line=entry.line, number=number, start=timecode(start, ","), end=timecode(end, ",")
        )
    return Span(start, end)


def _start(timed: tuple[Span, _Entry]) -> Fraction:
    return timed[0].start


def _plain(text: str) -> str:
    """Without markup and characters that are not seen; one line break where the file has some."""
    seen = "".join(c for c in _MARKUP.sub("", text) if c in "\n\t" or category(c) not in ("Cf", "Cc"))
    lines = (re.sub(r"\s+", " ", line).strip() for line in seen.split("\n"))
    return "\n".join(line for line in lines if line)


def _refuse_overlap(before: tuple[Cue, _Entry], after: tuple[Cue, _Entry], filename: str) -> None:
    overlap = before[0].span.end - after[0].span.start
    if overlap > MAX_OVERLAP:
        raise CuesOverlap(
            file=filename,
            number=before[0].number,
            line=before[1].line,
            other=after[0].number,
            other_line=after[1].line,
            seconds=f"{float(overlap):.3f}",
        )
