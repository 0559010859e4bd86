"""Which samples make the programme, and where they are faded."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.timelines import NTSC, PAL, timeline, timelines
from videopipe.config.profile import Audio
from videopipe.engine.task import In, PlanBuilder, Task
from videopipe.model.time import Frames, Span
from videopipe.model.timeline import Timeline
from videopipe.stages.audio.even import GainStep
from videopipe.stages.audio.plan import is_heard, plan_delivery, plan_programme, samples_at

TRACKS = [In(str(number) * 64, "sound.wav") for number in range(3)]


def programme(edit: Timeline) -> tuple[list[list[int]], list[list[bool]]]:
    builder = PlanBuilder({"numpy": "2"})
    plan_programme(builder, edit, TRACKS, Audio())
    (task,) = builder.plan()
    return task.params["spans"], task.params["fades"]  # type: ignore[return-value]  # as the plan writes them


@given(st.integers(0, 10**7), st.sampled_from([PAL, NTSC]))
def test_a_frame_begins_at_its_nearest_sample(frame: int, fps: Fraction) -> None:
    assert abs(samples_at(frame, fps) - frame * 48_000 / fps) <= Fraction(1, 2)


def test_samples_of_a_frame_are_exact_where_the_rate_divides() -> None:
    assert [samples_at(frame, PAL) for frame in (0, 1, 25, 90_000)] == [0, 1920, 48_000, 172_800_000]
    assert [samples_at(frame, NTSC) for frame in (0, 1, 2, 3, 4, 5)] == [0, 1602, 3203, 4805, 6406, 8008]


@given(timelines())
def test_spans_add_up_to_the_programme(edit: Timeline) -> None:
    spans, _ = programme(edit)

    assert sum(length for *_, length in spans) == samples_at(edit.total_frames, edit.fps)


@given(timelines())
def test_every_span_begins_with_its_picture_within_a_sample(edit: Timeline) -> None:
    spans, _ = programme(edit)

    for (source, start, _), (_, piece) in zip(spans, edit.kept(), strict=True):
        assert source == piece.source
        assert abs(start - samples_at(piece.frames.start, edit.fps)) <= 1


@given(timelines())
def test_where_the_picture_runs_on_no_sample_is_lost_or_heard_twice(edit: Timeline) -> None:
    spans, _ = programme(edit)
    starts = [at for at, _ in edit.kept()]

    for number in range(1, len(spans)):
        if starts[number] not in edit.joins:
            assert spans[number][1] == spans[number - 1][1] + spans[number - 1][2]


@given(timelines())
def test_fades_are_at_joins_and_ends_only(edit: Timeline) -> None:
    _, fades = programme(edit)
    edges = {0, *edit.joins, edit.total_frames}

    assert fades == [[at in edges, at + len(piece.frames) in edges] for at, piece in edit.kept()]
    assert fades[0][0]
    assert fades[-1][1]


def test_a_cut_is_faded_out_and_in() -> None:
    spans, fades = programme(
        timeline((0, 0, 50, True), (0, 50, 100, False), (0, 100, 150, True), (1, 0, 25, True))
    )

    assert spans == [[0, 0, 96_000], [0, 192_000, 96_000], [1, 0, 48_000]]
    assert fades == [[True, True]] * 3


def delivery(frames: Frames, audio: Audio) -> Task:
    builder = PlanBuilder({"numpy": "2", "ffmpeg": "9"})
    plan_delivery(
        builder, TRACKS[0], frames, PAL, audio, label="audio/master", name="video/a.mp4", silence_lufs=-70
    )
    (task,) = builder.plan()
    return task


def test_a_delivery_is_as_long_as_its_picture_and_its_targets_are_exact() -> None:
    params = delivery(Frames(25, 75), Audio(target_lufs=-16.1, join_fade_ms=10)).params

    assert (params["samples"], params["fade_samples"]) == ([48_000, 144_000], 480)
    assert (params["target_lufs"], params["tolerance_lu"]) == ("-161/10", "1/2")


@pytest.mark.parametrize("changes", [{"kbps": 96}, {"target_lufs": -23.0}, {"final_peak_dbtp": -2.0}])
def test_another_target_is_another_delivery(changes: dict[str, float]) -> None:
    audio = Audio.model_validate(changes)

    assert delivery(Frames(0, 50), audio).key != delivery(Frames(0, 50), Audio()).key


def test_somebody_is_heard_where_his_words_were_kept() -> None:
    edit = timeline((0, 0, 50, True), (0, 50, 100, False), (0, 100, 150, True), (1, 0, 25, True))
    speech = [[Span(Fraction(2), Fraction(4)), Span(Fraction(5), Fraction(6))], []]

    assert not is_heard(edit, Frames(0, 50), speech)
    assert is_heard(edit, Frames(50, 100), speech)
    assert not is_heard(edit, Frames(50, 75), speech)
    assert not is_heard(edit, Frames(100, 125), speech)


def test_gains_go_into_the_programme_in_whole_samples_and_hundredths() -> None:
    builder = PlanBuilder({"numpy": "2"})
    steps = [GainStep(Fraction(0), Fraction(0), -150), GainStep(Fraction(1, 3), Fraction(1, 2), 250)]
    plan_programme(builder, timeline((0, 0, 50, True)), TRACKS[:1], Audio(), [steps])
    (task,) = builder.plan()

    assert task.params["gains"] == [[[0, 0, -150], [16_000, 24_000, 250]]]
