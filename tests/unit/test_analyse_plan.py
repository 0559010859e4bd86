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
from videopipe.model.media import Loudness, MediaInfo, Source, VideoStream
from videopipe.model.sound import Channel, HumLine, Pair, SoundChoice, SoundFacts, Tap, Track
from videopipe.model.time import Span
from videopipe.stages.analyse.commands import (
    LevelsWanted,
    SoundTrack,
    picture_arguments,
    sound_graph,
    sound_track_arguments,
)
from videopipe.stages.analyse.make import RECIPES
from videopipe.stages.analyse.plan import NoPicture, plan_analysis, plan_listening
from videopipe.stages.analyse.read import (
    BadAnalysis,
    Picture,
    parse_analysis,
    parse_tracks,
    read_choice,
    render_picture,
    render_sound,
    render_tracks,
)

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


TOOLS = {"ffmpeg": "x", "numpy": "2", "pyav": "1"}
STEREO = SoundChoice(left=Tap(2, 0), right=Tap(2, 1))


def planned(info: MediaInfo, choice: SoundChoice = STEREO) -> dict[str, object]:
    builder = PlanBuilder(TOOLS)
    plan_listening(builder, SOURCE)
    plan_analysis(builder, SOURCE, info, choice)
    return {task.recipe: task.params for task in builder.plan()}


def test_every_planned_recipe_exists() -> None:
    assert set(planned(INFO)) == set(RECIPES)


def test_the_sound_track_is_as_long_as_the_picture_to_the_sample() -> None:
    assert planned(INFO)["analyse.sound-track"] == {
        "first_picture": "37/25",
        "samples": 480_480,
        "choice": {
            "mix": None,
            "left": {"stream": 2, "position": 0, "inverted": False},
            "right": {"stream": 2, "position": 1, "inverted": False},
            "highpass_hz": 0,
            "notches_hz": [],
            "denoise_db": 0,
        },
    }


def test_sound_alone_is_refused() -> None:
    with pytest.raises(NoPicture, match=r"raw/A001\.mts"):
        planned(replace(INFO, video=None))


def test_equal_sources_share_their_analysis() -> None:
    builder = PlanBuilder(TOOLS)
    copy = replace(SOURCE, name="raw/copy.mts")
    first = plan_analysis(builder, SOURCE, INFO, STEREO)
    assert plan_analysis(builder, copy, INFO, STEREO) == first
    assert plan_listening(builder, copy) == plan_listening(builder, SOURCE)
    assert len(builder.plan()) == 4


def test_times_in_the_container_are_counted_from_the_first_picture() -> None:
    track = SoundTrack(Fraction(37, 25), 480_480, STEREO)
    arguments = sound_track_arguments(track, "in.mts", "out.wav")
    assert "[0:2]asetpts=PTS-(37/25)/TB,atrim=start=0," in graph(STEREO)
    assert arguments.index("-copyts") < arguments.index("-i")


def graph(choice: SoundChoice) -> str:
    return sound_graph(SoundTrack(Fraction(37, 25), 480_480, choice))


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (STEREO, "pan=stereo|c0=c0|c1=c1,"),
        (SoundChoice(left=Tap(1, 0), right=Tap(1, 0)), "pan=stereo|c0=c0|c1=c0,"),
        (SoundChoice(left=Tap(1, 4), right=Tap(1, 7)), "pan=stereo|c0=c4|c1=c7,"),
        (SoundChoice(left=Tap(1, 0), right=Tap(1, 1, inverted=True)), "pan=stereo|c0=c0|c1=-1*c1,"),
        (
            SoundChoice(mix=3),
            "[0:3]asetpts=PTS-(37/25)/TB,atrim=start=0,aformat=sample_fmts=fltp,aformat=channel_layouts=stereo,",
        ),
    ],
    ids=["stereo", "one side on both", "two of eight", "a side turned over", "surround"],
)
def test_stereo_is_made_of_every_choice(choice: SoundChoice, wanted: str) -> None:
    assert wanted in graph(choice)


def test_sides_of_two_tracks_are_brought_to_one_length_before_they_are_joined() -> None:
    two = graph(SoundChoice(left=Tap(3, 0), right=Tap(4, 0)))
    left, right, both = two.split(";")
    assert left.startswith("[0:3]")
    assert right.startswith("[0:4]")
    assert left.endswith("apad=whole_len=480480,atrim=end_sample=480480[left]")
    assert both.startswith("[left][right]join=inputs=2:channel_layout=stereo,")


def test_a_choice_of_nothing_is_silence() -> None:
    arguments = sound_track_arguments(SoundTrack(Fraction(0), 480, SoundChoice()), "in.mts", "out.wav")
    assert "in.mts" not in arguments
    assert "anullsrc=r=48000:cl=stereo" in arguments


def test_what_is_mended_comes_after_both_sides_are_taken() -> None:
    mended = graph(replace(STEREO, highpass_hz=20, notches_hz=(50, 150)))
    assert "highpass=f=20,bandreject=f=50:t=h:w=4,bandreject=f=150:t=h:w=4,apad" in mended
    assert mended.index("aresample") < mended.index("highpass")


times = st.fractions(0, 7200)
spans = st.lists(st.tuples(times, times).map(lambda pair: Span(*sorted(pair))), max_size=4).map(tuple)
levels = st.one_of(st.just(-math.inf), st.floats(-120, 20))
analyses = st.builds(
    Analysis,
    duration=times, speech=spans, bars=spans, black=spans, frozen=spans,
    shots=st.lists(times, max_size=4).map(tuple), noise_floor_dbfs=levels, speech_level_dbfs=levels,
    loudness=st.builds(Loudness, levels, levels, levels, st.floats(0, 60)),
    phrase_lufs=st.lists(st.floats(-120, 20), max_size=4).map(tuple),
    damaged=st.integers(0, 9), excess_permille=st.integers(0, 1000),
)  # fmt: skip


@given(analyses)
def test_what_was_found_is_read_back(found: Analysis) -> None:
    sound = render_sound(
        found.speech, found.phrase_lufs, found.noise_floor_dbfs, found.speech_level_dbfs, found.loudness
    )
    picture = render_picture(
        Picture(
            found.duration,
            found.bars,
            found.black,
            found.frozen,
            found.shots,
            found.damaged,
            found.excess_permille,
        )
    )
    assert parse_analysis(sound, picture) == found


def test_levels_are_measured_as_the_picture_stage_would_deliver_them() -> None:
    hlg = replace(VIDEO, transfer="arib-std-b67", primaries="bt2020", matrix="bt2020nc", full_range=True)
    (few,) = (line for line in levels_graph(hlg).split(";") if line.startswith("[few]"))

    assert ":in_range=full:in_color_matrix=bt2020:out_range=limited:out_color_matrix=bt2020," in few
    assert (
        few.index("tonemap=mobius")
        < few.index("matrix=bt709:range=limited")
        < few.index("format=yuv444p[yuv]")
    )
    assert "zscale" not in levels_graph(VIDEO)
    assert ",crop=iw:ih-32:0:32," in levels_graph(replace(VIDEO, width=720, height=608))


def levels_graph(video: VideoStream) -> str:
    params = planned(replace(INFO, video=video))["analyse.picture"]
    assert isinstance(params, dict)
    arguments = picture_arguments(0, Fraction(0), LevelsWanted(**params["levels"]), "in", "rgb", "yuv")
    return arguments[arguments.index("-filter_complex") + 1]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"speech": [["x", "1"]]}', '{"speech": 3}'])
def test_a_damaged_analysis_is_named(text: str) -> None:
    with pytest.raises(BadAnalysis, match="cache gc"):
        parse_analysis(text, '{"duration": "1", "bars": [], "black": [], "frozen": [], "shots": []}')


CHANNEL = Channel(
    number=1, stream=2, position=0, rms_dbfs=-30.5, peak_dbfs=-math.inf, dc=0.01, full_scale_runs=3, flat_runs=1,
    speech=Fraction(7, 2), speech_dbfs=-28.0, clear_db=40.5, last_sound=Fraction(480_001, 48_000),
    hum=(HumLine(50, 20.5, -60.1),),
)  # fmt: skip


def test_what_was_heard_on_each_channel_is_read_back() -> None:
    track = Track(2, "8 channels", Fraction(10), 1, (CHANNEL, replace(CHANNEL, number=2, hum=())))
    heard = SoundFacts((track,), (Pair(1, 2, 9, 8, 0, 0.9991),))
    assert parse_tracks(render_tracks(heard)) == heard
    with pytest.raises(BadAnalysis):
        parse_tracks(render_tracks(heard)[:-20])


@pytest.mark.parametrize(
    "choice",
    [
        SoundChoice(),
        SoundChoice(mix=1),
        replace(STEREO, right=Tap(2, 1, inverted=True), notches_hz=(50, 100)),
    ],
)
def test_a_choice_survives_the_trip_through_parameters(choice: SoundChoice) -> None:
    params = planned(INFO, choice)["analyse.sound-track"]
    assert isinstance(params, dict)
    assert read_choice(params["choice"]) == choice
