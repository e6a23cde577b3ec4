"""What the item of a problem is called: its title is kept as it was, and told as it is read."""

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.problems import Problem
from qc_desk.services.shop_texts import spoken_words


def item_wordings() -> ScalarSelect[str]:
    """Select what the newest item of a problem's code and title says in other languages."""
    return (
        select(CheckItem.wordings)
        .where(CheckItem.code == Problem.item_code, CheckItem.title == Problem.item_title)
        .order_by(CheckItem.id.desc())
        .limit(1)
        .correlate(Problem)
        .scalar_subquery()
    )


def all_item_wordings(session: Session) -> dict[int, str]:
    """Return the same of every problem at once, by its id; those of no item are left out."""
    same = (CheckItem.code == Problem.item_code) & (CheckItem.title == Problem.item_title)
    found = select(Problem.id, CheckItem.wordings).join(CheckItem, same).order_by(CheckItem.id)
    return {row[0]: row[1] for row in session.execute(found)}


def spoken_item(session: Session, problem: Problem) -> str:
    """Return the item that a problem was found at, in the language spoken now."""
    wordings = session.scalar(select(item_wordings()).where(Problem.id == problem.id))
    return spoken_words(problem.item_title, wordings or "", "title")
