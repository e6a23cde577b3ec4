"""The week's review on paper: the same facts as on the page, in a language of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.charts import BarChart, Chart
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.review_papers import PaperDecision, PaperPicture, ReviewPaper
from qc_desk.i18n import speaking
from qc_desk.services.issuing import frame_of_prints
from qc_desk.services.weekly_review import DecisionRow, review

_BARS = 6  # of a chart, so that everything stands on one page


def review_paper(
    session: Session, week: date, at: datetime, language: str = "", site_id: int | None = None
) -> ReviewPaper:
    """Return the review of a week for the printer; of the organisation's language unless told."""
    shop = session.scalars(select(Organisation)).one()
    first = select(Site).order_by(Site.id).limit(1)
    site = session.get_one(Site, site_id) if site_id else session.scalars(first).one()
    spoken = language or shop.language
    with speaking(spoken):
        found = review(session, week, at)
    return ReviewPaper(
        **frame_of_prints(session, site, spoken, at),
        first=found.week,
        last=found.last,
        sentence=found.result.sentence,
        before=_decided(found.before),
        pictures=tuple(
            PaperPicture(title=each.title, sentence=each.sentence, chart=_short(each.chart))
            for each in found.pictures
        ),
        came_back=found.came_back,
        waits=found.waits,
        not_told=found.not_told,
        decisions=_decided(found.decisions),
    )


def _decided(rows: Iterable[DecisionRow]) -> tuple[PaperDecision, ...]:
    return tuple(
        PaperDecision(
            text=row.promise.text,
            owner=row.promise.owner,
            due_on=row.promise.due_on,
            standing=row.promise.standing,
        )
        for row in rows
    )


def _short(chart: Chart | None) -> Chart | None:
    """Return a chart with its first bars: those that matter most stand first."""
    if not isinstance(chart, BarChart):
        return chart
    divided = chart.divide_after if chart.divide_after < _BARS else 0
    return replace(chart, bars=chart.bars[:_BARS], divide_after=divided)
