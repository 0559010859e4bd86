"""Facts of one picture or sound track, from what PyAV says of it, its counted packets and its looked-at pictures."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from videopipe.media.combing import COMBED_SHARE
from videopipe.media.look import Look
from videopipe.media.timing import read_timing
from videopipe.model.media import AudioStream, FieldEvidence, Timing, VideoStream

# AVColor… numbers of FFmpeg's pixfmt.h, in the words of its command line; 2 is "unspecified".
_PRIMARIES = {
    1: "bt709",
    4: "bt470m",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    9: "bt2020",
    12: "smpte432",
}
_TRANSFERS = {
    1: "bt709", 4: "gamma22", 5: "gamma28", 6: "smpte170m", 8: "linear", 11: "iec61966-2-4", 13: "iec61966-2-1",
    14: "bt2020-10", 15: "bt2020-12", 16: "smpte2084", 18: "arib-std-b67",
}  # fmt: skip
_MATRICES = {0: "gbr", 1: "bt709", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc", 10: "bt2020c"}
_HDR = {"smpte2084": "PQ", "arib-std-b67": "HLG"}

# QuickTime writes 9 and 14 (FFmpeg's TB and BT) for material that shows its top, its bottom field first.
_FIELD_ORDERS = {1: "progressive", 2: "top-first", 3: "bottom-first", 4: "top-first", 5: "bottom-first"}
SURE = 20
"""Pictures that idet must agree on before they outweigh what the file says."""


@dataclass
class Tally:
    """What going through all packets of one stream shows; ticks of the stream's time base."""

    stamps: list[int] = field(default_factory=list)
    size_bytes: int = 0
    longest_key_gap: int = 0
    last_key: int | None = None
    end: int = 0
    last_duration: int = 0

    def add(self, pts: int, duration: int, size: int, is_key: bool) -> None:
        """Count one packet."""
        self.stamps.append(pts)
        self.size_bytes += size
        if len(self.stamps) == 1 or pts + duration > self.end:
            self.end, self.last_duration = pts + duration, duration
        if is_key:
            if self.last_key is not None:
                self.longest_key_gap = max(self.longest_key_gap, pts - self.last_key)
            self.last_key = pts

    @property
    def first(self) -> int:
        """Time of the first packet that is shown."""
        return min(self.stamps)

    @property
    def key_gap(self) -> int:
        """Longest way from a key picture to the next, or to the end."""
        last = self.end - self.last_key if self.last_key is not None else 0
        return max(self.longest_key_gap, last)


def video_facts(stream: Any, tally: Tally, seen: Look, dolby_vision: str) -> VideoStream:
    """The picture track; `dolby_vision` as the container says, empty where it doesn't."""
    base: Fraction = stream.time_base
    context = stream.codec_context
    timing = read_timing(tally.stamps, base)
    duration = _picture_duration(tally, timing, base)
    transfer = _TRANSFERS.get(int(context.color_trc or 2), "unknown")
    declared = _declared_fields(context, seen)
    return VideoStream(
        index=stream.index,
        codec=context.name,
        profile=str(stream.profile or ""),
        level=context.level or 0,
        width=context.width,
        height=context.height,
        sample_aspect=Fraction(stream.sample_aspect_ratio or 1),
        pixel_format=context.format.name,
        bit_depth=max(component.bits for component in context.format.components),
        chroma=_chroma(context.format),
        full_range=int(context.color_range or 0) == 2 or context.format.name.startswith("yuvj"),
        primaries=_PRIMARIES.get(int(context.color_primaries or 2), "unknown"),
        transfer=transfer,
        matrix=_MATRICES.get(int(context.colorspace if context.colorspace is not None else 2), "unknown"),
        hdr=_hdr(transfer, seen, dolby_vision),
        field_order=decide_fields(declared, seen.fields),
        declared_field_order=declared,
        fields=seen.fields,
        rotation_deg=seen.rotation_deg,
        mirrored=seen.mirrored,
        nominal_fps=Fraction(stream.base_rate or stream.guessed_rate or 0),
        average_fps=_average(timing, tally, duration),
        timing=timing,
        frames=len(tally.stamps),
        first_picture=tally.first * base,
        duration=duration,
        longest_key_interval=tally.key_gap * base,
        codec_tag=str(context.codec_tag),
        bit_rate=int(tally.size_bytes * 8 / duration) if duration else 0,
        sample=seen.sample,
    )


def _picture_duration(tally: Tally, timing: Timing, base: Fraction) -> Fraction:
    """First picture's start to last one's end; a last packet without a duration lasts as long as most do."""
    length = (tally.end - tally.first) * base
    return length if tally.last_duration else length + timing.common


def _average(timing: Timing, tally: Tally, duration: Fraction) -> Fraction:
    if timing.constant and timing.fps:
        return timing.fps
    return (len(tally.stamps) / duration).limit_denominator(1001) if duration else Fraction(0)


def _chroma(form: Any) -> str:
    components = form.components
    if form.is_rgb or form.has_palette:
        return "RGB"
    if len(components) < 3:
        return "grey"
    # PyAV tells sizes for a picture: take one of 64x64
    across, down = 64 // form.chroma_width(64), 64 // form.chroma_height(64)
    return {(1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (4, 1): "4:1:1", (1, 2): "4:4:0"}.get(
        (across, down), "4:1:0"
    )


def _hdr(transfer: str, seen: Look, dolby_vision: str) -> str:
    base = _HDR.get(transfer, "")
    if dolby_vision:
        return f"Dolby Vision {dolby_vision}"
    if seen.dolby_vision:
        return {"HLG": "Dolby Vision 8.4", "PQ": "Dolby Vision 8.1"}.get(base, "Dolby Vision")
    return base


def _declared_fields(context: Any, seen: Look) -> str:
    """As the header or the pictures' own flags say."""
    declared = _FIELD_ORDERS.get(int(getattr(context, "field_order", 0) or 0), "unknown")
    if declared in ("progressive", "unknown") and seen.interlaced * 2 > seen.decoded:
        fields = seen.fields
        return "bottom-first" if fields.bottom_first > fields.top_first else "top-first"
    return declared


def decide_fields(declared: str, seen: FieldEvidence) -> str:
    """What the picture is treated as: metadata first, then what the pictures show (DOMAIN QC-I).

    Pictures outweigh a declared order only if idet is sure of the opposite, and "progressive" only if
    both idet and the comb measure are sure of fields: idet alone sees them in a progressive `testsrc2`.
    """
    shown = _shown_order(seen)
    if declared in ("top-first", "bottom-first"):
        sure = max(seen.top_first, seen.bottom_first) >= SURE and min(seen.top_first, seen.bottom_first) == 0
        return shown if sure else declared
    return shown if is_combed(seen) else "progressive"


def is_combed(seen: FieldEvidence) -> bool:
    """Whether the pictures themselves are made of two instants each."""
    fields = seen.top_first + seen.bottom_first
    by_idet = fields > 2 * seen.progressive and fields * 10 >= 3 * seen.looked_at
    return by_idet and seen.combed_permille >= 1000 * COMBED_SHARE


def _shown_order(seen: FieldEvidence) -> str:
    return "bottom-first" if seen.bottom_first > seen.top_first else "top-first"


def audio_facts(stream: Any, tally: Tally) -> AudioStream:
    """One sound track."""
    context = stream.codec_context
    base: Fraction = stream.time_base
    # AAC begins with priming samples before zero, which players drop: the sound starts at zero
    start = max(tally.first, 0)
    return AudioStream(
        index=stream.index,
        codec=context.name,
        profile=str(stream.profile or ""),
        sample_rate=context.sample_rate,
        channels=context.layout.nb_channels,
        layout=context.layout.name,
        sample_format=context.format.name if context.format is not None else "",
        language=_language(stream),
        start=start * base,
        duration=(tally.end - start) * base,
    )


def _language(stream: Any) -> str:
    named = str(stream.metadata.get("language", ""))
    return "" if named == "und" else named
