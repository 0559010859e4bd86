"""Which channels are taken, what is said of them, what is mended; from facts written by hand."""

from dataclasses import replace
from fractions import Fraction
from math import inf

import pytest

from videopipe.model.sound import Channel, HumLine, Pair, SoundChoice, SoundFacts, Tap, Track
from videopipe.stages.audio.choose import SoundRules, choose_sound
from videopipe.stages.audio.kinds import DONE, KINDS

LENGTH = Fraction(20)
VOICE = Channel(
    number=0, stream=0, position=0, rms_dbfs=-30.0, peak_dbfs=-10.0, dc=0.0, full_scale_runs=0, flat_runs=0,
    speech=Fraction(14), speech_dbfs=-28.0, clear_db=40.0, last_sound=LENGTH, hum=(),
)  # fmt: skip
NOTHING = replace(
    VOICE,
    rms_dbfs=-inf,
    peak_dbfs=-inf,
    speech=Fraction(0),
    speech_dbfs=-inf,
    clear_db=0.0,
    last_sound=Fraction(0),
)
ROOM = replace(NOTHING, rms_dbfs=-55.0, peak_dbfs=-40.0, last_sound=LENGTH)
TONE = replace(NOTHING, rms_dbfs=-12.0, peak_dbfs=-9.0, last_sound=LENGTH)
STREET = replace(NOTHING, rms_dbfs=-38.0, peak_dbfs=-24.0, last_sound=LENGTH)


def quieter(channel: Channel, by: float) -> Channel:
    return replace(channel, rms_dbfs=channel.rms_dbfs - by, speech_dbfs=channel.speech_dbfs - by)


def file(
    *tracks: tuple[Channel, ...], layouts: dict[int, str] | None = None, pairs: tuple[Pair, ...] = ()
) -> SoundFacts:
    """Streams from 1 on, as after a picture track."""
    names = {1: "mono", 2: "stereo", 4: "4 channels", 6: "5.1", 8: "8 channels"} | (layouts or {})
    made, number = [], 0
    for stream, channels in enumerate(tracks, 1):
        placed = []
        for position, channel in enumerate(channels):
            number += 1
            placed.append(replace(channel, number=number, stream=stream, position=position))
        made.append(Track(stream, names[len(channels)], LENGTH, 0, tuple(placed)))
    return SoundFacts(tuple(made), pairs)


def taken(facts: SoundFacts, wanted: tuple[int, ...] = ()) -> SoundChoice:
    return choose_sound(facts, SoundRules(wanted=wanted), LENGTH).choice


def taps(choice: SoundChoice) -> list[tuple[int, int]]:
    return [(tap.stream, tap.position) for tap in (choice.left, choice.right) if tap is not None]


def found(facts: SoundFacts, length: Fraction = LENGTH) -> set[str]:
    return {one.id for one in choose_sound(facts, SoundRules(), length).findings}


GOOD = file((VOICE, VOICE))
ALIKE = Pair(1, 2, 14, 14, 0, 1.0)


def test_a_good_stereo_track_is_taken_as_it_is_and_nothing_is_said() -> None:
    chosen = choose_sound(GOOD, SoundRules(), LENGTH)
    assert chosen.choice == SoundChoice(left=Tap(1, 0), right=Tap(1, 1))
    assert (chosen.findings, chosen.repairs, chosen.empty) == ((), (), False)


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (file((VOICE,)), [(1, 0), (1, 0)]),
        (file((VOICE,), (VOICE,)), [(1, 0), (2, 0)]),
        (file((quieter(VOICE, 2), VOICE, VOICE, VOICE)), [(1, 0), (1, 1)]),
        (file(*[(NOTHING,)] * 2, *[(VOICE,)] * 2, *[(NOTHING,)] * 4), [(3, 0), (4, 0)]),
        (file(*[(quieter(VOICE, 18),)] * 2, *[(VOICE,)] * 6), [(3, 0), (4, 0)]),
        (file(*[(TONE,)] * 2, *[(quieter(VOICE, 20),)] * 2), [(3, 0), (4, 0)]),
        (file(*[(VOICE,)] * 8), [(1, 0), (2, 0)]),
        (file((NOTHING,) * 6 + (VOICE,) * 2), [(1, 6), (1, 7)]),
        (file((STREET, STREET), (VOICE,)), [(2, 0), (2, 0)]),
        (file((VOICE, VOICE), (VOICE,) * 6), [(1, 0), (1, 1)]),
        (file((VOICE,), (NOTHING,), (VOICE,)), [(1, 0), (1, 0)]),
    ],
    ids=[
        "one mono track", "two mono tracks", "four unnamed channels", "programme on 3 and 4", "a far microphone first",
        "a tone is no voice", "all alike", "last two of eight", "street before voice", "stereo before surround",
        "a silent second microphone",
    ],
)  # fmt: skip
def test_the_loudest_voices_are_taken_and_of_equals_the_first(
    facts: SoundFacts, wanted: list[tuple[int, int]]
) -> None:
    assert taps(taken(facts)) == wanted


def test_surround_is_mixed_where_nothing_else_speaks() -> None:
    assert taken(file((VOICE,) * 6)) == SoundChoice(mix=1)
    assert found(file((VOICE,) * 6)) == {"sound.surround"}


def test_the_rumble_of_surround_is_not_judged_for_it_is_not_mixed() -> None:
    rumble = replace(TONE, hum=(HumLine(50, 40.0, -10.0),), dc=0.2)
    assert found(file((VOICE, VOICE, VOICE, rumble, VOICE, VOICE))) == {"sound.surround"}


def test_what_the_episode_names_is_taken() -> None:
    eight = file(*[(VOICE,)] * 4, *[(quieter(VOICE, 30),)] * 4)
    assert taps(taken(eight, (7, 8))) == [(7, 0), (8, 0)]
    assert taps(taken(eight, (6,))) == [(6, 0), (6, 0)]


@pytest.mark.parametrize(
    "poor", [NOTHING, ROOM, TONE, quieter(VOICE, 12)], ids=["dead", "room", "tone", "far"]
)
def test_one_good_side_is_heard_on_both(poor: Channel) -> None:
    assert taps(taken(file((VOICE, poor)))) == [(1, 0), (1, 0)]
    assert taps(taken(file((poor, VOICE)))) == [(1, 1), (1, 1)]


def test_a_stereo_microphone_nearer_to_one_side_stays_stereo() -> None:
    assert taps(taken(file((VOICE, quieter(VOICE, 8))))) == [(1, 0), (1, 1)]


def test_opposite_sides_are_turned_if_they_are_so_throughout() -> None:
    assert taken(file((VOICE, VOICE), pairs=(Pair(1, 2, 14, 0, 13, -0.9),))).right == Tap(1, 1, inverted=True)
    for seldom in (Pair(1, 2, 14, 0, 9, -0.2), Pair(1, 2, 1, 0, 1, -0.9)):
        assert taken(file((VOICE, VOICE), pairs=(seldom,))).right == Tap(1, 1)


def test_the_same_on_both_sides_is_said() -> None:
    assert found(file((VOICE, VOICE), pairs=(ALIKE,))) == {"sound.dual-mono"}
    assert found(file((VOICE, VOICE), pairs=(Pair(1, 2, 14, 7, 0, 0.99),))) == set()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"dc": 0.01}, "sound.dc-offset"),
        ({"dc": -0.01}, "sound.dc-offset"),
        ({"full_scale_runs": 3, "peak_dbfs": 0.0}, "sound.clipped"),
        ({"flat_runs": 3, "full_scale_runs": 900, "peak_dbfs": 4.0, "rms_dbfs": -9.0}, "sound.clipped"),
        ({"clear_db": 15.0}, "sound.noise"),
        ({"clear_db": 5.0}, "sound.noise"),
        ({"speech_dbfs": -55.0, "rms_dbfs": -57.0}, "sound.too-quiet"),
        ({"speech_dbfs": -5.0, "rms_dbfs": -7.0}, "sound.too-hot"),
        ({"peak_dbfs": 12.0}, "sound.too-hot"),
        ({"last_sound": Fraction(17)}, "sound.ends-early"),
        ({"hum": (HumLine(50, 20.0, -60.0),)}, "sound.hum"),
        ({"hum": (HumLine(120, 20.0, -60.0), HumLine(180, 20.0, -60.0))}, "sound.hum"),
    ],
)
def test_each_fault_has_its_finding(change: dict[str, object], named: str) -> None:
    faulty = replace(VOICE, **change)  # type: ignore[arg-type]
    assert named in found(file((faulty, faulty)))
    assert found(file((faulty, faulty))) <= {named, "sound.too-hot"}


@pytest.mark.parametrize(
    "change",
    [
        {"dc": 0.004}, {"full_scale_runs": 2}, {"clear_db": 18.0}, {"speech_dbfs": -49.0}, {"speech_dbfs": -7.0},
        {"last_sound": Fraction(181, 10)}, {"hum": (HumLine(400, 30.0, -40.0),)}, {"hum": (HumLine(50, 20.0, -80.0),)},
        {"clear_db": 5.0, "speech": Fraction(2)},
    ],
)  # fmt: skip
def test_just_below_each_threshold_nothing_is_said(change: dict[str, object]) -> None:
    fine = replace(VOICE, **change)  # type: ignore[arg-type]
    assert found(file((fine, fine))) == set()


def test_hum_is_cut_where_it_lies_and_of_the_family_that_explains_more() -> None:
    lines = tuple(HumLine(hz, 20.0, -55.0) for hz in (60, 120, 180, 300))
    assert taken(file((replace(VOICE, hum=lines), VOICE))).notches_hz == (60, 120, 180, 300)
    assert taken(file((replace(VOICE, hum=(*lines, HumLine(50, 13.0, -70.0))), VOICE))).notches_hz == (
        60,
        120,
        180,
        300,
    )


def test_noise_is_lowered_only_where_a_voice_gains_by_it() -> None:
    noisy, drowned = (replace(VOICE, clear_db=clear) for clear in (15.0, 5.0))
    assert taken(file((noisy, noisy))).denoise_db == 10
    assert taken(file((drowned, drowned))).denoise_db == 0
    left = choose_sound(file((noisy, noisy)), SoundRules(denoise=False), LENGTH)
    assert left.choice.denoise_db == 0
    assert [one.id for one in left.findings] == ["sound.noise"]
    assert left.repairs == ()


@pytest.mark.parametrize(
    ("channel", "empty"), [(NOTHING, True), (ROOM, True), (STREET, False), (VOICE, False)]
)
def test_an_empty_room_is_said_and_left(channel: Channel, empty: bool) -> None:
    chosen = choose_sound(file((channel, channel)), SoundRules(), LENGTH)
    assert chosen.empty is empty
    assert ("sound.silent" in {one.id for one in chosen.findings}) is empty


def test_without_a_track_there_is_nothing_to_take() -> None:
    chosen = choose_sound(SoundFacts((), ()), SoundRules(), LENGTH)
    assert (chosen.choice, chosen.empty) == (SoundChoice(), True)
    assert [one.id for one in chosen.findings] == ["sound.none"]


def test_less_than_three_seconds_are_short_not_early() -> None:
    brief = replace(VOICE, speech=Fraction(1), last_sound=Fraction(6, 5))
    assert found(file((brief, brief)), Fraction(6, 5)) == {"sound.short"}


def test_damage_is_counted() -> None:
    (track,) = GOOD.tracks
    (only,) = choose_sound(replace(GOOD, tracks=(replace(track, errors=7),)), SoundRules(), LENGTH).findings
    assert (only.id, only.value, only.where) == ("sound.damaged", "7", "sound 1")


def test_a_track_that_nothing_could_be_decoded_of_is_passed_over() -> None:
    broken, good = file((NOTHING, NOTHING), (VOICE, VOICE)).tracks
    broken = replace(broken, length=Fraction(0), errors=90)
    assert taps(taken(SoundFacts((broken, good), ()))) == [(2, 0), (2, 1)]
    alone = choose_sound(SoundFacts((broken,), ()), SoundRules(), LENGTH)
    assert (alone.choice, alone.empty) == (SoundChoice(), True)
    assert [(one.id, one.value) for one in alone.findings] == [("sound.damaged", "90")]


def test_every_repair_names_a_finding_and_tells_before_and_after() -> None:
    faulty = replace(VOICE, dc=0.02, clear_db=15.0, hum=(HumLine(50, 20.0, -50.0), HumLine(100, 30.0, -45.0)))
    chosen = choose_sound(file((faulty, NOTHING), (VOICE, VOICE)), SoundRules(wanted=(1, 2)), LENGTH)
    assert [one.id for one in chosen.repairs] == [
        "pick-channels",
        "live-side",
        "remove-dc",
        "notch-hum",
        "denoise",
    ]
    assert {one.finding for one in chosen.repairs} <= {one.id for one in chosen.findings}
    assert all(one.before and one.after and one.before != one.after for one in chosen.repairs)
    assert [one.where for one in chosen.repairs][1] == "sound 1 right"


def test_every_word_fits_its_place_in_both_languages() -> None:
    for name, kind in KINDS.items():
        finding = kind.at(
            name,
            "sound 1",
            value="x",
            threshold="x",
            words=dict.fromkeys(("at", "count", "done_en", "done_zh"), "x"),
        )
        for words in (finding.what, finding.remedy):
            assert "{" not in words.en + words.zh
            assert any("\u4e00" <= char <= "\u9fff" for char in words.zh) or words.zh == "x"
    assert all(words.en and words.zh for words in DONE.values())
