"""The programme's texts in every language and script that the profile asks for. Touches nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal

from videopipe.app.job import LANGUAGE, Job
from videopipe.app.speakers import speaker_of
from videopipe.model.cues import ScreenCue
from videopipe.model.marks import QuestionMark
from videopipe.model.timeline import Timeline
from videopipe.stages.subtitles.limits import ENGLISH as ENGLISH_LIMITS
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.plan import Note, SubtitlePlan, lay_out, note, noted_in
from videopipe.stages.subtitles.sdh import with_speakers, without_sounds
from videopipe.stages.subtitles.second import pair
from videopipe.text.traditional import Traditional, leads_back, traditional

TRADITIONAL: Final = "zh-Hant"
ENGLISH: Final = "en"
UPRIGHT_WIDTH = 13
UPRIGHT_SECOND = 36
SDH_WIDER, SDH_FASTER = 2, 2
"""Characters a line, and a second, that captions with speakers and sounds may have more (DOMAIN SUB-01, SUB-03)."""

Language = Literal["zh-Hans", "zh-Hant", "en"]


@dataclass(frozen=True)
class Texts:
    """What is read, in programme frames."""

    captions: Mapping[str, tuple[ScreenCue, ...]] = field(default_factory=dict)
    """Language → cues of the caption files, in the profile's order."""
    sdh: Mapping[str, tuple[ScreenCue, ...]] = field(default_factory=dict)
    """The same with speakers and sounds."""
    burned: Mapping[tuple[str, bool], tuple[ScreenCue, ...]] = field(default_factory=dict)
    """(language of a rendition, upright) → cues in the picture."""
    notes: tuple[Note, ...] = ()


def decide_texts(
    job: Job,
    timeline: Timeline,
    limits: SubtitleLimits,
    cuts: Sequence[int],
    questions: Sequence[QuestionMark],
    notes: Sequence[Note],
) -> Texts:
    """Every variant that a caption file or a picture shows; what is wrong with it alone is noted, once.

    `cuts` as for `lay_out`; `questions` tell who speaks; `notes` are those on the plain subtitles.
    """
    return _Writer(job, timeline, limits, cuts, questions, notes).texts()


def variant(language: str, *, upright: bool) -> tuple[str, ...]:
    """What sets subtitles of that language apart from the plain ones: keys of `VARIANTS`."""
    script, english, _ = language.partition("+")
    marks = {
        "English": script == ENGLISH,
        "traditional": script == TRADITIONAL,
        "bilingual": bool(english),
        "upright": upright,
    }
    return tuple(name for name, holds in marks.items() if holds)


def converter(job: Job) -> Traditional:
    """To traditional characters, in which people's names are always the same."""
    return traditional(person.name for person in job.loaded.episode.people.values())


class _Writer:
    """Lays out what the variants share only once."""

    def __init__(
        self,
        job: Job,
        timeline: Timeline,
        limits: SubtitleLimits,
        cuts: Sequence[int],
        questions: Sequence[QuestionMark],
        notes: Sequence[Note],
    ) -> None:
        self._job = job
        self._timeline = timeline
        self._limits = limits
        self._cuts = cuts
        self._questions = questions
        self._people = tuple(person.name for person in job.loaded.episode.people.values())
        self._convert = converter(job)
        self._notes: list[Note] = []
        self._said = {(LANGUAGE, note.kind, note.cue) for note in notes}

    def texts(self) -> Texts:
        profile = self._job.profile
        captions: dict[Language, tuple[ScreenCue, ...]] = {
            language: self._captions(language) for language in profile.captions.languages
        }
        burned: dict[tuple[str, bool], tuple[ScreenCue, ...]] = {
            (each.language, upright): self._burned(each.language, upright)
            for each in profile.renditions.values()
            for upright in (profile.layouts[each.layout].upright,)
            if each.text == "burned"
        }
        sdh = {language: self._sdh(language) for language in captions} if profile.captions.sdh else {}
        return Texts(_there(captions), _there(sdh), burned, tuple(dict.fromkeys(self._notes)))

    def _captions(self, language: str) -> tuple[ScreenCue, ...]:
        if language == ENGLISH:
            found = lay_out(self._job.shown_in(ENGLISH), self._timeline, ENGLISH_LIMITS, cuts=self._cuts)
            self._note(ENGLISH, variant(ENGLISH, upright=False), found)
            return found.cues
        return self._chinese(language, self._limits, {}, variant(language, upright=False))

    def _burned(self, language: str, upright: bool) -> tuple[ScreenCue, ...]:
        script, english, _ = language.partition("+")
        limits = self._limits
        if upright:
            limits = replace(
                limits, max_width=min(limits.max_width, UPRIGHT_WIDTH), max_second=UPRIGHT_SECOND
            )
        seconds = self._seconds(script) if english else {}
        return self._chinese(script, limits, seconds, variant(language, upright=upright))

    def _chinese(
        self, script: str, limits: SubtitleLimits, seconds: Mapping[int, str], marks: Sequence[str]
    ) -> tuple[ScreenCue, ...]:
        own = self._job.shown_in(TRADITIONAL) if script == TRADITIONAL else ()
        shown = own or self._job.shown_in(LANGUAGE)
        written = [replace(cue, second=seconds.get(cue.number, "")) for cue in shown]
        found = lay_out(written, self._timeline, limits, names=self._people, cuts=self._cuts)
        self._note(script if own else LANGUAGE, marks, found)
        if script == LANGUAGE or own:
            return found.cues
        return tuple(map(self._converted, found.cues))

    def _note(self, file: str, marks: Sequence[str], found: SubtitlePlan) -> None:
        """What hasn't been said of the cues of that file; what was cut away is missing in every language."""
        for each in found.notes:
            said = (file, each.kind, each.cue)
            if said not in self._said and not (each.kind == "cut-away" and file != LANGUAGE):
                self._said.add(said)
                self._notes.append(noted_in(marks, each) if marks else each)

    def _sdh(self, language: Language) -> tuple[ScreenCue, ...]:
        """The captions of a language, with speakers and sounds; () where there are none.

        In English speakers only where its file names them: `people` have Chinese names.
        """
        own = self._job.cues_in(language)
        written = own if own or language == ENGLISH else self._job.cues
        kept = [cue for cue in written if self._timeline.programme_span(0, cue.span) is not None]
        if language == ENGLISH:
            cues, limits = with_speakers(kept, lambda cue: cue.speaker, ": "), ENGLISH_LIMITS
        else:
            named = speaker_of(self._job.loaded.episode, written, self._timeline, self._questions)
            cues, limits = with_speakers(kept, named, "："), self._sdh_limits()
        full = tuple(cues)
        if full == without_sounds(kept):
            return ()
        shown = lay_out(full, self._timeline, limits, names=self._people, cuts=self._cuts).cues
        if language == TRADITIONAL and not own:
            return tuple(map(self._traditional, shown))
        return shown

    def _sdh_limits(self) -> SubtitleLimits:
        limits = self._limits
        return replace(
            limits,
            max_width=limits.max_width + SDH_WIDER,
            warn_cps=limits.warn_cps + SDH_FASTER,
            max_cps=limits.max_cps + SDH_FASTER,
        )

    def _seconds(self, script: str) -> dict[int, str]:
        own = self._job.shown_in(TRADITIONAL) if script == TRADITIONAL else ()
        paired, without, alone = pair(own or self._job.shown_in(LANGUAGE), self._job.shown_in(ENGLISH))
        self._notes += [note("second-missing", cue, Fraction(0)) for cue in without]
        self._notes += [note("second-alone", cue, Fraction(0)) for cue in alone]
        return {cue.number: cue.second for cue in paired}

    def _converted(self, cue: ScreenCue) -> ScreenCue:
        converted = self._traditional(cue)
        if not leads_back(cue.spoken, converted.spoken):
            self._notes.append(note("not-reversible", cue, Fraction(0), text=converted.spoken))
        return converted

    def _traditional(self, cue: ScreenCue) -> ScreenCue:
        return replace(cue, lines=self._convert.lines(cue.lines), spoken=self._convert(cue.spoken))


def _there(texts: Mapping[Language, tuple[ScreenCue, ...]]) -> dict[str, tuple[ScreenCue, ...]]:
    """Those of languages that the episode has."""
    return {language: cues for language, cues in texts.items() if cues}
