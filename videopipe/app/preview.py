"""`videopipe preview`: one finished frame, drawn by the same graph as the programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from videopipe.app.delivery import picture_sources, subtitle_drawing
from videopipe.app.job import (
    LANGUAGE,
    Job,
    Material,
    describe,
    durations,
    is_looked_at,
    load_job,
    look_first,
    name_sources,
    read_analyses,
)
from videopipe.app.produce import check_texts, edited
from videopipe.app.programme import Programme, cut_in_chart, decide_programme
from videopipe.app.shop import Shop
from videopipe.config.profile import Layout
from videopipe.drawing.canvas import Canvas
from videopipe.engine.task import Digest, canonical
from videopipe.media.apart import probe_apart
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.model.analysis import Analysis
from videopipe.model.errors import InputError
from videopipe.model.graphics import Graphic
from videopipe.model.media import Loudness
from videopipe.model.overlay import Overlay
from videopipe.model.time import Frames, Seconds, Span, snap, timecode
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.make import write_frame
from videopipe.stages.graphics.params import Drawing, logo_of
from videopipe.stages.graphics.plan import decide_backdrop
from videopipe.stages.infographics.params import Drawing as SceneDrawing
from videopipe.stages.infographics.plan import cut_in_box, cut_in_canvas, side_on
from videopipe.stages.picture import graph
from videopipe.stages.picture.make import prepare_drawing
from videopipe.stages.picture.plan import PictureSource, segment_params


class BeyondProgramme(InputError):
    """A time after the end."""

    en = "--at {at} is beyond the programme, which ends at {end}"
    zh = "--at {at} 超出成片时长（成片止于 {end}）"


class NoSuchLayout(InputError):
    """A layout that the profile doesn't have."""

    en = "the profile has no layout `{layout}`. It has: {known}"
    zh = "配置中没有版式“{layout}”。可用：{known}"


@dataclass(frozen=True)
class Previewed:
    """What was drawn."""

    at: Seconds
    """Programme time."""
    trimmed: bool
    """False where the footage hasn't been analysed: only in and out points are applied then."""


def preview(
    folder: Path,
    profiles: Sequence[str],
    at: Seconds,
    output: Path,
    *,
    layout: str | None,
    edit: Path | None,
    shop: Shop,
) -> Previewed:
    """Draw the frame of the programme at `at` into a PNG."""
    made = draft(folder, profiles, layout=layout, edit=edit, shop=shop)
    timeline = made.programme.timeline
    frame = snap(at, timeline.fps)
    if frame >= timeline.total_frames:
        raise BeyondProgramme(at=timecode(at), end=timecode(timeline.duration))
    draw_still(made, frame, output, shop)
    return Previewed(at, made.trimmed)


@dataclass(frozen=True)
class Draft:
    """A programme as far as it is known, and the layout in which it is looked at."""

    job: Job
    layout: str
    sources: tuple[PictureSource, ...]
    programme: Programme
    trimmed: bool
    """As in `Previewed`."""

    @property
    def canvas(self) -> Layout:
        """What the layout is drawn on."""
        return self.job.profile.layouts[self.layout]

    @property
    def language(self) -> str:
        """Of the first rendition with text in that layout."""
        burned = (each for each in self.job.profile.renditions.values() if each.text == "burned")
        return next((each.language for each in burned if each.layout == self.layout), LANGUAGE)


def draft(
    folder: Path, profiles: Sequence[str], *, layout: str | None, edit: Path | None, shop: Shop
) -> Draft:
    """What a run would make of the episode now; raises NoSuchLayout, or what `check_texts` raises."""
    job = load_job(folder, profiles)
    known = tuple(job.profile.layouts)
    if layout is not None and layout not in known:
        raise NoSuchLayout(layout=layout, known=", ".join(known))
    material, analyses = _material(job, shop)
    heard = analyses or heard_everywhere(material)
    timeline = edited(job, material, heard, edit)
    programme = decide_programme(job, timeline, material, heard)
    check_texts(job, programme)
    return Draft(job, layout or known[0], picture_sources(material, heard), programme, analyses is not None)


def _material(job: Job, shop: Shop) -> tuple[Material, tuple[Analysis, ...] | None]:
    sources = name_sources(job, shop)
    builder = shop.builder()
    looks = look_first(builder, sources)
    if not is_looked_at(looks, shop):
        infos = tuple(probe_apart(job.loaded.path(source.name), shop.stop.is_set) for source in sources)
        return Material(sources, infos), None
    material = describe(job, shop, sources, looks, builder)
    if not all(shop.has(ref) for task in material.tasks for ref in (task.sound, task.picture)):
        return material, None
    return material, read_analyses(material, shop)


def heard_everywhere(material: Material) -> tuple[Analysis, ...]:
    """An analysis that finds speech everywhere, so that nothing is trimmed."""
    silence = Loudness(float("-inf"), float("-inf"), float("-inf"), 0.0)
    return tuple(
        Analysis(length, (Span(Seconds(0), length),), (), (), (), (), 0.0, 0.0, silence)
        for length in durations(material)
    )


def draw_still(
    made: Draft,
    frame: int,
    output: Path,
    shop: Shop,
    *,
    within: tuple[int, int] | None = None,
    clips: Path | None = None,
) -> None:
    """One frame of the programme into a PNG, made smaller to fit into `within` pixels.

    The footage must be known to the shop. `clips` is a folder that keeps drawn graphics from still to still, where
    many are drawn at once.
    """
    programme, canvas = made.programme, made.canvas
    with TemporaryDirectory(prefix="videopipe-") as name:
        folder = Path(name)
        graphics = programme.graphics_in(made.language)
        overlays, drawings = _overlays(made, graphics, frame, clips or folder, shop)
        params, footage, _clips, fonts = segment_params(
            Frames(frame, frame + 1),
            timeline=programme.timeline,
            sources=made.sources,
            canvas=canvas,
            draw=subtitle_drawing(programme, canvas, made.language),
            overlays=overlays,
        )
        drawn = cast("dict[str, Any]", canonical(params))
        needed = [font for font in programme.fonts if Digest(font.digest) in fonts]
        prepare_drawing(drawn["ass"], folder, needed)
        argv = graph.still_argv(
            drawn,
            ffmpeg=str(ffmpeg_path()),
            footage=str(shop.files[footage.sha256]),
            overlays=drawings,
            output=str(output.absolute()),
            within=within,
            reading=graph.STILL if clips is None else graph.THUMBNAIL,
        )
        run_tool(argv, stopped=shop.stop.is_set, cwd=folder)


def _overlays(
    made: Draft, graphics: Sequence[Graphic], frame: int, folder: Path, shop: Shop
) -> tuple[list[Overlay], list[str]]:
    """What stands over that frame, each drawn as a clip of one picture."""
    size, fps = Canvas(made.canvas.width, made.canvas.height), made.programme.timeline.fps
    theme, fonts = made.job.theme, made.programme.fonts
    overlays: list[Overlay] = []
    clips: list[str] = []
    for graphic in graphics:
        if graphic.frames.start <= frame < graphic.frames.end:
            logo = logo_of(graphic)
            drawing = Drawing(graphic, theme, size, fps, shop.files[logo.digest] if logo else None, fonts)
            clip = write_frame(drawing, frame - graphic.frames.start, folder, shop.stop.is_set)
            backdrop = decide_backdrop(graphic, theme, size, fps)
            overlays.append(Overlay(graphic.frames, box(graphic, size), True, backdrop, "", clip.name))
            clips.append(str(clip))
    for mark in made.programme.cut_ins:
        if mark.frames.start <= frame < mark.frames.end:
            from videopipe.stages.infographics.make import write_cut_in_frame

            chart = cut_in_chart(made.job, mark, made.language)
            side = side_on(mark, size)
            drawn_on = cut_in_canvas(size, side)
            scene = SceneDrawing((chart,), theme, drawn_on, fps, fonts)
            at, length = frame - mark.frames.start, len(mark.frames)
            clip = write_cut_in_frame(scene, at, length, folder, shop.stop.is_set)
            overlays.append(Overlay(mark.frames, cut_in_box(size, side), True, None, "", clip.name))
            clips.append(str(clip))
    return overlays, clips
