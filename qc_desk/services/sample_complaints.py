"""What is done about complaints in the sample shop, act by act."""

from qc_desk.domain.loop_words import Channel, ComplaintOutcome, EscapeCause, Standing
from qc_desk.domain.vocabulary import Severity
from qc_desk.services import (
    complaint_links,
    complaint_photos,
    complaints,
    defect_codes,
    escapes,
    proposed_items,
)
from qc_desk.services.sample_album import photo
from qc_desk.services.sample_scene import Act, Acts, Scene, word


def _receive(scene: Scene, act: Act) -> int:
    entry = complaints.ComplaintEntry(
        customer_id=scene.customer(act.get("customer")),
        words=act["words"],
        channel=word(Channel, act["channel"]),
        site_id=scene.site(act),
        order_id=scene.maybe(scene.cast.order_ids, act.get("order")),
        batch_id=scene.batch(act["batch"]) if "batch" in act else None,
        told_by=act.get("told_by", ""),
        language=act["language"],
        remedy=act.get("remedy", ""),
    )
    return complaints.receive(scene.session, entry, *scene.now())


def _acknowledge(scene: Scene, act: Act) -> None:
    complaints.acknowledge(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _restate(scene: Scene, act: Act) -> None:
    said = complaints.Restatement(words=act["words"], agreed_by=act["agreed_by"])
    complaints.restate(scene.session, scene.known[act["of"]], said, *scene.now())


def _investigate(scene: Scene, act: Act) -> None:
    complaints.investigate(
        scene.session, scene.known[act["of"]], act.get("words", ""), *scene.now()
    )


def _describe(scene: Scene, act: Act) -> None:
    about = complaints.Description(
        product_id=scene.cast.product_ids[act["product"]],
        code_id=scene.code(act["code"]),
        item_code=act.get("item", ""),
        order_id=scene.cast.order_ids[act["order"]],
    )
    complaints.describe(scene.session, scene.known[act["of"]], about, *scene.now())


def _link(scene: Scene, act: Act) -> None:
    entry = complaint_links.StandingEntry(
        batch_id=scene.batch(act["batch"]),
        standing=word(Standing, act["standing"]),
        reason=act["words"],
    )
    complaint_links.state(scene.session, scene.known[act["of"]], entry, *scene.now())


def _rule_escape(scene: Scene, act: Act) -> None:
    entry = escapes.RulingEntry(
        batch_id=scene.batch(act["batch"]),
        cause=word(EscapeCause, act["cause"]),
        reason=act["words"],
    )
    escapes.rule_escape(scene.session, scene.known[act["of"]], entry, *scene.now())


def _answer(scene: Scene, act: Act) -> None:
    entry = complaints.AnswerEntry(
        words=act["words"], outcome=word(ComplaintOutcome, act["outcome"])
    )
    complaints.answer(scene.session, scene.known[act["of"]], entry, *scene.now())


def _close(scene: Scene, act: Act) -> None:
    complaints.close(scene.session, scene.known[act["of"]], act.get("words", ""), *scene.now())


def _dispute(scene: Scene, act: Act) -> None:
    complaints.dispute(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _reopen(scene: Scene, act: Act) -> None:
    complaints.reopen(scene.session, scene.known[act["of"]], act["words"], *scene.now())


def _attach(scene: Scene, act: Act) -> int:
    kept, words = photo(act["photo"], 0), act.get("words", "")
    about = scene.known[act["of"]]
    return complaint_photos.attach_photo(scene.session, about, kept, words, *scene.now())


def _propose(scene: Scene, act: Act) -> None:
    item = proposed_items.ItemProposal(
        code=act["code"],
        section=act["section"],
        title=act["title"],
        instruction=act["words"],
        per_unit=False,
    )
    proposed_items.propose_item(scene.session, scene.known[act["of"]], item, *scene.now())


def _add_code(scene: Scene, act: Act) -> None:
    entry = defect_codes.DefectCodeEntry(
        code=act["code"], name=act["words"], default_severity=word(Severity, act["severity"])
    )
    defect_codes.add_defect_code(scene.session, entry, *scene.now())


COMPLAINT_ACTS: Acts = {
    "complaint.receive": _receive,
    "complaint.acknowledge": _acknowledge,
    "complaint.restate": _restate,
    "complaint.investigate": _investigate,
    "complaint.describe": _describe,
    "complaint.link": _link,
    "complaint.rule_escape": _rule_escape,
    "complaint.answer": _answer,
    "complaint.close": _close,
    "complaint.dispute": _dispute,
    "complaint.reopen": _reopen,
    "complaint.attach": _attach,
    "complaint.propose_item": _propose,
    "defect_code.add": _add_code,
}
