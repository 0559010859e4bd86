"""`edit.json`: the timeline as a person reads it, changes it and hands it back.

Pure: text in, timeline out. The timecodes are the truth; they are exact, for `snap` puts a millisecond's
rounding right at any rate below 1000 frames a second. The sentences are for reading and ignored on the way
back. What the file doesn't mention is removed.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise
from typing import Any

from videopipe.model.errors import BadValue, InputError
from videopipe.model.time import Frames, parse_seconds, snap, time_of, timecode
from videopipe.model.timeline import REASONS, Piece, Timeline
from videopipe.stages.edit.plan import Footage, source_frames

VERSION = 1
TOP_KEYS = ("version", "fps", "note", "pieces")
PIECE_KEYS = ("source", "in", "out", "keep", "reason", "zh", "en")
NOTE = {
    "zh": "可修改 in、out 和 keep，也可整行删除；同一素材的片段须按时间先后排列、互不重叠；未列出的部分将被删除。"
    "改完后运行：videopipe run … --edit 本文件",
    "en": "Change in, out and keep, or delete whole lines; pieces of one file stay in time order and apart; "
    "what is not listed is removed. Then: videopipe run … --edit THIS-FILE",
}
PERSON = "person"
"""Reason of what a person took out of the file."""
_REASONS_ZH = {
    "speech": "有人说话",
    "pause": "长停顿中保留的自然停顿",
    "head": "尚未开始说话",
    "bars": "彩条",
    "black": "黑场",
    "dead-air": "停顿过长",
    "tail": "已经没有人说话",
    "outside": "在入点和出点之外",
    "no-speech": "该素材中无人说话",
    PERSON: "人工删除",
}


class NotJson(InputError):
    """The edit file isn't JSON."""

    en = "{file}, line {line}: this is not JSON ({why}). Look for a missing quotation mark, or a comma before `]`"
    zh = "{file} 第 {line} 行：不是有效的 JSON（{why}）。请检查是否缺少引号，或“]”前多了逗号"


class UnknownEditKey(InputError):
    """A key that an edit file doesn't have."""

    en = "{file}, line {line}: unknown key `{key}`. Did you mean `{nearest}`? Allowed are {allowed}"
    zh = "{file} 第 {line} 行：没有“{key}”这个键。是否想写“{nearest}”？可用的键：{allowed}"


class UnknownEditSource(InputError):
    """A piece of a file that isn't in the episode."""

    en = "{file}, line {line}: `source`: the episode has no footage {source}. Did you mean {nearest}?"
    zh = "{file} 第 {line} 行：“source”：本期素材中没有 {source}。是否想写 {nearest}？"


class BeyondFootage(InputError):
    """A piece that ends after its footage."""

    en = "{file}, line {line}: `out`: {out} lies beyond the end of {source}. It ends at {length}: write that, or less"
    zh = (
        "{file} 第 {line} 行：“out”：{out} 超出 {source} 的结尾。该素材到 {length} 为止，请改为不大于此的时间"
    )


class PiecesOverlap(InputError):
    """Two pieces claim the same pictures."""

    en = "{file}, line {line}: `in`: the piece begins at {start}, before the one above it ends ({end}). Let both be the same time"
    zh = "{file} 第 {line} 行：“in”：本片段从 {start} 开始，而上一片段到 {end} 才结束。请把两处改为同一时间"


class PiecesOutOfOrder(InputError):
    """A piece that belongs further up."""

    en = "{file}, line {line}: `in`: {source} {start} comes before the piece above it. Keep the order of the footage list and of time"
    zh = "{file} 第 {line} 行：“in”：{source} {start} 应排在上一片段之前。请按素材列表和时间先后排列"


class NothingKept(InputError):
    """An edit without a single kept piece."""

    en = "{file}: `keep`: nothing is kept. Set `keep` to true for at least one piece"
    zh = "{file}：“keep”：没有任何保留的片段。请至少将一个片段的 keep 设为 true"


def render_edit(timeline: Timeline, names: Sequence[str]) -> str:
    """Text of the file; `names` are the footage's, by index."""
    head = [
        f' "version": {VERSION}',
        f' "fps": "{timeline.fps}"',
        f' "note": {_json(NOTE)}',
    ]
    pieces = ",\n".join(f"  {_piece_line(piece, timeline.fps, names)}" for piece in timeline.pieces)
    return "{\n" + ",\n".join(head) + ',\n "pieces": [\n' + pieces + "\n ]\n}\n"


def _piece_line(piece: Piece, fps: Fraction, names: Sequence[str]) -> str:
    verb_zh, verb_en = ("保留", "kept") if piece.keep else ("删除", "removed")
    fields = {
        "source": names[piece.source],
        "in": timecode(time_of(piece.frames.start, fps)),
        "out": timecode(time_of(piece.frames.end, fps)),
        "keep": piece.keep,
        "reason": piece.reason,
        "zh": f"{verb_zh}：{_REASONS_ZH.get(piece.reason, piece.reason)}",
        "en": f"{verb_en}: {REASONS.get(piece.reason, piece.reason)}",
    }
    # Timecodes stand below each other; so shall what follows true and false.
    return _json(fields).replace('"keep": true,', '"keep": true, ', 1)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class _Entry:
    """One piece as written, and where."""

    piece: Piece
    line: int
    start: str
    end: str


def parse_edit(text: str, filename: str, footage: Sequence[Footage]) -> Timeline:
    """The timeline that the file describes.

    Raises NotJson, UnknownEditKey, UnknownEditSource, BeyondFootage, PiecesOverlap, PiecesOutOfOrder,
    NothingKept, or BadValue.
    """
    reader = _Reader(text, filename)
    top = reader.top()
    fps = reader.fps(top.get("fps"))
    entries = [reader.entry(n, written, fps, footage) for n, written in enumerate(top["pieces"])]
    for above, below in pairwise(entries):
        _check_order(above, below, filename, footage)
    pieces = tuple(_filled([entry.piece for entry in entries], footage, fps))
    if not any(piece.keep for piece in pieces):
        raise NothingKept(file=filename)
    return Timeline(fps, pieces)


def _check_order(above: _Entry, below: _Entry, filename: str, footage: Sequence[Footage]) -> None:
    first, second = above.piece, below.piece
    if first.source == second.source and first.frames.meets(second.frames):
        raise PiecesOverlap(file=filename, line=below.line, start=below.start, end=above.end)
    if (second.source, second.frames) < (first.source, first.frames):
        name = footage[second.source].name
        raise PiecesOutOfOrder(file=filename, line=below.line, source=name, start=below.start)


def _filled(pieces: Sequence[Piece], footage: Sequence[Footage], fps: Fraction) -> Iterator[Piece]:
    """`pieces` with what lies between them as removed."""
    for index, source in enumerate(footage):
        at = 0
        for piece in pieces:
            if piece.source == index:
                yield from _gap(index, at, piece.frames.start)
                yield piece
                at = piece.frames.end
        yield from _gap(index, at, source_frames(source.duration, fps))


def _gap(source: int, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield Piece(source, Frames(start, end), keep=False, reason=PERSON)


class _Reader:
    """Values of the file with the lines on which they stand."""

    def __init__(self, text: str, filename: str) -> None:
        self._text = text
        self._file = filename
        self._piece_starts: list[int] = []

    def top(self) -> dict[str, Any]:
        """The outermost object, its keys checked."""
        try:
            top = json.loads(self._text)
        except json.JSONDecodeError as error:
            raise NotJson(file=self._file, line=error.lineno, why=error.msg) from error
        if not isinstance(top, dict):
            raise NotJson(file=self._file, line=1, why="the file must be an object, {…}")
        self._check_keys(top, TOP_KEYS, None)
        if top.get("version") != VERSION:
            raise self._bad(
                "version",
                None,
                f"must be {VERSION}",
                f"应为 {VERSION}",
                "Keep what was written",
                "请保留原值",
            )
        if not isinstance(top.get("pieces"), list):
            raise self._bad("pieces", None, "must be a list", "应为列表", "Keep the [ and ]", "请保留方括号")
        self._piece_starts = list(self._find_pieces())
        return top

    def fps(self, written: object) -> Fraction:
        """Frames a second, like "25" or "30000/1001"."""
        try:
            fps = Fraction(str(written))
        except (ValueError, ZeroDivisionError):
            fps = Fraction(0)
        if not 0 < fps < 1000:
            raise self._bad(
                "fps", None, "is no frame rate", "不是帧率", "Keep what was written", "请保留原值"
            )
        return fps

    def entry(self, number: int, written: object, fps: Fraction, footage: Sequence[Footage]) -> _Entry:
        """Piece `number`, checked by itself."""
        if not isinstance(written, dict):
            raise self._bad(
                "pieces",
                number,
                "a piece must be an object, {…}",
                "片段应为对象 {…}",
                "Copy a line that works",
                "请照其他行的格式书写",
            )
        self._check_keys(written, PIECE_KEYS, number)
        source = self._source(number, written.get("source"), footage)
        frames = Frames(self._frame(number, "in", written, fps), self._frame(number, "out", written, fps))
        if frames.start >= frames.end:
            raise self._bad(
                "out",
                number,
                "must be later than `in`",
                "必须晚于 in",
                "Correct it, or delete the line",
                "请改正，或删除该行",
            )
        length = source_frames(footage[source].duration, fps)
        if frames.end > length:
            raise BeyondFootage(
                file=self._file, line=self._line(number, "out"), out=written["out"],
                source=footage[source].name, length=timecode(time_of(length, fps)),
            )  # fmt: skip
        keep, reason = written.get("keep"), written.get("reason", PERSON)
        if not isinstance(keep, bool):
            raise self._bad(
                "keep",
                number,
                "must be true or false",
                "应为 true 或 false",
                "Write it without quotation marks",
                "不要加引号",
            )
        if not isinstance(reason, str):
            raise self._bad(
                "reason", number, "must be text", "应为文字", "Put it in quotation marks", "请加引号"
            )
        return _Entry(
            Piece(source, frames, keep, reason), self._line(number, "in"), written["in"], written["out"]
        )

    def _source(self, number: int, written: object, footage: Sequence[Footage]) -> int:
        names = [source.name for source in footage]
        if written not in names:
            raise UnknownEditSource(
                file=self._file,
                line=self._line(number, "source"),
                source=written,
                nearest=_nearest(written, names),
            )
        return names.index(str(written))

    def _frame(self, number: int, key: str, written: dict[str, Any], fps: Fraction) -> int:
        try:
            return snap(parse_seconds(written.get(key, "")), fps)
        except ValueError as error:
            raise self._bad(
                key, number, f"{written.get(key)!r} is no time", f"{written.get(key)!r} 不是时间",
                "Write it like 00:01:33.400", "请写成 00:01:33.400 的形式",
            ) from error  # fmt: skip

    def _check_keys(self, written: dict[str, Any], allowed: Sequence[str], number: int | None) -> None:
        for key in written:
            if key not in allowed:
                raise UnknownEditKey(
                    file=self._file, line=self._line(number, key), key=key,
                    nearest=_nearest(key, allowed), allowed=", ".join(allowed),
                )  # fmt: skip

    def _bad(
        self, key: str, number: int | None, what_en: str, what_zh: str, remedy_en: str, remedy_zh: str
    ) -> BadValue:
        return BadValue(
            file=self._file, line=self._line(number, key), key=key,
            what_en=what_en, what_zh=what_zh, remedy_en=remedy_en, remedy_zh=remedy_zh,
        )  # fmt: skip

    def _line(self, number: int | None, key: str) -> int:
        """The line of `key` in piece `number` (or in the outermost object); of the piece where it lacks the key."""
        start = 0 if number is None else self._piece_starts[number]
        end = len(self._text)
        if number is not None and number + 1 < len(self._piece_starts):
            end = self._piece_starts[number + 1]
        found = re.compile(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:").search(
            self._text, start, end
        )
        return self._text.count("\n", 0, found.start() if found else start) + 1

    def _find_pieces(self) -> Iterator[int]:
        """Where each element of the list `pieces` begins in the text, which is known to be JSON."""
        opening = re.search(r'"pieces"\s*:\s*\[', self._text)
        at = opening.end() if opening else len(self._text)
        decoder, between = json.JSONDecoder(), re.compile(r"[\s,]*")
        while (start := _end_of(between, self._text, at)) < len(self._text) and self._text[start] != "]":
            yield start
            at = decoder.raw_decode(self._text, start)[1]


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _nearest(written: object, allowed: Sequence[str]) -> str:
    return get_close_matches(str(written), allowed, n=1, cutoff=0)[0]
