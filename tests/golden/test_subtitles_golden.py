"""The ASS files as they are, to be reviewed like code when they change."""

from collections.abc import Callable
from fractions import Fraction

from videopipe.model.cues import Cue
from videopipe.model.time import Frames, Span
from videopipe.model.timeline import Piece, Timeline
from videopipe.stages.subtitles.ass import AssStyle, render_ass
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.plan import lay_out

FPS = Fraction(25)
TIMELINE = Timeline(
    FPS, (Piece(0, Frames(0, 100), False, "bars"), Piece(0, Frames(100, 900), True, "speech"))
)
CUES = [
    Cue(number, Span(Fraction(start), Fraction(end)), text)
    for number, (start, end, text) in enumerate(
        [
            ("4", "5.421", "各位网友大家好，"),
            ("5.541", "7.174", "欢迎收看在线访谈。"),
            ("14.902", "18.464", "广州在大湾区建设中怎样发挥核心引擎作用？"),
            ("19.644", "23.732", "广州将着力增强国际商贸中心和综合交通枢纽功能，"),
            ("27.043", "32.201", "我们会以重点平台为牵引，推动要素在湾区内更加便捷地流动。"),
        ],
        1,
    )
]


def test_a_segment_of_the_wide_picture(golden: Callable[[str, str], None]) -> None:
    plan = lay_out(CUES, TIMELINE, SubtitleLimits())
    golden("subtitles-wide.ass", render_ass(plan.cues, Frames(30, 500), AssStyle(), (1920, 1080), FPS))


def test_a_segment_of_the_upright_picture(golden: Callable[[str, str], None]) -> None:
    plan = lay_out(CUES, TIMELINE, SubtitleLimits(max_width=13))
    style = AssStyle(baseline=1400)
    golden("subtitles-upright.ass", render_ass(plan.cues, Frames(30, 760), style, (1080, 1920), FPS))
