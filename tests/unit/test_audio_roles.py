"""What each channel is for."""

from dataclasses import replace
from fractions import Fraction
from math import inf

from videopipe.model.sound import Channel, Pair, SoundChoice, SoundFacts, Tap, Track
from videopipe.stages.audio.roles import roles_of


def channel(number: int, rms_dbfs: float = -30.0, speech: int = 60) -> Channel:
    return Channel(
        number=number,
        stream=number,
        position=0,
        rms_dbfs=rms_dbfs,
        peak_dbfs=-10.0,
        dc=0.0,
        full_scale_runs=0,
        flat_runs=0,
        speech=Fraction(speech),
        speech_dbfs=rms_dbfs,
        clear_db=40.0,
        last_sound=Fraction(100),
        hum=(),
    )


def facts(*channels: Channel, pairs: tuple[Pair, ...] = ()) -> SoundFacts:
    tracks = tuple(Track(one.stream, "mono", Fraction(100), 0, (one,)) for one in channels)
    return SoundFacts(tracks, pairs)


def said(found: SoundFacts, choice: SoundChoice) -> list[str]:
    return [role.en for role in roles_of(found, choice)]


def test_eight_mono_tracks_are_told_apart() -> None:
    copy = Pair(first=3, second=5, audible_s=60, alike_s=60, opposite_s=0, correlation=1.0)
    found = facts(
        channel(1, -inf, 0), channel(2, -90.0, 0), channel(3), channel(4), channel(5), channel(6, -33.0),
        channel(7, -40.0, 0), pairs=(copy,),
    )  # fmt: skip
    assert said(found, SoundChoice(left=Tap(3, 0), right=Tap(4, 0))) == [
        "silent", "silent", "programme left", "programme right", "the same as channel 3", "other voices", "other sound",
    ]  # fmt: skip


def test_one_channel_for_both_sides_is_said_so() -> None:
    both = Tap(1, 0)
    assert said(facts(channel(1)), SoundChoice(left=both, right=both)) == ["programme, both sides"]


def test_all_channels_of_a_surround_track_are_mixed() -> None:
    track = Track(
        1, "5.1", Fraction(100), 0, tuple(replace(channel(n), stream=1, position=n - 1) for n in (1, 2, 3))
    )
    assert set(said(SoundFacts((track,), ()), SoundChoice(mix=1))) == {"programme, mixed from surround"}
