"""Who speaks when, as far as the episode tells."""

from collections.abc import Callable, Sequence

from videopipe.config.episode import Episode
from videopipe.model.cues import Cue
from videopipe.model.marks import QuestionMark
from videopipe.model.timeline import Timeline

HOST, GUEST = "host", "mayor"
"""Ids of `people`."""


def speaker_at(episode: Episode, questions: Sequence[QuestionMark], frame: int) -> str:
    """The host reads questions and speaks between them; the guest answers. Nobody, where that isn't known."""
    who = HOST
    for mark in questions:
        if mark.whole.start <= frame < mark.whole.end:
            if len(mark.asked) <= 1:
                return ""
            who = HOST if frame < mark.asked.end else GUEST
    person = episode.people.get(who)
    return person.name if person is not None else ""


def speaker_of(
    episode: Episode, cues: Sequence[Cue], timeline: Timeline, questions: Sequence[QuestionMark]
) -> Callable[[Cue], str]:
    """A function from one of the cues to who says it: as its file has it, else by the questions."""
    if any(cue.speaker for cue in cues):
        names = {who: person.name for who, person in episode.people.items()}
        return lambda cue: names.get(cue.speaker, cue.speaker)

    def by_questions(cue: Cue) -> str:
        frames = timeline.programme_span(0, cue.span)
        return speaker_at(episode, questions, frames.start) if frames is not None else ""

    return by_questions
