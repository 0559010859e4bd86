"""What is planned for a source, what ffmpeg is told, what is read back."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import pictures
from videopipe.engine.task import PlanBuilder
from videopipe.model.analysis import Analysis
from videopipe.model.media import Loudness, MediaInfo, Source
from videopipe.model.time import Span
from videopipe.stages.analyse.commands import SoundTrack, sound_track_arguments, stereo_filter
from videopipe.stages.analyse.make import RECIPES
from videopipe.stages.analyse.plan import NoPicture, plan_analysis
from videopipe.stages.analyse.read import BadAnalysis, Picture, parse_analysis, render_picture, render_sound

SOURCE = Source("raw/A001.mts", "ab" * 32, 1000)
VIDEO = replace(
    pictures.VIDEO,
    average_fps=Fraction(30_000, 1001),
    frames=300,
    first_picture=Fraction(37, 25),
    duration=Fraction(10_010, 1000),
)
AUDIO = replace(
    pictures.AUDIO,
    index=2,
    codec="ac3",
    channels=6,
    layout="5.1(side)",
    start=Fraction(1),
    duration=Fraction(10),
)
INFO = replace(pictures.INFO, container="mpegts", duration=Fraction(10), video=VIDEO, audio=(AUDIO,))


def planned(info: MediaInfo) -> dict[str, object]:
    builder = PlanBuilder({"ffmpeg": "x"})
    plan_analysis(builder, SOURCE, info)
    return {task.recipe: task.params for task in builder.plan()}


def test_every_planned_recipe_exists() -> None:
    assert set(planned(INFO)) == set(RECIPES)


def test_the_sound_track_is_as_long_as_the_picture_to_the_sample() -> None:
    assert planned(INFO)["analyse.sound-track"] == {
        "first_picture": "37/25",
        "samples": 480_480,
        "stream": 2,
        "channels": 6,
        "layout": "5.1(side)",
    }


def test_without_sound_a_silent_track_is_planned() -> None:
    params = planned(replace(INFO, audio=()))["analyse.sound-track"]
    assert isinstance(params, dict)
    assert params["stream"] is None


def test_sound_alone_is_refused() -> None:
    with pytest.raises(NoPicture, match=r"raw/A001\.mts"):
        planned(replace(INFO, video=None))


def test_equal_sources_share_their_analysis() -> None:
    builder = PlanBuilder({"ffmpeg": "x"})
    first = plan_analysis(builder, SOURCE, INFO)
    assert plan_analysis(builder, replace(SOURCE, name="raw/copy.mts"), INFO) == first
    assert len(builder.plan()) == 3


def test_times_in_the_container_are_counted_from_the_first_picture() -> None:
    track = SoundTrack(Fraction(37, 25), 480_480, 2, 2, "stereo")
    arguments = sound_track_arguments(track, "in.mts", "out.wav")
    assert "asetpts=PTS-(37/25)/TB,atrim=start=0," in arguments[arguments.index("-af") + 1]
    assert arguments.index("-copyts") < arguments.index("-i")


@pytest.mark.parametrize(
    ("channels", "layout", "wanted"),
    [
        (1, "mono", "pan=stereo|c0=c0|c1=c0"),
        (2, "stereo", "pan=stereo|c0=c0|c1=c1"),
        (2, "2 channels", "pan=stereo|c0=c0|c1=c1"),
        (8, "8 channels", "pan=stereo|c0=c0|c1=c1"),
        (6, "5.1", "aformat=sample_fmts=flt:channel_layouts=stereo"),
    ],
)
def test_stereo_is_made_of_every_layout(channels: int, layout: str, wanted: str) -> None:
    assert stereo_filter(channels, layout) == wanted


times = st.fractions(0, 7200)
spans = st.lists(st.tuples(times, times).map(lambda pair: Span(*sorted(pair))), max_size=4).map(tuple)
levels = st.one_of(st.just(-math.inf), st.floats(-120, 20))
analyses = st.builds(
    Analysis,
    duration=times, speech=spans, bars=spans, black=spans, frozen=spans,
    shots=st.lists(times, max_size=4).map(tuple), noise_floor_dbfs=levels, speech_level_dbfs=levels,
    loudness=st.builds(Loudness, levels, levels, levels, st.floats(0, 60)),
)  # fmt: skip


@given(analyses)
def test_what_was_found_is_read_back(found: Analysis) -> None:
    sound = render_sound(found.speech, found.noise_floor_dbfs, found.speech_level_dbfs, found.loudness)
    picture = render_picture(Picture(found.duration, found.bars, found.black, found.frozen, found.shots))
    assert parse_analysis(sound, picture) == found


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"speech": [["x", "1"]]}', '{"speech": 3}'])
def test_a_damaged_analysis_is_named(text: str) -> None:
    with pytest.raises(BadAnalysis, match="cache gc"):
        parse_analysis(text, '{"duration": "1", "bars": [], "black": [], "frozen": [], "shots": []}')
