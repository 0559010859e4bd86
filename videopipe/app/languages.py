"""The programme's texts in every language and script that the profile asks for. Touches nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from videopipe.app.job import LANGUAGE, Job
from videopipe.model.cues import ScreenCue
from videopipe.model.timeline import Timeline
from videopipe.stages.subtitles.limits import ENGLISH as ENGLISH_LIMITS
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.plan import Note, SubtitlePlan, lay_out, note
from videopipe.stages.subtitles.second import pair
from videopipe.text.traditional import Traditional, leads_back, traditional

TRADITIONAL: Final = "zh-Hant"
ENGLISH: Final = "en"
UPRIGHT_WIDTH = 13
UPRIGHT_SECOND = 36


@dataclass(frozen=True)
class Texts:
    """What is read, in programme frames."""

    captions: Mapping[str, tuple[ScreenCue, ...]] = field(default_factory=dict)
    """Language → cues of the caption files, in the profile's order."""
    burned: Mapping[tuple[str, bool], tuple[ScreenCue, ...]] = field(default_factory=dict)
    """(language of a rendition, upright) → cues in the picture."""
    notes: tuple[Note, ...] = ()


def decide_texts(job: Job, timeline: Timeline, limits: SubtitleLimits, cuts: Sequence[int]) -> Texts:
    """Every variant that a caption file or a picture shows; notes on each once. `cuts` as for `lay_out`."""
    return _Writer(job, timeline, limits, cuts).texts()


def converter(job: Job) -> Traditional:
    """To traditional characters, in which people's names are always the same."""
    return traditional(person.name for person in job.loaded.episode.people.values())


class _Writer:
    """Lays out what the variants share only once."""

    def __init__(self, job: Job, timeline: Timeline, limits: SubtitleLimits, cuts: Sequence[int]) -> None:
        self._job = job
        self._timeline = timeline
        self._limits = limits
        self._cuts = cuts
        self._convert = converter(job)
        self._notes: list[Note] = []

    def texts(self) -> Texts:
        profile = self._job.profile
        captions: dict[str, tuple[ScreenCue, ...]] = {
            language: self._captions(language) for language in profile.captions.languages
        }
        burned: dict[tuple[str, bool], tuple[ScreenCue, ...]] = {
            (each.language, upright): self._burned(each.language, upright)
            for each in profile.renditions.values()
            for upright in (profile.layouts[each.layout].upright,)
            if each.text == "burned"
        }
        shown = {language: cues for language, cues in captions.items() if cues}
        return Texts(shown, burned, tuple(dict.fromkeys(self._notes)))

    def _captions(self, language: str) -> tuple[ScreenCue, ...]:
        if language == ENGLISH:
            return lay_out(self._job.cues_in(ENGLISH), self._timeline, ENGLISH_LIMITS, cuts=self._cuts).cues
        return self._chinese(language, self._limits, {})

    def _burned(self, language: str, upright: bool) -> tuple[ScreenCue, ...]:
        script, english, _ = language.partition("+")
        limits = self._limits
        if upright:
            limits = replace(
                limits, max_width=min(limits.max_width, UPRIGHT_WIDTH), max_second=UPRIGHT_SECOND
            )
        return self._chinese(script, limits, self._seconds(script) if english else {})

    def _chinese(
        self, script: str, limits: SubtitleLimits, seconds: Mapping[int, str]
    ) -> tuple[ScreenCue, ...]:
        own = self._job.cues_in(TRADITIONAL) if script == TRADITIONAL else ()
        written = [replace(cue, second=seconds.get(cue.number, "")) for cue in own or self._job.cues]
        people = tuple(person.name for person in self._job.loaded.episode.people.values())
        found = lay_out(written, self._timeline, limits, names=people, cuts=self._cuts)
        if script == LANGUAGE or own:
            self._notes += _of_language(found, seconds)
            return found.cues
        return tuple(map(self._converted, found.cues))

    def _seconds(self, script: str) -> dict[int, str]:
        own = self._job.cues_in(TRADITIONAL) if script == TRADITIONAL else ()
        paired, without, alone = pair(own or self._job.cues, self._job.cues_in(ENGLISH))
        self._notes += [note("second-missing", cue, Fraction(0)) for cue in without]
        self._notes += [note("second-alone", cue, Fraction(0)) for cue in alone]
        return {cue.number: cue.second for cue in paired}

    def _converted(self, cue: ScreenCue) -> ScreenCue:
        spoken = self._convert(cue.spoken)
        if not leads_back(cue.spoken, spoken):
            self._notes.append(note("not-reversible", cue, Fraction(0), text=spoken))
        return replace(cue, lines=self._convert.lines(cue.lines), spoken=spoken)


def _of_language(found: SubtitlePlan, seconds: Mapping[int, str]) -> Sequence[Note]:
    """What is only wrong with this variant: the plain subtitles are noted by themselves."""
    return [each for each in found.notes if each.kind == "second-wide"] if seconds else ()
