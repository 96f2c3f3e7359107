"""The file of one run: every drawer is opened at most once in a transaction, and only when somebody looks."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import select

from workflows.errors import NotFoundError
from workflows.records.agencies import Agency
from workflows.records.cases import Case, CaseOfficer, Party
from workflows.records.clocks import Clock, ClockExtension, ClockPause
from workflows.records.drafts import Draft, Notice, Statement
from workflows.records.drawers import Drawers
from workflows.records.evidence import Evidence, InvestigationRecord
from workflows.records.measures import Correction, ExitProposal, Preservation, Recusal, Suspension
from workflows.records.once import asked_once
from workflows.records.outcomes import Disclosure, Payment, Remedy
from workflows.records.papers import Paper, PaperFile
from workflows.records.reviews import Confirmation, Deliberation, Hearing, Review
from workflows.records.runs import Doing, RunRow, StepRow, count_places
from workflows.records.schema import Record
from workflows.records.services import Service
from workflows.records.staff import Colleague, list_staff
from workflows.records.transaction import Records
from workflows.vocabulary.facts import all_facts

Drawer = TypeVar("Drawer", bound=Record)


class Dossier:
    """One run with its case, as the guards, acts and questions of one transaction see it."""

    def __init__(self, records: Records, run: RunRow) -> None:
        """Open the file of a run; nothing is read yet."""
        self.records = records
        self.run = run
        self.facts = all_facts(run.facts)
        self._after: dict[int, list[StepRow]] = {}
        self._done: list[Doing] | None = None
        self._opened = records.opened.get(run.id)
        self.drawers = Drawers(records.session, run, self._opened.full if self._opened else None)

    @asked_once
    def _cover(self) -> tuple[Case, Agency, Party]:
        """Case, agency and party, read together."""
        if self._opened is not None:
            return self._opened.case, self._opened.agency, self._opened.party
        query = (
            select(Case, Agency, Party)
            .join(Agency, Agency.id == Case.agency_id)
            .join(Party, Party.case_id == Case.id)
            .where(Case.id == self.run.case_id)
        )
        row = self.records.session.execute(query).first()
        if row is None:
            message = f"case {self.run.case_id}"
            raise NotFoundError(message)
        return row[0], row[1], row[2]

    @property
    def case(self) -> Case:
        """Return the case."""
        return self._cover[0]

    @property
    def agency(self) -> Agency:
        """Return the agency whose case it is."""
        return self._cover[1]

    @property
    def party(self) -> Party:
        """Return the party."""
        return self._cover[2]

    @asked_once
    def staff(self) -> Mapping[int, Colleague]:
        """Return everybody of the agency, by number."""
        return list_staff(self.records.session, self.run.agency_id)

    @property
    def officers(self) -> list[CaseOfficer]:
        """Return who is bound to the case now and still works here, whoever is in charge first."""
        bound = [one for one in self.ever_bound if one.released_at is None]
        return sorted(bound, key=lambda one: (one.place, one.id))

    @property
    def ever_bound(self) -> list[CaseOfficer]:
        """Return who was ever bound to the case and still works here, in the order of binding."""
        return self.drawers.rows(CaseOfficer)

    @asked_once
    def steps(self) -> list[StepRow]:
        """Return all finished steps, oldest first; acts ask ``last_step`` instead, which does not grow with age."""
        return self.records.runs.list_steps(self.run.id)

    @property
    def _doings(self) -> list[Doing]:
        """Every combination of act, node and people once, with its last step: as many as before in an old case."""
        if self._done is None:
            self._done = self.records.runs.list_doings(self.run.id)
        return self._done

    @property
    def signers(self) -> set[tuple[str, int, tuple[int, ...]]]:
        """Return (act, who did it, who signed), each combination once."""
        return {(one.last.act, one.last.by_id, tuple(one.last.persons)) for one in self._doings}

    @property
    def evidence(self) -> list[Evidence]:
        """Return the evidence that has not been excluded."""
        return [one for one in self.drawers.rows(Evidence) if not one.is_excluded]

    @property
    def excluded_evidence(self) -> list[Evidence]:
        """Return the evidence that was excluded 剔除, as by a record made anew."""
        return [one for one in self.drawers.rows(Evidence) if one.is_excluded]

    @property
    def investigation_records(self) -> list[InvestigationRecord]:
        """Return the records 笔录, oldest first."""
        return self.drawers.rows(InvestigationRecord)

    @property
    def drafts(self) -> list[Draft]:
        """Return every state of the intended decision, oldest first."""
        return self.drawers.rows(Draft)

    @property
    def notices(self) -> list[Notice]:
        """Return the rounds of prior notice."""
        return self.drawers.rows(Notice)

    @property
    def statements(self) -> list[Statement]:
        """Return statements, hearing requests and waivers received."""
        return self.drawers.rows(Statement)

    @property
    def reviews(self) -> list[Review]:
        """Return the rounds of legal review."""
        return self.drawers.rows(Review)

    @property
    def confirmations(self) -> list[Confirmation]:
        """Return the confirmations of changed wording."""
        return self.drawers.rows(Confirmation)

    @property
    def hearings(self) -> list[Hearing]:
        """Return the hearings."""
        return self.drawers.rows(Hearing)

    @property
    def deliberations(self) -> list[Deliberation]:
        """Return the meetings."""
        return self.drawers.rows(Deliberation)

    @property
    def papers(self) -> list[Paper]:
        """Return the issued papers."""
        return self.drawers.rows(Paper)

    @asked_once
    def paper_files(self) -> dict[int, PaperFile]:
        """Return the rendered files by paper number."""
        return {one.paper_id: one for one in self.drawers.rows(PaperFile)}

    @property
    def services(self) -> list[Service]:
        """Return the attempts to serve papers."""
        return self.drawers.rows(Service)

    @property
    def clocks(self) -> list[Clock]:
        """Return all clocks of the run."""
        return self.drawers.rows(Clock)

    @property
    def clock_pauses(self) -> list[ClockPause]:
        """Return the suspensions of the run's clocks."""
        return self.drawers.rows(ClockPause)

    @property
    def clock_extensions(self) -> list[ClockExtension]:
        """Return the extensions of the run's clocks."""
        return self.drawers.rows(ClockExtension)

    @property
    def preservations(self) -> list[Preservation]:
        """Return what was registered and preserved."""
        return self.drawers.rows(Preservation)

    @property
    def corrections(self) -> list[Correction]:
        """Return the orders to correct."""
        return self.drawers.rows(Correction)

    @property
    def suspensions(self) -> list[Suspension]:
        """Return the suspensions of the case."""
        return self.drawers.rows(Suspension)

    @property
    def exit_proposals(self) -> list[ExitProposal]:
        """Return the proposals to leave the penalty road."""
        return self.drawers.rows(ExitProposal)

    @property
    def recusals(self) -> list[Recusal]:
        """Return the requests for recusal."""
        return self.drawers.rows(Recusal)

    @property
    def disclosures(self) -> list[Disclosure]:
        """Return the public texts."""
        return self.drawers.rows(Disclosure)

    @property
    def payments(self) -> list[Payment]:
        """Return the money received."""
        return self.drawers.rows(Payment)

    @property
    def remedies(self) -> list[Remedy]:
        """Return the reconsiderations and lawsuits."""
        return self.drawers.rows(Remedy)

    def handlers(self) -> list[Colleague]:
        """Return the handlers 承办人 bound to the case."""
        return self.bound("handler")

    def bound(self, role: str) -> list[Colleague]:
        """Return who is bound to the case for a role."""
        return [self.staff[one.person_id] for one in self.officers if one.role == role]

    def last_step(self, act: str) -> StepRow | None:
        """Return the last time an act was done, or None."""
        return max((one.last for one in self._doings if one.last.act == act), key=lambda step: step.id, default=None)

    def last_steps(self, act: str) -> list[StepRow]:
        """Return the last time an act was done at each node and site, in the order in which they were done."""
        done = sorted((one.last for one in self._doings if one.last.act == act), key=lambda step: step.id)
        newest = {(step.node, step.site): step for step in done}
        return sorted(newest.values(), key=lambda step: step.id)

    def steps_after(self, step_id: int) -> list[StepRow]:
        """Return the steps done after one of them."""
        if step_id not in self._after:
            self._after[step_id] = self.records.runs.list_steps(self.run.id, after=step_id)
        return self._after[step_id]

    def times_done(self, act: str) -> int:
        """Return how often an act was done."""
        return sum(one.times for one in self._doings if one.last.act == act)

    def times_at(self, nodes: Collection[str]) -> Mapping[tuple[str, str], int]:
        """Return how often the steps at some nodes were done, by node and site of service (an empty text for none)."""
        # Most steps ask nothing else of the past: theirs is counted without reading what was done.
        return count_places(self._done) if self._done is not None else self.records.runs.count_at(self.run.id, nodes)

    def persons_of(self, *acts: str) -> set[int]:
        """Return everybody who did or signed one of these acts."""
        return {one for act, by_id, persons in self.signers if act in acts for one in (by_id, *persons) if one}

    def last_draft(self) -> Draft | None:
        """Return the newest state of the intended decision."""
        return self.drafts[-1] if self.drafts else None

    def last_notice(self) -> Notice | None:
        """Return the newest round of notice."""
        return self.notices[-1] if self.notices else None

    def served_notice(self) -> Notice | None:
        """Return the last round of notice that was served."""
        return next((one for one in reversed(self.notices) if one.served_on is not None), None)

    def last_review(self) -> Review | None:
        """Return the newest round of review."""
        return self.reviews[-1] if self.reviews else None

    def last_paper(self, kind: str) -> Paper | None:
        """Return the newest paper of a kind."""
        return next((paper for paper in reversed(self.papers) if paper.kind == kind), None)

    def clock(self, name: str) -> Clock | None:
        """Return the newest clock of a name, whatever its state."""
        return next((clock for clock in reversed(self.clocks) if clock.name == name), None)

    def add(self, row: Drawer) -> Drawer:
        """Record a new row and lay it into its drawer; its number is known at once."""
        self.records.add(row)
        self.drawers.lay(row)
        return row

    def add_all(self, rows: Sequence[Drawer]) -> list[Drawer]:
        """Record new rows of one table and lay them into their drawer; return them as recorded."""
        made = self.records.add_all(rows)
        for row in made:
            self.drawers.lay(row)
        return made
