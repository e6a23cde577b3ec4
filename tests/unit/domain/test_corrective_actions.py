"""Corrective action on bare entities: what it lacks, also when it was tried before."""

from datetime import date

import pytest

from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.disciplines import MOST_PLACES, DisciplinePlace
from qc_desk.domain.loop_words import Discipline, DisciplinePart
from qc_desk.domain.refusals import CorrectiveActionNeeded, QuantityWrong, VerifierTookPart
from qc_desk.domain.vocabulary import Role
from tests.unit.domain.bare_shop import person
from tests.unit.domain.test_problems import Story, at

DUE = date(2026, 6, 1)


def opened(story: Story) -> CorrectiveAction:
    """Open a corrective action for the first thread, led by Olga."""
    return CorrectiveAction(
        number=1,
        title="Glaze",
        problem=story.one,
        lead=story.olga,
        opened_at=at(0),
        changed_at=at(0),
    )


def worked_out(story: Story, action: CorrectiveAction, day: int) -> None:
    """Write both causes."""
    for part in (DisciplinePart.WHY_OCCURRED, DisciplinePart.WHY_ESCAPED):
        action.write(DisciplinePlace(Discipline.D4, part), "because", story.olga, at(day))


def verified(story: Story, action: CorrectiveAction, day: int) -> None:
    """Plan a corrective action of Ana's, do it and have it verified by Lena."""
    planned = action.plan(Discipline.D5, "burner", story.ana, DUE, story.olga, at(day))
    action.finish(planned, "photo", story.ana, at(day))
    action.verify(planned, "seen", story.lena, at(day))


def test_that_work_from_before_it_came_back_again_is_not_enough() -> None:
    story = Story()
    action = opened(story)
    worked_out(story, action, 1)
    verified(story, action, 1)
    for count in range(2):
        story.promised(story.one, 10 * count)
        story.seen(story.one, 10 * count + 5)
    assert story.one.recurrences == 2
    story.one.own(story.olga, "sort", story.olga, at(20))
    with pytest.raises(CorrectiveActionNeeded, match="looked for again"):
        story.one.claim_fix(story.fix(20), action, story.olga, at(20))
    worked_out(story, action, 20)
    story.one.claim_fix(story.fix(20), action, story.olga, at(20))
    with pytest.raises(CorrectiveActionNeeded, match="planned since it came back"):
        story.one.verify_fix("seen", action, story.lena, at(21))
    verified(story, action, 21)
    with pytest.raises(VerifierTookPart):
        story.one.verify_fix("seen", action, story.olga, at(21))
    story.one.verify_fix("seen", action, story.lena, at(21))


def test_that_whoever_did_a_corrective_action_does_not_verify_the_fix() -> None:
    story = Story()
    action = opened(story)
    worked_out(story, action, 1)
    action.plan(Discipline.D5, "burner", story.leo, DUE, story.olga, at(1))
    story.claimed(story.one, 2)
    with pytest.raises(VerifierTookPart, match="CA-1"):
        story.one.verify_fix("seen", action, story.leo, at(3))


def test_that_a_closed_or_another_problems_corrective_action_does_not_help() -> None:
    story = Story()
    action = opened(story)
    worked_out(story, action, 1)
    story.two.recurrences = 2
    story.two.own(story.olga, "sort", story.olga, at(2))
    with pytest.raises(CorrectiveActionNeeded, match="an open corrective action"):
        story.two.claim_fix(story.fix(3), action, story.olga, at(2))


def test_that_a_team_has_room_for_fifty() -> None:
    story = Story()
    action = opened(story)
    for number in range(MOST_PLACES):
        member = person(f"P{number}", story.site, Role.VIEWER)
        action.add_member(member, "", story.olga, at(1))
    with pytest.raises(QuantityWrong):
        action.add_member(story.lena, "", story.olga, at(1))
    assert len(action.team) == MOST_PLACES + 1


def test_that_only_work_since_it_came_back_counts_and_what_is_missing_is_told_first() -> None:
    story = Story()
    action = opened(story)
    assert action.missing_since(Discipline.D5, at(9)) == "a corrective action"
    assert action.missing_since(Discipline.D5, None) == "a corrective action"
    verified(story, action, 1)
    assert action.missing_since(Discipline.D5, None) == ""
    assert action.missing_since(Discipline.D5, at(1)) == ""
    assert action.missing_since(Discipline.D5, at(2)).endswith("planned since it came back")
