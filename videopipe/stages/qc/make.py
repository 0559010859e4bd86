"""Examines films and takes stills, as the tasks say."""

import json
from fractions import Fraction

from videopipe.engine.work import Recipe, Work
from videopipe.stages.qc.examine import examine
from videopipe.stages.qc.record import render_facts
from videopipe.stages.qc.stills import take_stills


def write_examined(work: Work) -> None:
    """`examined.json`: what the film is."""
    facts = examine(work.input("film"), work.scratch, work.stopped, work.report)
    work.out("examined.json").write_text(render_facts(facts), "utf-8")


def write_stills(work: Work) -> None:
    """`stills.json`: a picture of each moment."""
    stills = take_stills(work.input("film"), [Fraction(moment) for moment in work.params["moments"]])
    work.out("stills.json").write_text(json.dumps(stills), "utf-8")


RECIPES: dict[str, Recipe] = {"qc.examine": write_examined, "qc.stills": write_stills}
