"""作出行政处罚决定: the leader signs the draft as reviewed, or returns it; the whole law is asked again (57—59条)."""

from collections.abc import Sequence
from dataclasses import replace

from workflows.errors import NotFoundError
from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.gates import gates_of
from workflows.guards.limited import only_when
from workflows.guards.ranges import objection_to_fine, objections_to_kinds
from workflows.guards.reliance import excluded_titles, relied_evidence
from workflows.guards.summaries import basis_of, facts_of, proposal_of
from workflows.guards.suspended import objection_to_suspended
from workflows.rules.decision import DecisionText, objections_to_deciding, objections_to_text
from workflows.rules.evidence import objections_to_excluded
from workflows.vocabulary.wording import N_, Objection

SIGNINGS = (("signed", N_("同意，签发")), ("returned", N_("退回修改拟作决定")))


def form(desk: Desk) -> Form:
    """Return the leader's decision; everything the paper says is already in the file."""
    draft = desk.dossier.last_draft()
    return Form(
        (
            Field("signing", N_("批示"), Kind.CHOICE, options=SIGNINGS, help=proposal_of(draft)),
            Field("opinion", N_("签发意见"), Kind.PARAGRAPH, shown_when=("signing", ("signed",))),
            Field(
                "reason",
                N_("退回的理由和修改要求"),
                Kind.PARAGRAPH,
                shown_when=("signing", ("returned",)),
                help=N_("每行一项，逐项列入退回意见"),
            ),
        )
    ).with_initial({"opinion": N_("同意")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return every reason why the penalty may not be signed today; returning it is lawful until it is decided."""
    del answers
    draft = desk.dossier.last_draft()
    if draft is None:
        return (Objection("no-draft", N_("尚无拟作决定，不能签发，请先拟定决定书草案"), article="处罚法57条"),)
    found = [_unlimited(one) for one in objections_to_deciding(gates=gates_of(desk))]
    found += objections_to_text(text=_text(desk))
    excluded = objections_to_excluded(titles=excluded_titles(desk, draft))
    found += only_when("signing", "signed", [objection_to_suspended(desk), *excluded])
    found += only_when("signing", "signed", objections_to_kinds(desk, draft))
    fine = objection_to_fine(desk, draft)
    return [*found, fine] if fine is not None else found


def relief_text(desk: Desk, kind: str = "ordinary_penalty") -> str:
    """Return the paragraph on relief in force today with this agency's bodies, or a blank where none is in force."""
    agency = desk.dossier.agency
    if not (agency.reconsideration_body and agency.court):
        return ""
    try:
        relief = desk.law.relief(kind, on=desk.today)
    except NotFoundError:
        return ""
    return relief.text.format(reconsider_agency=agency.reconsideration_body, court=agency.court)


def _unlimited(objection: Objection) -> Objection:
    """A case already decided can be neither signed nor returned."""
    return replace(objection, when=None) if objection.code == "already-decided" else objection


def _text(desk: Desk) -> DecisionText:
    """Return the six items of 59条 as the paper will print them."""
    dossier, draft = desk.dossier, desk.dossier.last_draft()
    party, agency, basis = dossier.party, dossier.agency, basis_of(draft)
    owed = int(desk.facts["fine"]) + int(desk.facts["confiscation"])
    evidence = "；".join(one.name for one in relied_evidence(desk, draft))
    proposal = proposal_of(draft)
    return DecisionText(
        party=party.name if party.address.strip() else "",
        facts_and_evidence=facts_of(draft) if evidence else "",
        kinds_and_basis=proposal if basis["violated"].strip() and basis["penalty"].strip() else "",
        performance=agency.bank_account if owed else proposal,
        relief=relief_text(desk),
        agency_and_day=agency.name,
    )
