"""Everything that a layout will show over its footage, where it stands, and what is wrong with that."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from videopipe.app.job import Job
from videopipe.app.programme import Programme, View, subtitles_of
from videopipe.config.profile import Layout, Profile
from videopipe.drawing.canvas import CLEAR_OF_SUBTITLES, Canvas
from videopipe.model.errors import InputError
from videopipe.model.findings import Finding, Words, when
from videopipe.model.graphics import ExpertStrap, Graphic, LowerThird, QuestionCard
from videopipe.model.layers import Layer
from videopipe.model.time import Seconds
from videopipe.stages.graphics.decide import reading_s
from videopipe.stages.graphics.extent import rest_box
from videopipe.stages.graphics.params import kind_of
from videopipe.stages.infographics.plan import cut_in_box, cut_in_canvas, side_on
from videopipe.stages.qc.judge import as_allowed, fails
from videopipe.stages.qc.layers import check_layers
from videopipe.stages.subtitles.boxes import ink_box
from videopipe.stages.subtitles.lines import reading_units

LONGER_S = Fraction(1, 2)
CHARACTERS_A_SECOND = 5
"""GFX-02."""
NAMES = {
    "bug": "角标", "topic-strap": "话题条", "chapter-mark": "章节提示", "lower-third": "姓名条", "expert-strap": "专家条",
    "question-card": "问题卡", "title-card": "片头", "closing-card": "片尾",
}  # fmt: skip


def views(profile: Profile) -> tuple[View, ...]:
    """Each layout in each language that a picture of it shows, in the profile's order."""
    shown = (
        View(each.layout, each.language) for each in profile.renditions.values() if each.text == "burned"
    )
    return tuple(dict.fromkeys(shown))


class LayoutUnfit(InputError):
    """Texts that cover one another or leave the safe area: told before hours of rendering, not after."""

    en = "{file}: {what_en} ({view}, {at}, {id}). {remedy_en}. {count} such place(s) in all: `videopipe plan` lists them, `videopipe preview` draws them. `qc.allow` of a profile makes and publishes it all the same"
    zh = "{file}：{what_zh}（{view}，{at}，{id}）。{remedy_zh}。此类问题共 {count} 处：用 videopipe plan 列出，用 videopipe preview 查看画面；确需发布时，可在配置的 qc.allow 中列出该项"


def check_layouts(job: Job, programme: Programme) -> Mapping[View, tuple[Finding, ...]]:
    """What `check_layout` says of each view."""
    return {view: check_layout(job, programme, view) for view in views(job.profile)}


def require_layouts(job: Job, found: Mapping[View, tuple[Finding, ...]]) -> None:
    """Raises LayoutUnfit for what would not be published."""
    qc = job.profile.qc
    faults = [
        (view, fault)
        for view, findings in found.items()
        for fault in fails([as_allowed(finding, qc) for finding in findings])
    ]
    if faults:
        view, first = faults[0]
        raise LayoutUnfit(
            file=job.loaded.file, what_en=first.what.en, what_zh=first.what.zh, view=view.name,
            at=when(first.span), id=first.id, remedy_en=first.remedy.en, remedy_zh=first.remedy.zh, count=len(faults),
        )  # fmt: skip


def check_layout(job: Job, programme: Programme, view: View) -> tuple[Finding, ...]:
    """What is wrong with the places of subtitles and graphics in that view; programme time."""
    canvas = _canvas(job.profile.layouts[view.layout])
    layers, clear, fps = (
        list(layers_of(job, programme, view)),
        canvas.px(CLEAR_OF_SUBTITLES),
        programme.timeline.fps,
    )
    cut_ins = list(_cut_ins(programme, canvas))
    told = [layer for layer in layers if layer.where.partition(" ")[0] not in _COVERED]
    covered = [
        found for found in check_layers([*cut_ins, *told], canvas.safe, clear, fps) if _is_of(found, cut_ins)
    ]
    return (*check_layers(layers, canvas.safe, clear, fps), *covered)


_COVERED = ("bug", "topic-strap", "chapter-mark")
"""A cut-in may lie over these: it is there for a few seconds, and they come back."""


def _is_of(found: Finding, layers: Sequence[Layer]) -> bool:
    return found.where in {layer.where for layer in layers}


def _cut_ins(programme: Programme, canvas: Canvas) -> Iterator[Layer]:
    for number, mark in enumerate(programme.cut_ins, 1):
        side = side_on(mark, canvas)
        box = cut_in_box(canvas, side) if side is not None else cut_in_canvas(canvas, None).safe
        name = Words(f"cut-in {number}", f"图解 {number}")
        yield Layer(name.en, name, mark.frames, box, is_subtitle=False, reading_s=Seconds(0))


def layers_of(job: Job, programme: Programme, view: View) -> Iterator[Layer]:
    """Subtitles, then graphics. Their glyphs have been checked before."""
    layout = job.profile.layouts[view.layout]
    style, cues = subtitles_of(programme, layout, view.language)
    size, face = (layout.width, layout.height), programme.face
    for cue in cues:
        box = ink_box(cue, style, size, face)
        if box is not None:
            yield Layer(f"subtitle {cue.number}", Words(f"subtitle {cue.number}", f"第 {cue.number} 条字幕"),
                        cue.frames, box, is_subtitle=True, reading_s=Seconds(0))  # fmt: skip
    counts: dict[str, int] = {}
    for graphic in programme.graphics_in(view.language):
        kind = kind_of(graphic)
        counts[kind] = counts.get(kind, 0) + 1
        name = Words(f"{kind} {counts[kind]}", f"{NAMES[kind]} {counts[kind]}")
        box = rest_box(graphic, job.theme, _canvas(layout), programme.fonts)
        yield Layer(name.en, name, graphic.frames, box, is_subtitle=False, reading_s=_reading(job, graphic))


def _canvas(layout: Layout) -> Canvas:
    return Canvas(layout.width, layout.height)


def _reading(job: Job, graphic: Graphic) -> Seconds:
    """GFX-02. A card's question is read out meanwhile: it has no least time of its own."""
    match graphic:
        case LowerThird() | ExpertStrap():
            return reading_s(graphic)
        case QuestionCard():
            motion = Fraction(job.theme.motion.in_ms + job.theme.motion.out_ms, 1000)
            return LONGER_S + Fraction(reading_units(graphic.question)) / CHARACTERS_A_SECOND + motion
        case _:
            return Seconds(0)
