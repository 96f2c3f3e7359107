"""What the registration of a lead asks on a day, and what choosing a matter brings: basis, procedure, papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.forms import Form
from workflows.guards.means import Means
from workflows.guards.register_source import registration_form
from workflows.lawbook import Band, Matter
from workflows.rules.penalties import PENALTY_TERMS, PenaltyKind
from workflows.vocabulary.wording import N_, Objection

# The papers that every case of the ordinary procedure comes to, in the order in which they are made.
USUAL_PAPERS = (
    "filing_approval",
    "findings_report",
    "prior_notice",
    "review_submission",
    "review_opinion",
    "deliberation_record",
    "penalty_decision",
    "service_receipt",
    "disclosure_form",
    "closing_approval",
)
ORDER_TO_CORRECT = "order_correction"


@dataclass(frozen=True, slots=True)
class ShownBand:
    """One band of the penalty: its circumstances and its range, in 分 or in multiples of the unlawful income."""

    term: str
    range: Objection


@dataclass(frozen=True, slots=True)
class ShownMatter:
    """What one matter brings into a case; ``is_certain`` is false where a provision is still to be checked."""

    id: str
    term: str
    violated: str
    penalty: str
    kinds: Sequence[str]
    bands: Sequence[ShownBand]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """The form with what each of its matters brings."""

    form: Form
    matters: Sequence[ShownMatter]
    procedure: str
    papers: Sequence[str]


def ask_registration(*, means: Means, today: date) -> RegistrationPage:
    """Return the registration form, opened with today's date, and what each matter brings."""
    form = registration_form(means.law, on=today).with_initial({"received_on": today})
    matters = [_matter(one) for one in means.law.matters(on=today)]
    papers = [means.papers[kind].name for kind in USUAL_PAPERS]
    return RegistrationPage(form, matters, N_("行政处罚普通程序"), papers)


def _matter(matter: Matter) -> ShownMatter:
    kinds = [N_("责令改正") if kind == ORDER_TO_CORRECT else PENALTY_TERMS[PenaltyKind(kind)] for kind in matter.kinds]
    bands = [ShownBand(band.term, _range(band)) for band in matter.bands]
    is_certain = matter.source.certainty == "A" and bool(matter.violated)
    return ShownMatter(matter.id, matter.term, matter.violated, matter.source.citation, kinds, bands, is_certain)


def _range(band: Band) -> Objection:
    if band.times_from is not None and band.times_to is not None:
        params: dict[str, str | int] = {"least": band.times_from, "most": band.times_to}
        return Objection("times", N_("违法所得的 {least} 至 {most} 倍"), params)
    params = {"least": f"{(band.fine_from or 0) // 100:,}", "most": f"{(band.fine_to or 0) // 100:,}"}
    return Objection("amount", N_("罚款 {least} 至 {most} 元"), params)
