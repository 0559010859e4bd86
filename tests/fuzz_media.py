"""Small media of every container the program knows, and ways to break them; the same for the same seed."""

import random
import struct
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from tests.media import ffmpeg

_PICTURE = ("-f", "lavfi", "-i", "testsrc2=s=96x64:r=25:d=1.4")
_SOUND = ("-f", "lavfi", "-i", "sine=440:r=48000:d=1.4")
_X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "12", "-threads", "1")
_FILMS: dict[str, tuple[str, ...]] = {
    "plain.mp4": (*_X264, "-c:a", "aac"),
    "faststart.mp4": (*_X264, "-bf", "2", "-c:a", "aac", "-movflags", "+faststart"),
    "fragments.mp4": (*_X264, "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"),
    "timecode.mov": (*_X264, "-c:a", "pcm_s16le", "-timecode", "10:00:00:00"),
    "prores.mov": ("-c:v", "prores_ks", "-profile:v", "0", "-c:a", "pcm_s24le"),
    "hevc.mkv": (
        "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:pools=none", "-c:a", "libopus",
    ),
    "plain.mkv": (*_X264, "-c:a", "flac"),
    "plain.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libvorbis"),
    "stream.ts": (*_X264, "-c:a", "mp2", "-output_ts_offset", "30"),
    "plain.mxf": ("-c:v", "mpeg2video", "-pix_fmt", "yuv422p", "-c:a", "pcm_s16le"),
    "plain.avi": ("-c:v", "mpeg4", "-c:a", "libmp3lame"),
    "plain.flv": ("-c:v", "flv1", "-c:a", "libmp3lame", "-ar", "44100"),
    "plain.mpg": ("-c:v", "mpeg1video", "-c:a", "mp2"),
    "plain.wmv": ("-c:v", "wmv2", "-c:a", "wmav2"),
}  # fmt: skip
_SOUNDS: dict[str, tuple[str, ...]] = {
    "plain.wav": ("-c:a", "pcm_s16le"),
    "plain.mp3": ("-c:a", "libmp3lame"),
    "plain.m4a": ("-c:a", "aac"),
    "plain.ogg": ("-c:a", "libvorbis"),
    "plain.flac": ("-c:a", "flac"),
}
SECRETS = ("secret.mp4", "secret.ts", "secret.wav")
"""Files beside a case that it points at and that nobody may read."""


def make_corpus(folder: Path) -> None:
    """One good file a container, 1.4 s of 96x64 with a tone, a few kilobytes each; and the secrets."""
    for name, options in _FILMS.items():
        ffmpeg(*_PICTURE, *_SOUND, *options, folder / name)
    for name, options in _SOUNDS.items():
        ffmpeg(*_SOUND, *options, folder / name)
    for name in SECRETS:
        codecs = ("-vn",) if name.endswith("wav") else (*_X264, "-c:a", "aac")
        ffmpeg(*_PICTURE, *_SOUND, *codecs, folder / name)


def corpus(folder: Path) -> dict[str, bytes]:
    """What `make_corpus` has made, without the secrets."""
    return {name: (folder / name).read_bytes() for name in (*_FILMS, *_SOUNDS)}


def case(number: int, seed: int, good: dict[str, bytes], folder: Path, port: int) -> tuple[str, str, bytes]:
    """(file name, what was done, content) of case `number`.

    One in twelve points elsewhere: at the secrets in `folder`, or at `port` of this machine.
    """
    dice = random.Random(f"{seed}/{number}")
    if dice.random() < 1 / 12:
        name, content = _pointer(dice, folder, port)
        return (
            f"case{dice.choice(('.mp4', '.mov', '.ts', '.mkv', '.m3u8', '.txt', Path(name).suffix))}",
            name,
            content,
        )
    source = dice.choice(sorted(good))
    content, done = good[source], []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        hurt = dice.choice(_HURTS)
        content = hurt(content, Path(source).suffix, dice)
        done.append(hurt.__name__.strip("_"))
    suffix = dice.choice((Path(source).suffix,) * 5 + (".mp4",))
    return f"case{suffix}", f"{source}: {', '.join(done)}", content


# Ways to hurt a file: content, suffix, dice.


def _flip(content: bytes, _suffix: str, dice: random.Random) -> bytes:
    changed = bytearray(content)
    head = len(changed) if dice.random() < 0.5 else min(len(changed), 2048)
    for _ in range(dice.choice((1, 2, 5, 20, 100))):
        if head:
            changed[dice.randrange(head)] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _scatter(content: bytes, _suffix: str, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 4, 16)) if changed else 0):
        changed[dice.randrange(len(changed))] = dice.choice((0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)))
    return bytes(changed)


def _zero(content: bytes, _suffix: str, dice: random.Random) -> bytes:
    start = dice.randrange(len(content) + 1)
    length = min(len(content) - start, dice.choice((4, 64, 1000, 20_000)))
    return content[:start] + bytes(length) + content[start + length :]


def _truncate(content: bytes, _suffix: str, dice: random.Random) -> bytes:
    return content[
        : dice.choice((dice.randrange(len(content) + 1), dice.randrange(min(len(content), 200) + 1)))
    ]


def _behead(content: bytes, _suffix: str, dice: random.Random) -> bytes:
    return content[dice.randrange(min(len(content), 4096) + 1) :]


def _swap(content: bytes, suffix: str, dice: random.Random) -> bytes:
    blocks = split(content, suffix)
    first, second = dice.randrange(len(blocks)), dice.randrange(len(blocks))
    blocks[first], blocks[second] = blocks[second], blocks[first]
    return b"".join(blocks)


def _double(content: bytes, suffix: str, dice: random.Random) -> bytes:
    blocks = split(content, suffix)
    at = dice.randrange(len(blocks))
    return b"".join([*blocks[:at], blocks[at] * dice.choice((2, 2, 50)), *blocks[at + 1 :]])


def _drop(content: bytes, suffix: str, dice: random.Random) -> bytes:
    blocks = split(content, suffix)
    del blocks[dice.randrange(len(blocks))]
    return b"".join(blocks)


def _lie(content: bytes, suffix: str, dice: random.Random) -> bytes:
    """A block's header is given a wrong size."""
    blocks = split(content, suffix)
    at = sum(map(len, blocks[: dice.randrange(len(blocks))])) + dice.choice((0, 0, 4, 5, 16))
    size = dice.choice(
        (0, 1, 7, 8, len(content), len(content) * 2, 0x7FFFFFFF, 0xFFFFFFFF, dice.getrandbits(32))
    )
    return content[:at] + struct.pack(dice.choice((">I", "<I")), size) + content[at + 4 :]


def _repeat(content: bytes, _suffix: str, dice: random.Random) -> bytes:
    start = dice.randrange(len(content) + 1)
    piece = content[start : start + dice.choice((1, 16, 500))]
    return content[:start] + piece * dice.choice((2, 40)) + content[start:]


_HURTS: tuple[Callable[[bytes, str, random.Random], bytes], ...] = (
    _flip, _flip, _scatter, _zero, _truncate, _behead, _swap, _double, _drop, _lie, _lie, _repeat,
)  # fmt: skip


# Where the blocks of a container begin.


def split(content: bytes, suffix: str) -> list[bytes]:
    """The content in its container's blocks, at least one; pieces of 500 bytes where there are none."""
    cutter = _CUTTERS.get(suffix)
    starts = cutter(content) if cutter is not None else range(0, len(content), 500)
    edges = sorted({0, *(start for start in starts if 0 <= start < len(content)), len(content)})
    return [content[start:end] for start, end in pairwise(edges)] or [b""]


_PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"moof", b"traf", b"mvex", b"udta"}


def _boxes(content: bytes) -> list[int]:
    """MP4: each box, also those inside; a parent's header is a block of its own."""
    starts: list[int] = []
    at = 0
    while at + 8 <= len(content) and len(starts) < 2000:
        starts.append(at)
        size = int.from_bytes(content[at : at + 4], "big")
        at += 8 if content[at + 4 : at + 8] in _PARENTS else max(size, 8)
    return starts


def _elements(content: bytes) -> list[int]:
    """Matroska: the children of the segment, of clusters and of tracks."""
    starts: list[int] = []
    at = 0
    while at + 2 <= len(content) and len(starts) < 2000:
        starts.append(at)
        id_length = 9 - content[at].bit_length() if content[at] else 1
        size_at = at + id_length
        if size_at >= len(content) or not content[size_at]:
            break
        length = 9 - content[size_at].bit_length()
        size = int.from_bytes(content[size_at : size_at + length], "big") & ((1 << 7 * length) - 1)
        inside = content[at:size_at] in (
            b"\x18\x53\x80\x67",
            b"\x1f\x43\xb6\x75",
            b"\x16\x54\xae\x6b",
            b"\xae",
        )
        at = size_at + length + (0 if inside else size)
    return starts


def _chunks(content: bytes) -> list[int]:
    """RIFF: lists are entered."""
    starts = [0]
    at = 12
    while at + 8 <= len(content):
        starts.append(at)
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 12 if content[at : at + 4] == b"LIST" else 8 + size + size % 2
    return starts


def _klv(content: bytes) -> list[int]:
    """MXF: a key of 16 bytes, a length in BER."""
    starts: list[int] = []
    at = 0
    while at + 17 <= len(content):
        starts.append(at)
        first = content[at + 16]
        extra = first & 0x7F if first & 0x80 else 0
        size = int.from_bytes(content[at + 17 : at + 17 + extra], "big") if extra else first
        at += 17 + extra + size
    return starts


def _found(mark: bytes) -> Callable[[bytes], list[int]]:
    def starts(content: bytes) -> list[int]:
        found, at = [], content.find(mark)
        while at >= 0:
            found.append(at)
            at = content.find(mark, at + 1)
        return found

    return starts


def _packets(content: bytes) -> Sequence[int]:
    return range(0, len(content), 188)


_CUTTERS: dict[str, Callable[[bytes], Sequence[int]]] = {
    ".mp4": _boxes, ".mov": _boxes, ".m4a": _boxes, ".mkv": _elements, ".webm": _elements, ".ts": _packets,
    ".avi": _chunks, ".wav": _chunks, ".mxf": _klv, ".ogg": _found(b"OggS"), ".mpg": _found(b"\x00\x00\x01"),
    ".mp3": _found(b"\xff\xfb"), ".flac": _found(b"\xff\xf8"),
}  # fmt: skip


# What points elsewhere.


def _pointer(dice: random.Random, folder: Path, port: int) -> tuple[str, bytes]:
    secret = dice.choice(SECRETS)
    target = dice.choice(
        (secret, f"./{secret}", str(folder / secret), f"file:{folder / secret}", f"http://127.0.0.1:{port}/{secret}",
         f"concat:{folder / secret}|{folder / secret}", f"subfile,,start,0,end,0,,:{folder / secret}", f"crypto:{folder / secret}")
    )  # fmt: skip
    name = dice.choice(sorted(_POINTERS))
    return f"{name} to {target.replace(str(folder), '…')}", _POINTERS[name].replace("{}", target).encode()


_POINTERS = {
    "script.ffconcat": "ffconcat version 1.0\nfile '{}'\nduration 1\n",
    "script.concat": "file '{}'\nfile '{}'\n",
    "list.m3u8": "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:1.4,\n{}\n#EXT-X-ENDLIST\n",
    "keyed.m3u8": '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-KEY:METHOD=AES-128,URI="{}"\n#EXTINF:1.4,\n{}\n#EXT-X-ENDLIST\n',
    "master.m3u8": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=100000\n{}\n",
    "list.mpd": (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S" profiles="urn:mpeg:dash:profile:isoff-main:2011">'
        '<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>{}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>'
    ),
    "session.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\na=control:{}\n",
    "presentation.ism": '<?xml version="1.0"?><SmoothStreamingMedia Duration="1"><StreamIndex Url="{}"/></SmoothStreamingMedia>',
    "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}" width="9" height="9"/></svg>',
    "ref.mov": "RTSPtext\r\n{}\r\n",
    "image.xbin": '#define image_width 16\n#include "{}"\n',
}  # fmt: skip
