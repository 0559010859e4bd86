"""Which channels of a source become the programme's sound, and what is mended on the way. Pure.

The thresholds stand between the real samples (two interviews, eight talking heads and screencasts, streets,
news) and the faults of `tests/media.py`; each says what lies on either side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from videopipe.model.findings import Finding, Repair, Words
from videopipe.model.sound import Channel, ChosenSound, Pair, SoundChoice, SoundFacts, Tap, Track
from videopipe.model.time import Seconds, Span, timecode
from videopipe.stages.audio.kinds import KINDS, repaired

SILENT_DBFS = -70.0
"""RMS below which there is nothing in a channel. The quietest sample with anything to hear has −46."""
ROOM_DBFS = -45.0
"""RMS below which a channel without a voice is an empty room. Streets of the samples have −39 and −38, rooms −52 to
−77, wind over a phone −46."""
VOICE_S = 1
"""Somebody is heard for this long at least: a street of the samples is taken for a voice for 0.2 s."""
VOICE_SHARE = Fraction(1, 5)
"""Of what is heard on the best channel; less is a microphone that overhears."""
TIE_DB = 3
"""Levels that differ by less are equal: the earlier channels, which cameras put their own first, are taken."""
ALIKE_SHARE = Fraction(9, 10)
"""Of the seconds in which both sides are heard. Real stereo reaches 1/2 (a street far away)."""
OPPOSITE_SHARE, OPPOSITE_S = Fraction(4, 5), 2
"""Of these seconds, and that many at least (LOUD-17). No sample has one such second."""
LOPSIDED_DB = 10.0
"""A stereo microphone hears a voice by 4 dB more on one side in the samples, never by 10."""
SURE_VOICE_S = 3
"""Whoever speaks that long isn't a noise taken for a voice: 2 s of music in a sample are, for 1 s of them. What is
said against a channel for want of a voice, or against a voice for its noise, rests on this."""
DC = 0.005
"""−46 dBFS. The worst sample has 0.0015; from 0.005 on a cut clicks."""
CLIPPED_RUNS = 3
"""Two lone tops are a loud syllable, three are a habit."""
HOT_FLOAT_DBFS = 3.5
"""Above, full scale says nothing: the track is float and goes on; only tops that stand still count."""
HOT_DBFS = -6.0
"""RMS of a voice. The loudest sample has −15."""
QUIET_DBFS = -50.0
"""RMS of a voice. The quietest talking head has −34.5."""
NOISY_DB = 18.0
"""Voice over noise. Rooms of the samples have 24 to 46, news over a bed of music 21."""
DENOISE_FROM_DB = 10.0
"""Below, what is left after denoising warbles more than the noise disturbed."""
DENOISE_BY_DB = 10
"""At 6 it is hardly heard, at 15 a voice 10 dB above white noise loses its consonants."""
HUM_BELOW_VOICE_DB = 45.0
"""Hum further below a voice isn't heard beside it, nor in its pauses at -16 LUFS."""
DC_CUTOFF_HZ = 20
"""Far below a voice (80 Hz); settles within 50 ms."""
EARLY_S, EARLY_SHARE = 2, Fraction(1, 10)
"""How much of the picture may be without sound at its end: Guangzhou's take ends with 3 s of 96."""
SHORT_S = 3
"""Short-term loudness needs 3 s (EBU Tech 3341)."""


@dataclass(frozen=True)
class SoundRules:
    """What the profile and the episode say."""

    denoise: bool = True
    wanted: tuple[int, ...] = ()
    """Channels that the episode names, from 1: one for both sides, or left and right; () to choose here."""


@dataclass(frozen=True)
class _Unit:
    """Channels that belong together: one, two, or those of a surround track."""

    channels: tuple[Channel, ...]
    mix: int | None = None

    @property
    def voice(self) -> Seconds:
        return max(channel.speech for channel in self.channels)

    @property
    def level(self) -> float:
        """Of the voice where there is one, else of everything."""
        return max(
            max(one.speech_dbfs, -1000.0) if one.speech else one.rms_dbfs - 100 for one in self.channels
        )


def choose_sound(facts: SoundFacts, rules: SoundRules, picture: Seconds) -> ChosenSound:
    """The choice for a source whose picture lasts `picture`."""
    case = _Case(facts, rules, picture)
    if not facts.channels:
        return ChosenSound(SoundChoice(), (KINDS["sound.none"].at("sound.none", "file"),), empty=True)
    unit = _named(facts, rules.wanted) if rules.wanted else _best(facts)
    if unit is None or not all(case.track_of(channel).length for channel in unit.channels):
        return ChosenSound(SoundChoice(), tuple(case.undecodable()), empty=True)
    sides, about_sides, done_to_sides = case.sides(unit)
    choice, findings, repairs = case.treat(unit, sides)
    empty = _is_empty(case.voice(unit, choice))
    return ChosenSound(choice, (*about_sides, *findings), (*done_to_sides, *repairs), empty)


def _named(facts: SoundFacts, wanted: Sequence[int]) -> _Unit:
    return _Unit(tuple(facts.channels[number - 1] for number in wanted[:2]))


def _units(facts: SoundFacts) -> Iterator[_Unit]:
    """Every unit of the file; channels of mono tracks and of tracks without a layout go two and two."""
    loose: list[Channel] = []
    for track in facts.tracks:
        if not track.length:
            continue
        if _is_loose(track):
            loose += track.channels
        elif len(track.channels) == 2:
            yield _Unit(track.channels)
        else:
            yield _Unit(track.channels, track.stream)
    for first in range(0, len(loose), 2):
        yield _Unit(tuple(loose[first : first + 2]))


def _is_loose(track: Track) -> bool:
    count = len(track.channels)
    return count == 1 or (count > 2 and track.layout.endswith("channels"))


def _best(facts: SoundFacts) -> _Unit | None:
    """The loudest voices, in stereo rather than surround; the earlier of equals, so never a mere copy.

    None where no track could be decoded.
    """
    units = sorted(_units(facts), key=lambda unit: unit.channels[0].number)
    if not units:
        return None
    longest = max(unit.voice for unit in units)
    speaking = [unit for unit in units if unit.voice >= max(Fraction(VOICE_S), longest * VOICE_SHARE)]
    flat = [unit for unit in speaking if unit.mix is None]
    candidates = flat or speaking or units
    loudest = max(unit.level for unit in candidates)
    return next(unit for unit in candidates if unit.level >= loudest - TIE_DB)


_Step = tuple[SoundChoice, list[Finding], list[Repair]]


@dataclass(frozen=True)
class _Case:
    """One file on the table; each method is one question about it."""

    facts: SoundFacts
    rules: SoundRules
    picture: Seconds

    def where(self, channel: Channel) -> str:
        """`sound 2 left`, `sound 3`, `sound 1 channel 5`."""
        track = self.track_of(channel)
        number = self.facts.tracks.index(track) + 1
        sides = {1: ("",), 2: (" left", " right")}.get(len(track.channels))
        return f"sound {number}{sides[channel.position] if sides else f' channel {channel.position + 1}'}"

    def track_of(self, channel: Channel) -> Track:
        """The track that the channel is on."""
        return next(track for track in self.facts.tracks if track.stream == channel.stream)

    def undecodable(self) -> Iterator[Finding]:
        """What is said of tracks that nothing could be heard of."""
        for number, track in enumerate(self.facts.tracks, 1):
            if not track.length:
                errors = str(track.errors)
                yield KINDS["sound.damaged"].at("sound.damaged", f"sound {number}", value=errors)

    def track(self, channel: Channel) -> str:
        """`sound 2`."""
        return " ".join(self.where(channel).split()[:2])

    def sides(self, unit: _Unit) -> _Step:
        """What left and right are taken from."""
        choice, findings, repairs = self._sides(unit)
        extra, picked = self._extra(unit)
        return choice, [*extra, *findings], [*picked, *repairs]

    def _sides(self, unit: _Unit) -> _Step:
        if unit.mix is not None:
            return self._mixed(unit, unit.mix)
        if len(unit.channels) == 1:
            return self._mono(unit.channels[0])
        left, right = unit.channels
        return self._one_side(left, right) or self._both_sides(left, right)

    def _extra(self, unit: _Unit) -> tuple[list[Finding], list[Repair]]:
        count = len(self.facts.channels)
        if count <= len(unit.channels):
            return [], []
        used = ", ".join(str(channel.number) for channel in unit.channels)
        found = KINDS["sound.extra-tracks"].at(
            "sound.extra-tracks", "file", value=used, words={"count": count}
        )
        step = repaired("pick-channels", found.id, "file", f"{count} channels", f"channels {used}")
        return [found], [step]

    def _mixed(self, unit: _Unit, stream: int) -> _Step:
        layout = next(track.layout for track in self.facts.tracks if track.stream == stream)
        where = self.track(unit.channels[0])
        found = KINDS["sound.surround"].at("sound.surround", where, value=layout)
        return SoundChoice(mix=stream), [found], [repaired("mix-surround", found.id, where, layout, "stereo")]

    def _mono(self, channel: Channel) -> _Step:
        found = KINDS["sound.mono"].at("sound.mono", self.where(channel))
        step = repaired("mono-to-both", found.id, found.where, "mono", "stereo, both sides alike")
        return _twice(channel), [found], [step]

    def _one_side(self, left: Channel, right: Channel) -> _Step | None:
        """One side on both ears, where the other isn't worth hearing."""
        good, poor = (left, right) if _worth(left) >= _worth(right) else (right, left)
        if good.rms_dbfs < SILENT_DBFS:
            return None
        where = self.where(poor)
        if poor.rms_dbfs < SILENT_DBFS or (good.speech >= SURE_VOICE_S and not poor.speech):
            found = KINDS["sound.dead-channel"].at("sound.dead-channel", where, value=_level(poor.rms_dbfs))
        elif good.speech and poor.speech and good.speech_dbfs - poor.speech_dbfs > LOPSIDED_DB:
            less = f"{good.speech_dbfs - poor.speech_dbfs:.1f} dB"
            found = KINDS["sound.lopsided"].at(
                "sound.lopsided", where, value=less, threshold=f"{LOPSIDED_DB} dB"
            )
        else:
            return None
        after = _level(good.rms_dbfs)
        return _twice(good), [found], [repaired("live-side", found.id, where, _level(poor.rms_dbfs), after)]

    def _both_sides(self, left: Channel, right: Channel) -> _Step:
        choice = SoundChoice(left=_tap(left), right=_tap(right))
        pair = self.facts.pair(left.number, right.number)
        if pair is None:
            return choice, [], []
        where = self.track(left)
        if _is_opposite(pair):
            value = f"{pair.correlation:.2f}"
            found = KINDS["sound.inverted"].at(
                "sound.inverted", self.where(right), value=value, threshold="-0.5"
            )
            step = repaired("flip-phase", found.id, self.where(right), value, f"{-pair.correlation:.2f}")
            return replace(choice, right=_tap(right, inverted=True)), [found], [step]
        if pair.alike_s >= pair.audible_s * ALIKE_SHARE:
            value = f"{pair.correlation:.4f}"
            return (
                choice,
                [KINDS["sound.dual-mono"].at("sound.dual-mono", where, value=value, threshold="0.999")],
                [],
            )
        return choice, [], []

    def treat(self, unit: _Unit, choice: SoundChoice) -> _Step:
        """What is filtered, and what else there is to say about the channels that were taken."""
        heard, voice = self.heard(unit, choice), self.voice(unit, choice)
        findings = [*self._whole(voice), *self._levels(heard, voice)]
        if _is_empty(voice):
            return choice, findings, []
        repairs: list[Repair] = []
        for step in (self._dc, self._hum, self._noise):
            choice, found, done = step(choice, heard, voice)
            findings, repairs = findings + found, repairs + done
        return choice, findings, repairs

    def heard(self, unit: _Unit, choice: SoundChoice) -> list[Channel]:
        """The channels that were taken."""
        return [one for one in unit.channels if self._is_heard(one, choice)]

    def voice(self, unit: _Unit, choice: SoundChoice) -> Channel:
        """The best of them."""
        return max(self.heard(unit, choice), key=_worth)

    def _is_heard(self, channel: Channel, choice: SoundChoice) -> bool:
        if choice.mix is None:
            return _is_taken(channel, choice)
        layout = next(track.layout for track in self.facts.tracks if track.stream == choice.mix)
        return channel.position != _lfe(layout)

    def _whole(self, voice: Channel) -> Iterator[Finding]:
        """Is all of it there?"""
        track = self.track_of(voice)
        where = self.track(voice)
        if track.errors:
            yield KINDS["sound.damaged"].at("sound.damaged", where, value=str(track.errors))
        if _is_empty(voice):
            return
        early = self.picture - voice.last_sound
        if early > max(Fraction(EARLY_S), self.picture * EARLY_SHARE):
            yield KINDS["sound.ends-early"].at(
                "sound.ends-early", where, value=f"{float(early):.1f} s", words={"at": timecode(voice.last_sound)},
                span=Span(voice.last_sound, self.picture),
            )  # fmt: skip
        elif min(self.picture, voice.last_sound) < SHORT_S:
            length = min(self.picture, voice.last_sound)
            yield KINDS["sound.short"].at(
                "sound.short", where, value=f"{float(length):.1f} s", threshold="3 s"
            )

    def _levels(self, heard: Sequence[Channel], voice: Channel) -> Iterator[Finding]:
        where = self.track(voice)
        if _is_empty(voice):
            yield KINDS["sound.silent"].at("sound.silent", where, value=_level(voice.rms_dbfs))
            return
        level = voice.speech_dbfs if voice.speech >= VOICE_S else voice.rms_dbfs
        if level > HOT_DBFS or voice.peak_dbfs > HOT_FLOAT_DBFS:
            yield KINDS["sound.too-hot"].at(
                "sound.too-hot", where, value=_level(level), threshold=_level(HOT_DBFS)
            )
        if voice.speech >= VOICE_S and level < QUIET_DBFS:
            yield KINDS["sound.too-quiet"].at(
                "sound.too-quiet", where, value=_level(level), threshold=_level(QUIET_DBFS)
            )
        for channel in heard:
            if (runs := _clipped_runs(channel)) >= CLIPPED_RUNS:
                yield KINDS["sound.clipped"].at("sound.clipped", self.where(channel), value=str(runs))

    def _dc(self, choice: SoundChoice, heard: Sequence[Channel], _voice: Channel) -> _Step:
        worst = max(heard, key=lambda one: abs(one.dc))
        if abs(worst.dc) < DC:
            return choice, [], []
        where, value = self.where(worst), f"{worst.dc * 100:+.1f} %"
        found = KINDS["sound.dc-offset"].at("sound.dc-offset", where, value=value, threshold=f"{DC * 100} %")
        step = repaired("remove-dc", found.id, where, value, "0 %")
        return replace(choice, highpass_hz=DC_CUTOFF_HZ), [found], [step]

    def _hum(self, choice: SoundChoice, heard: Sequence[Channel], voice: Channel) -> _Step:
        level = voice.speech_dbfs if voice.speech else voice.rms_dbfs
        notches = sorted({hz for one in heard for hz in _hum_of(one, level)})
        if not notches:
            return choice, [], []
        where = self.track(voice)
        value = ", ".join(f"{hz} Hz" for hz in notches)
        loudest = max(line.dbfs for one in heard for line in one.hum)
        found = KINDS["sound.hum"].at("sound.hum", where, value=value)
        step = repaired("notch-hum", found.id, where, f"{value} at up to {loudest:.0f} dBFS", "gone")
        return replace(choice, notches_hz=tuple(notches)), [found], [step]

    def _noise(self, choice: SoundChoice, _heard: Sequence[Channel], voice: Channel) -> _Step:
        clear = voice.clear_db
        if voice.speech < SURE_VOICE_S or clear >= NOISY_DB:
            return choice, [], []
        where, value = self.track(voice), f"{clear:.0f} dB"
        done, lower = _noise_done(clear, self.rules.denoise)
        found = KINDS["sound.noise"].at(
            "sound.noise",
            where,
            value=value,
            threshold=f"{NOISY_DB:.0f} dB",
            words={"done_en": done.en, "done_zh": done.zh},
        )
        if not lower:
            return choice, [found], []
        after = f"{clear + DENOISE_BY_DB:.0f} dB at most"
        step = repaired("denoise", found.id, where, value, after)
        chosen = replace(choice, denoise_db=DENOISE_BY_DB)
        return chosen, [found], [step]


def _noise_done(clear: float, wanted: bool) -> tuple[Words, bool]:
    if not wanted:
        return Words("It is left, as the profile says", "按配置不作处理"), False
    if clear < DENOISE_FROM_DB:
        return _TOO_NOISY, False
    return Words(f"It is lowered by up to {DENOISE_BY_DB} dB", f"已适度降噪，最多 {DENOISE_BY_DB} dB"), True


_TOO_NOISY = Words(
    "It is left: taking out so much would spoil the voice. Record closer to the speaker",
    "不作处理：噪声过大，降噪会损伤人声。录制时请靠近讲话者",
)


def _worth(channel: Channel) -> tuple[bool, float]:
    speaks = channel.speech >= VOICE_S
    return speaks, channel.speech_dbfs if speaks else channel.rms_dbfs


def _is_empty(channel: Channel) -> bool:
    return channel.rms_dbfs < (SILENT_DBFS if channel.speech >= VOICE_S else ROOM_DBFS)


def _is_opposite(pair: Pair) -> bool:
    return pair.opposite_s >= max(Fraction(OPPOSITE_S), pair.audible_s * OPPOSITE_SHARE)


def _is_taken(channel: Channel, choice: SoundChoice) -> bool:
    taps = (choice.left, choice.right)
    return any(tap and (tap.stream, tap.position) == (channel.stream, channel.position) for tap in taps)


def _lfe(layout: str) -> int | None:
    """Position of the low-frequency channel, which isn't mixed in, in FFmpeg's order of channels."""
    return None if ".1" not in layout else 2 if layout == "2.1" else 3


def _tap(channel: Channel, inverted: bool = False) -> Tap:
    return Tap(channel.stream, channel.position, inverted)


def _twice(channel: Channel) -> SoundChoice:
    return SoundChoice(left=_tap(channel), right=_tap(channel))


def _clipped_runs(channel: Channel) -> int:
    return channel.flat_runs if channel.peak_dbfs > HOT_FLOAT_DBFS else channel.full_scale_runs


def _hum_of(channel: Channel, voice_dbfs: float) -> list[int]:
    """The lines of 50 or of 60 Hz, whichever explains more; a lone overtone is a tone, not hum."""
    loud = [line.hz for line in channel.hum if line.dbfs > voice_dbfs - HUM_BELOW_VOICE_DB]
    europe, america = ([hz for hz in loud if hz % base == 0] for base in (50, 60))
    hum = america if len(america) > len(europe) else europe
    return hum if len(hum) >= 2 or hum in ([50], [60]) else []


def _level(dbfs: float) -> str:
    return "−∞ dBFS" if dbfs == -inf else f"{dbfs:.1f} dBFS"
