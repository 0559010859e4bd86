"""Which segments are rendered, and how they are joined into deliverables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from fractions import Fraction

from videopipe.config.profile import Encoding, Layout, Rendition
from videopipe.engine.task import Digest, In, Json, PlanBuilder, Ref, Task
from videopipe.model.cues import Script
from videopipe.model.media import VideoStream
from videopipe.model.overlay import Overlay
from videopipe.model.time import Frames
from videopipe.model.timeline import Timeline
from videopipe.stages.picture.conform import Conform, decide_conform
from videopipe.stages.picture.segments import source_frames


@dataclass(frozen=True)
class PictureSource:
    """Footage by content, and what its picture track is."""

    digest: str
    video: VideoStream
    container: str = ""
    """FFmpeg's name."""
    limit: bool = False
    """Its levels go further than EBU R 103 allows."""


UNINDEXED = ("mpegts", "mpeg")
"""Containers that are entered anywhere: what can be shown begins with the next key picture only."""


@dataclass(frozen=True)
class Group:
    """Renditions that are drawn once, on one canvas, and then scaled."""

    name: str
    """Layout, kind and language of text: `wide-burned`, `wide-burned-zh-Hant`, `wide-burned-unmarked`."""
    canvas: Layout
    renditions: Mapping[str, Rendition]

    @property
    def marked(self) -> bool:
        """Whether they show the mark in the corner and the logo."""
        return all(rendition.bug for rendition in self.renditions.values())

    @property
    def language(self) -> str:
        """Of its burned-in text: `zh-Hans`, `zh-Hant+en` …"""
        return next(iter(self.renditions.values())).language


def group_renditions(renditions: Mapping[str, Rendition], layouts: Mapping[str, Layout]) -> tuple[Group, ...]:
    """One group for each layout, kind and language of text, with or without marks, in the profile's order."""
    found: dict[str, dict[str, Rendition]] = {}
    for name, rendition in renditions.items():
        found.setdefault(_drawn_as(rendition), {})[name] = rendition
    return tuple(
        Group(name, layouts[next(iter(members.values())).layout], members) for name, members in found.items()
    )


def _drawn_as(rendition: Rendition) -> str:
    name = f"{rendition.layout}-{rendition.text}"
    if rendition.text == "clean":
        return name
    language = "" if rendition.language == "zh-Hans" else f"-{rendition.language}"
    return f"{name}{language}" if rendition.bug else f"{name}{language}-unmarked"


TICKS = 512
"""Steps of a film's clock in 1/numerator of the rate: 12,800 a second at 25 pictures."""

KEY_INTERVAL_ENOUGH_S = 1
"""Entered two seconds early, a stream with so many key pictures shows what came just before, too."""

Drawing = Callable[[Frames], Script | None]
"""Subtitle script for a segment; None where it shows no text."""


def segment_params(
    segment: Frames,
    *,
    timeline: Timeline,
    sources: Sequence[PictureSource],
    canvas: Layout,
    draw: Drawing,
    overlays: Sequence[Overlay],
) -> tuple[dict[str, Json], Digest, tuple[In, ...], tuple[Digest, ...]]:
    """(what is drawn, the footage, the overlay clips, the fonts) of one segment, in the segment's own frames."""
    script = draw(segment)
    index, frames = source_frames(timeline, segment)
    source, size = sources[index], (canvas.width, canvas.height)
    shown = [overlay for overlay in overlays if overlay.frames.meets(segment)]
    params: dict[str, Json] = {
        "source": {
            **conform_params(
                decide_conform(source.video, size, timeline.fps, canvas.fit, limit=source.limit)
            ),
            **entry_params(source),
            "first_picture": source.video.first_picture,
            "index": source.video.index,
        },
        "fps": timeline.fps,
        "frames": [frames.start, frames.end],
        "canvas": list(size),
        "ass": script.text if script else None,
        "overlays": [overlay_params(overlay, segment) for overlay in shown],
    }
    fonts = script.fonts if script else ()
    if fonts:
        params["fonts"] = list(fonts)
    clips = tuple(In(overlay.key, overlay.name) for overlay in shown)
    return params, Digest(source.digest), clips, tuple(map(Digest, fonts))


def entry_params(source: PictureSource) -> dict[str, Json]:
    """How much earlier a stream must be entered so that a key picture comes before the one wanted; nothing where the
    usual two seconds do.
    """
    between = source.video.longest_key_interval
    if source.container not in UNINDEXED or between <= KEY_INTERVAL_ENOUGH_S:
        return {}
    return {"enter_early": between}


def conform_params(conform: Conform) -> dict[str, Json]:
    """The steps of a source. Those that stand at their default aren't told: a step that is invented later then makes
    nothing anew that doesn't need it.
    """
    unneeded = {field.name: field.default for field in fields(conform)}
    return {name: value for name, value in asdict(conform).items() if value != unneeded[name]}


def overlay_params(overlay: Overlay, segment: Frames) -> dict[str, Json]:
    """Where the clip stands in the segment. A still that shows all along doesn't say since when, unless the
    picture below it changes by its clock.
    """
    shown = overlay.frames.shifted(-segment.start)
    if overlay.still and overlay.backdrop is None:
        shown = Frames(max(shown.start, 0), min(shown.end, len(segment)))
    return {
        "at": shown.start,
        "length": len(shown),
        "x": overlay.box.x,
        "y": overlay.box.y,
        "still": overlay.still,
        "backdrop": asdict(overlay.backdrop) if overlay.backdrop is not None else None,
    }


def plan_segments(
    builder: PlanBuilder,
    group: Group,
    segments: Sequence[Frames],
    *,
    timeline: Timeline,
    sources: Sequence[PictureSource],
    encoding: Encoding,
    draw: Drawing,
    overlays: Sequence[Overlay],
) -> dict[str, tuple[In, ...]]:
    """Rendition name → its segment files in order."""
    names = tuple(group.renditions)
    made: list[Task] = []
    for number, segment in enumerate(segments):
        params, footage, clips, fonts = segment_params(
            segment, timeline=timeline, sources=sources, canvas=group.canvas, draw=draw, overlays=overlays
        )
        inputs: dict[str, Ref | tuple[Ref, ...]] = {"footage": footage, "overlays": clips}
        if fonts:
            inputs["fonts"] = fonts
        params["outputs"] = [
            rendition.model_dump(exclude={"layout", "text", "bug", "language"})
            for rendition in group.renditions.values()
        ]
        params["encoding"] = encoding.model_dump(exclude={"longest_segment_s"})
        made.append(
            builder.add(
                "picture.segment",
                version=2,
                label=f"picture/{group.name}/{number:03d}",
                lane="encode",
                params=params,
                inputs=inputs,
                outputs=tuple(f"{name}.mp4" for name in names),
                tools=("ffmpeg", "fonts"),
                cost=len(segment) * _megapixels(group),
            )
        )
    return {name: tuple(task.out(f"{name}.mp4") for task in made) for name in names}


def _megapixels(group: Group) -> int:
    pixels = sum(rendition.width * rendition.height for rendition in group.renditions.values())
    return max(1, round(pixels / 1_000_000))


def plan_join(
    builder: PlanBuilder,
    *,
    label: str,
    name: str,
    segments: Sequence[tuple[In, int]],
    fps: Fraction,
    sound: In,
    metadata: Mapping[str, str],
) -> In:
    """One deliverable: segments (file, frames) copied one after the other, with their sound."""
    task = builder.add(
        "picture.join",
        version=2,
        label=label,
        lane="light",
        params={
            "durations": [Fraction(frames) / fps for _, frames in segments],
            "frames": sum(frames for _, frames in segments),
            "ticks_a_second": fps.numerator * TICKS,
            "ticks_a_frame": fps.denominator * TICKS,
            "metadata": dict(metadata),
        },
        inputs={"segments": tuple(file for file, _ in segments), "sound": sound},
        outputs=(name,),
        tools=("ffmpeg",),
        cost=1,
    )
    return task.out()
