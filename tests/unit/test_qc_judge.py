"""What is said of a film, from its facts and the profile's limits."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.films import FILM, PICTURE, SOUND, span
from videopipe.config.profile import Audio, Qc
from videopipe.media.combing import COMBED_SHARE
from videopipe.model.findings import Finding, Severity
from videopipe.model.quality import QC_IDS, Clipped, Declared, FilmFacts
from videopipe.model.time import Span
from videopipe.stages.qc.judge import COMBED, Rules, fails, judge
from videopipe.stages.qc.kinds import KINDS

FAIL, WARN = Severity.FAIL, Severity.WARN


def rules(**qc: object) -> Rules:
    return Rules(Qc.model_validate(qc), Audio(), Fraction(25), 2, 40)


NOTHING = Declared()


def judged(facts: FilmFacts, declared: Declared = NOTHING, **qc: object) -> tuple[Finding, ...]:
    return judge(facts, rules(**qc), declared)


def picture(**changes: object) -> FilmFacts:
    return replace(FILM, picture=replace(PICTURE, **changes))  # type: ignore[arg-type]  # names as in PictureFacts


def sound(**changes: object) -> FilmFacts:
    return replace(FILM, sound=replace(SOUND, **changes))  # type: ignore[arg-type]  # names as in SoundFacts


def stream(**changes: object) -> FilmFacts:
    video = FILM.media.video
    assert video is not None
    media = replace(FILM.media, video=replace(video, **changes))  # type: ignore[arg-type]  # names as in VideoStream
    return replace(FILM, media=media)


def seen(findings: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [(finding.id, finding.severity) for finding in findings]


def test_a_good_film_has_no_findings() -> None:
    assert judged(FILM) == ()


def test_the_table_has_words_for_every_id_that_a_profile_may_name() -> None:
    assert tuple(KINDS) == QC_IDS


def test_the_limit_for_combing_is_the_one_that_was_tuned() -> None:
    assert COMBED == COMBED_SHARE


@pytest.mark.parametrize(
    ("length", "severity"),
    [("0.48", None), ("0.5", WARN), ("1.96", WARN), ("2", FAIL)],
)
def test_black_counts_by_its_length(length: str, severity: Severity | None) -> None:
    black = Span(Fraction(5), 5 + Fraction(length))
    found = judged(picture(black=(black,)))
    assert seen(found) == ([("picture.black", severity)] if severity else [])


def test_black_at_head_and_tail_may_last_a_second() -> None:
    assert judged(picture(black=(span("0", "1"), span("19", "20")))) == ()
    assert seen(judged(picture(black=(span("0", "1.04"),)))) == [("picture.black", WARN)]


def test_a_still_card_excuses_its_own_time_and_no_more() -> None:
    frozen = picture(frozen=(span("3", "12"),))
    (finding,) = judged(frozen, Declared(still=(span("3", "9"),)))
    assert (finding.severity, finding.span, finding.value) == (WARN, span("9", "12"), "3 s")


def test_black_is_not_told_as_a_frozen_picture_too() -> None:
    both = picture(black=(span("5", "9"),), frozen=(span("5", "9"),))
    assert seen(judged(both)) == [("picture.black", FAIL)]


def test_a_level_out_of_range_fails_from_half_a_second_on() -> None:
    brief = picture(excess=(0.0,) * 50 + (0.02,) * 4 + (0.0,) * 146)
    longer = picture(excess=(0.0,) * 50 + (0.02,) * 5 + (0.0,) * 145)
    assert seen(judged(brief)) == [("picture.levels", WARN)]
    (finding,) = judged(longer)
    assert (finding.severity, finding.span, finding.value) == (FAIL, span("5", "5.5"), "2.0 %")


@pytest.mark.parametrize(("changes", "fails_it"), [(6, False), (7, True)])
def test_more_than_three_flashes_in_a_second_fail(changes: int, fails_it: bool) -> None:
    counts = (0,) * 50 + (2, 4, changes, changes) + (0,) * 146
    assert seen(judged(picture(flashes=counts))) == ([("picture.flashes", FAIL)] if fails_it else [])


def test_silence_is_where_no_channel_is_heard() -> None:
    left, right = (span("2", "8"),), (span("4", "7.5"),)
    (silence,) = judged(sound(silences=(left, right)))
    assert (silence.id, silence.severity, silence.span) == ("sound.silence", WARN, span("4", "7.5"))


def test_one_channel_that_drops_out_is_told_with_its_side() -> None:
    (finding,) = judged(sound(silences=((), (span("4", "7.5"),))))
    assert (finding.id, finding.where, finding.what.zh) == (
        "sound.channel-drops",
        "sound 1 right",
        "右声道静音 3.5 s，另一声道有声",
    )


def test_a_channel_without_a_sound_is_dead() -> None:
    (finding,) = judged(sound(silences=((span("0", "20"),), ())))
    assert (finding.id, finding.severity, finding.where) == ("sound.dead-channel", FAIL, "sound 1 left")


def test_footage_without_sound_may_be_silent() -> None:
    silent = sound(silences=((span("3", "9"),), (span("3", "9"),)))
    assert judged(silent, Declared(mute=(span("3", "9"),))) == ()


def test_a_silent_film_is_told_once() -> None:
    nothing = replace(SOUND.loudness, integrated_lufs=-math.inf, true_peak_dbtp=-math.inf)
    whole = (span("0", "20"),)
    assert seen(judged(sound(loudness=nothing, silences=(whole, whole)))) == [("sound.silent", FAIL)]


@pytest.mark.parametrize(
    ("lufs", "severity"), [(-15.5, None), (-15.4, WARN), (-17.0, WARN), (-17.1, FAIL), (-14.9, FAIL)]
)
def test_loudness_counts_by_its_distance(lufs: float, severity: Severity | None) -> None:
    found = judged(sound(loudness=replace(SOUND.loudness, integrated_lufs=lufs)))
    assert seen(found) == ([("sound.loudness", severity)] if severity else [])


def test_clipping_is_told_once_with_its_first_moment() -> None:
    runs = (Clipped(Fraction(4), 5, 0), Clipped(Fraction(5), 3, 1))
    (finding,) = judged(sound(clipped=runs, clipped_runs=2))
    assert (finding.id, finding.value, finding.span) == (
        "sound.clipping",
        "2",
        Span(Fraction(4), 4 + Fraction(5, 48000)),
    )


@pytest.mark.parametrize(("heard", "severity"), [("20.04", None), ("19.95", WARN), ("19.9", FAIL)])
def test_picture_and_sound_are_equally_long(heard: str, severity: Severity | None) -> None:
    found = judged(sound(heard=Fraction(heard)))
    assert seen(found) == ([("sync.length", severity)] if severity else [])


@pytest.mark.parametrize(
    ("changes", "id_"),
    [
        ({"codec": "hevc"}, "delivery.codec"),
        ({"level": 42}, "delivery.level"),
        ({"codec_tag": "hvc1"}, "delivery.codec-tag"),
        ({"longest_key_interval": Fraction(51, 25)}, "delivery.key-interval"),
        ({"pixel_format": "yuv422p"}, "delivery.pixel-format"),
        ({"full_range": True}, "delivery.full-range"),
        ({"hdr": "HLG", "transfer": "arib-std-b67"}, "delivery.hdr"),
        ({"matrix": "unknown"}, "delivery.colour-tags"),
        ({"sample_aspect": Fraction(159, 160)}, "delivery.pixel-aspect"),
        ({"rotation_deg": 90}, "delivery.rotation"),
        ({"mirrored": True}, "delivery.rotation"),
        ({"width": 1919}, "delivery.size"),
        ({"declared_field_order": "top-first"}, "delivery.interlaced"),
        ({"average_fps": Fraction(30)}, "delivery.frame-rate"),
        ({"frames": 501}, "file.frames-lost"),
    ],
)
def test_each_promise_of_the_delivery_is_checked(changes: dict[str, object], id_: str) -> None:
    assert [finding.id for finding in judged(stream(**changes))] == [id_]


def test_a_simpler_h264_is_a_warning_and_another_codec_a_fault() -> None:
    assert seen(judged(stream(profile="Main"))) == [("delivery.codec", WARN)]
    assert seen(judged(stream(codec="hevc", profile="Main"))) == [("delivery.codec", FAIL)]


def test_what_the_profile_allows_is_a_warning_that_says_so() -> None:
    (finding,) = judged(replace(FILM, decoder_errors=("[h264] [error] no",)), allow=["file.decoder-errors"])
    assert finding.severity is WARN
    assert finding.what.zh.endswith("（配置已允许）")
    assert fails((finding,)) == ()


def test_the_worst_comes_first_then_the_earliest() -> None:
    facts = picture(black=(span("12", "13"), span("8", "11"), span("3", "4")))
    found = judged(facts)
    spans = [span("8", "11"), span("3", "4"), span("12", "13")]
    assert [finding.severity for finding in found] == [FAIL, WARN, WARN]
    assert [finding.span for finding in found] == spans


TENTHS = st.integers(0, 200).map(lambda tenth: Fraction(tenth, 10))
SPANS = st.tuples(TENTHS, TENTHS).map(lambda ends: Span(min(ends), max(ends) + Fraction(1, 10)))


@given(st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=4))
def test_nothing_is_blamed_within_a_declared_card(frozen: list[Span], cards: list[Span]) -> None:
    for finding in judged(picture(frozen=tuple(frozen)), Declared(still=tuple(cards))):
        assert finding.span is not None
        assert not any(finding.span.overlap(card) for card in cards)
        assert any(each.start <= finding.span.start and finding.span.end <= each.end for each in frozen)
