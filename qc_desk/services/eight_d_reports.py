"""The 8D report: a corrective action from D0 to D8, with what is still missing said as such."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.days import day_of
from qc_desk.domain.disciplines import BRANCHES, Action
from qc_desk.domain.eight_d_papers import (
    EightDPaper,
    PaperAction,
    PaperCauses,
    PaperDiscipline,
    PaperMember,
)
from qc_desk.domain.loop_words import ActionStatus, Discipline, DisciplinePart
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.paper import Paper, content
from qc_desk.domain.people import Person
from qc_desk.domain.proof import Proof
from qc_desk.domain.reports import Report
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.services.issuing import Frame, Subject
from qc_desk.services.proofs import proof_now
from qc_desk.services.report_entries import ReportEntry, entry_of
from qc_desk.services.shop_texts import ShopTexts
from qc_desk.services.threads import ThreadReader


@dataclass(frozen=True, slots=True)
class EightDMatter:
    """A corrective action, as far as it has come."""

    session: Session
    action: CorrectiveAction
    entry: ReportEntry
    kind: ReportKind = ReportKind.EIGHT_D

    @property
    def site(self) -> Site:
        """The site that was asked, else the one that saw the problem first."""
        if self.entry.site_id is not None:
            return self.session.get_one(Site, self.entry.site_id)
        seen = [each for thread in self.action.problem.threads for each in thread.sightings]
        return seen[0].site if seen else self.session.get_one(Site, 1)

    @property
    def language(self) -> str:
        """The one that was asked for, else the shop's own."""
        shop = self.session.scalars(select(Organisation)).one()
        return self.entry.language or shop.language

    @property
    def subject(self) -> Subject:
        """The corrective action and its problem."""
        return Subject(corrective_action_id=self.action.id, problem_id=self.action.problem.id)

    def must_be_true(self) -> None:
        """What is not done yet stands on it as not done."""

    def paper(self, frame: Frame, folder: Path) -> Paper:  # noqa: ARG002 (it has no photos)
        """Return all disciplines with their actions, causes and what is missing."""
        action, zone, at = self.action, self.site.time_zone, frame["issued_at"]
        texts = ShopTexts(frame["language"], marked=True)
        reader = ThreadReader(self.session, at, zone, None, texts)
        proof = proof_now(self.session, action.problem.final, at) or Proof(())
        return EightDPaper(
            **frame,
            action=action.name,
            title=action.title,
            status=action.status,
            opened_on=day_of(action.opened_at, zone),
            lead=action.lead.name,
            team=self._team(),
            disciplines=tuple(self._discipline(each) for each in Discipline),
            whys_occurred=self._words(DisciplinePart.WHY_OCCURRED),
            whys_escaped=self._words(DisciplinePart.WHY_ESCAPED),
            branches=tuple(
                PaperCauses(branch=branch, causes=self._words(branch)) for branch in BRANCHES
            ),
            thread=reader.thread(action.problem.final),
            proof=proof.sites,
            words=self.entry.words,
            sender=self.entry.sender,
            other_languages=texts.others,
        )

    def _team(self) -> tuple[PaperMember, ...]:
        members = self.action.current(Discipline.D1, DisciplinePart.MEMBER)
        return tuple(
            PaperMember(name=each.member.name, task=each.words)
            for each in members
            if each.member is not None
        )

    def _words(self, part: DisciplinePart) -> tuple[str, ...]:
        return tuple(each.words for each in self.action.current(Discipline.D4, part))

    def _discipline(self, discipline: Discipline) -> PaperDiscipline:
        texts = self.action.current(discipline, DisciplinePart.TEXT)
        actions = [each for each in self.action.actions if each.discipline is discipline]
        return PaperDiscipline(
            discipline=discipline,
            text="\n".join(each.words for each in texts),
            actions=tuple(_action(each, self.site.time_zone) for each in actions),
            missing=self.action.missing(discipline),
        )

    def facts(self, paper: Paper) -> dict[str, object]:
        """Return everything that is printed, and what the sender decided."""
        return {"content": content(paper), "entry": self.entry.facts(), "sign_offs": []}


def _action(action: Action, zone: str) -> PaperAction:
    words = {event.status: event.words for event in action.events}
    verified = [each for each in action.events if each.status is ActionStatus.VERIFIED]
    evidence = words.get(ActionStatus.DONE) or words.get(ActionStatus.CANCELLED, "")
    return PaperAction(
        text=action.text,
        owner=action.owner.name,
        due_on=action.due_on,
        status=action.status,
        evidence=evidence,
        verified_by=verified[-1].by.name if verified else "",
        verified_on=day_of(verified[-1].at, zone) if verified else None,
    )


def eight_d(
    session: Session,
    entry: ReportEntry,
    person: Person,
    at: datetime,  # noqa: ARG001 (every kind is asked alike)
) -> EightDMatter:
    """Return a corrective action as what an 8D report is about."""
    action = session.get_one(CorrectiveAction, entry.subject_id)
    return EightDMatter(session, action, entry.kept(person.name))


def eight_d_again(session: Session, report: Report) -> EightDMatter:
    """Return what an issued 8D report is about, as the record knows it now."""
    action = session.get_one(CorrectiveAction, report.corrective_action_id)
    return EightDMatter(session, action, entry_of(report.payload))
