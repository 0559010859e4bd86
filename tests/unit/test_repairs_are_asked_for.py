"""Every step that is taken was asked for by a finding, whatever the footage is."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pictures import INFO, VIDEO
from videopipe.model.media import VideoStream
from videopipe.stages.ingest.diagnose import Rules, diagnose
from videopipe.stages.picture.conform import decide_conform
from videopipe.stages.picture.repairs import repairs

CANVASES = ((1920, 1080), (1080, 1920), (1080, 1080))
FPS = Fraction(25)
RULES = Rules(fps=FPS, canvases=CANVASES, max_long_side=4096, max_short_side=2304, max_hours=2)
RATES = ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"]

VIDEOS = st.builds(
    lambda size, aspect, turn, mirrored, fields, fps, constant, colours, full, depth, chroma, first: replace(
        VIDEO,
        width=size[0],
        height=size[1],
        sample_aspect=aspect,
        rotation_deg=turn,
        mirrored=mirrored,
        field_order=fields,
        declared_field_order=fields,
        timing=replace(VIDEO.timing, fps=Fraction(fps), constant=constant),
        average_fps=Fraction(fps),
        primaries=colours[0],
        transfer=colours[1],
        matrix=colours[2],
        hdr=colours[3],
        full_range=full,
        bit_depth=depth,
        chroma=chroma,
        first_picture=first,
    ),
    st.sampled_from([(1920, 1080), (1080, 1920), (1440, 1080), (720, 576), (720, 608), (1277, 1063), (3840, 2160)]),
    st.sampled_from([Fraction(1), Fraction(4, 3), Fraction(159, 160), Fraction(120, 71)]),
    st.sampled_from([0, 90, 180, 270]),
    st.booleans(),
    st.sampled_from(["progressive", "top-first", "bottom-first"]),
    st.sampled_from(RATES),
    st.booleans(),
    st.sampled_from(
        [
            ("bt709", "bt709", "bt709", ""),
            ("unknown", "unknown", "unknown", ""),
            ("bt470bg", "bt709", "bt470bg", ""),
            ("smpte432", "bt709", "bt709", ""),
            ("bt2020", "smpte2084", "bt2020nc", "PQ"),
            ("bt2020", "arib-std-b67", "bt2020nc", "HLG"),
            ("bt2020", "arib-std-b67", "bt2020nc", "Dolby Vision 8.4"),
        ]
    ),
    st.booleans(),
    st.sampled_from([8, 10]),
    st.sampled_from(["4:2:0", "4:2:2", "4:4:4"]),
    st.sampled_from([Fraction(0), Fraction(59, 40)]),
)  # fmt: skip


@given(VIDEOS, st.sampled_from(CANVASES), st.sampled_from(["fill", "crop", "bars"]))
def test_no_step_without_its_finding(video: VideoStream, canvas: tuple[int, int], fit: str) -> None:
    found = {finding.id for finding in diagnose(replace(INFO, video=video), RULES)}
    taken = repairs(video, decide_conform(video, canvas, FPS, fit), canvas, FPS)

    assert {step.finding for step in taken} <= found
    assert all(step.before != step.after for step in taken)
