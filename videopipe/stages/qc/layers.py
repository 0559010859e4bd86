"""Whether subtitles and graphics stand where they may, clear of one another and for long enough. Pure: boxes in,
findings out, before anything is drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from videopipe.model.findings import Finding
from videopipe.model.layers import Layer
from videopipe.model.overlay import Box
from videopipe.model.time import Frames, Span, time_of
from videopipe.stages.qc.kinds import KINDS


def check_layers(layers: Sequence[Layer], safe: Box, clear: int, fps: Fraction) -> tuple[Finding, ...]:
    """Findings in the programme's time; subtitles must be `clear` pixels away from graphics (SUB-21)."""
    alone = (found for layer in layers for found in (*_outside(layer, safe, fps), *_brief(layer, fps)))
    pairs = (found for pair in combinations(layers, 2) for found in _overlap(*pair, clear, fps))
    return (*alone, *pairs)


def within(findings: Sequence[Finding], film: Span) -> tuple[Finding, ...]:
    """Those that a film shows which is that part of the programme, in its own time."""
    shown = [(finding, _part(finding, film)) for finding in findings]
    return tuple(replace(finding, span=span) for finding, span in shown if span is not None)


def _part(finding: Finding, film: Span) -> Span | None:
    if finding.span is None or not finding.span.overlap(film):
        return None
    start, end = max(finding.span.start, film.start), min(finding.span.end, film.end)
    return Span(start - film.start, end - film.start)


def _span(frames: Frames, fps: Fraction) -> Span:
    return Span(time_of(frames.start, fps), time_of(frames.end, fps))


def _outside(layer: Layer, safe: Box, fps: Fraction) -> Iterator[Finding]:
    if safe.holds(layer.box):
        return
    box = layer.box
    over = max(safe.x - box.x, safe.y - box.y, box.right - safe.right, box.bottom - safe.bottom)
    yield KINDS["layout.outside-safe"].at(
        "layout.outside-safe", layer.where, span=_span(layer.frames, fps), value=f"{over} px",
        threshold=f"x {safe.x}–{safe.right}, y {safe.y}–{safe.bottom}",
        words={"name_en": layer.name.en, "name_zh": layer.name.zh},
    )  # fmt: skip


def _brief(layer: Layer, fps: Fraction) -> Iterator[Finding]:
    shown = time_of(len(layer.frames), fps)
    if shown >= layer.reading_s:
        return
    yield KINDS["layout.brief"].at(
        "layout.brief", layer.where, span=_span(layer.frames, fps), value=f"{float(shown):.1f} s",
        threshold=f"{float(layer.reading_s):.1f} s", words={"name_en": layer.name.en, "name_zh": layer.name.zh},
    )  # fmt: skip


def _overlap(one: Layer, other: Layer, clear: int, fps: Fraction) -> Iterator[Finding]:
    """Two subtitles are kept apart in time; a graphic may touch another, but not cover it."""
    apart = clear if one.is_subtitle or other.is_subtitle else 0
    if not one.frames.meets(other.frames) or not one.box.grown(apart).meets(other.box):
        return
    both = Frames(max(one.frames.start, other.frames.start), min(one.frames.end, other.frames.end))
    gap = max(_gap(one.box.x, one.box.right, other.box.x, other.box.right),
              _gap(one.box.y, one.box.bottom, other.box.y, other.box.bottom))  # fmt: skip
    kind = "layout.overlap" if gap < 0 else "layout.too-near"
    yield KINDS[kind].at(
        kind, one.where, span=_span(both, fps), value=f"{abs(gap)} px", threshold=f"{apart} px",
        words={"name_en": one.name.en, "name_zh": one.name.zh, "other_en": other.name.en, "other_zh": other.name.zh},
    )  # fmt: skip


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    """Pixels between two runs; below 0 where they overlap."""
    return max(start, other_start) - min(end, other_end)
