"""When a case may be filed 立案, refused or sent elsewhere (处罚法22—25、29、30、36、54条)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

LIMITATION_YEARS = 2
LONG_LIMITATION_YEARS = 5
AGE_OF_LIABILITY = 14

_FILED = ("filing", "filed")


@dataclass(frozen=True, slots=True)
class Conduct:
    """The violation in time: ``ended_on`` is None while continuing conduct 连续或者继续状态 still goes on.

    ``long_limitation`` says that life, health or financial safety was concerned and harm resulted (36条1款).
    """

    ended_on: date | None
    discovered_on: date
    long_limitation: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """What the verification of a lead 线索核查 found."""

    has_jurisdiction: bool
    has_facts: bool
    filed_first_elsewhere: bool = False
    fined_before: bool = False


def last_day_of_limitation(*, ended_on: date, long_limitation: bool) -> date:
    """Return the last day on which discovery still allows a penalty, counted from the conduct's end (36条)."""
    year = ended_on.year + (LONG_LIMITATION_YEARS if long_limitation else LIMITATION_YEARS)
    try:
        return ended_on.replace(year=year)
    except ValueError:  # 29 February has no counterpart in a common year
        return ended_on.replace(year=year, day=28)


def objection_to_limitation(*, conduct: Conduct) -> Objection | None:
    """Refuse a penalty for conduct discovered after the limitation 追责时效 had run out (36条)."""
    if conduct.ended_on is None:
        return None
    last = last_day_of_limitation(ended_on=conduct.ended_on, long_limitation=conduct.long_limitation)
    if conduct.discovered_on <= last:
        return None
    text = N_("违法行为的追责时效已于{last}届满，{found}方被发现，不再给予行政处罚，请不予立案或者撤销立案")
    params = {"last": last.isoformat(), "found": conduct.discovered_on.isoformat()}
    return Objection("limitation-expired", text, params, article="处罚法36条")


def age_on(*, born_on: date, day: date) -> int:
    """Return the full years 周岁 on that day; a year is full from the day after the birthday (刑法释义口径)."""
    return day.year - born_on.year - ((day.month, day.day) <= (born_on.month, born_on.day))


def objection_to_age(*, born_on: date | None, acted_on: date) -> Objection | None:
    """Refuse a penalty for a citizen under fourteen when acting (30条); None: no natural person."""
    if born_on is None or age_on(born_on=born_on, day=acted_on) >= AGE_OF_LIABILITY:
        return None
    text = N_("当事人实施违法行为时不满十四周岁，不予行政处罚，请责令监护人加以管教")
    return Objection("party-under-fourteen", text, article="处罚法30条")


def objection_to_second_fine(*, fine: int, fined_before: bool) -> Objection | None:
    """Refuse a second fine for the same conduct 一事不二罚 (29条); ``fine`` in 分."""
    if not fined_before or fine == 0:
        return None
    text = N_("当事人的同一违法行为已被处以罚款，不得再次罚款，请删去罚款")
    return Objection("fined-before", text, article="处罚法29条")


def objections_to_filing(*, lead: Lead, conduct: Conduct, born_on: date | None = None) -> tuple[Objection, ...]:
    """Return every reason not to file; each refuses only the answer ``filing=filed`` (54条2款).

    That the conduct was fined before is only told: kinds other than a fine remain possible (29条).
    """
    acted_on = conduct.ended_on or conduct.discovered_on
    found = [
        _objection_to_jurisdiction(lead),
        _objection_to_facts(lead),
        _limited(objection_to_limitation(conduct=conduct)),
        _limited(objection_to_age(born_on=born_on, acted_on=acted_on)),
        _warning_of_earlier_fine(lead),
    ]
    return tuple(one for one in found if one)


def objection_to_refusing(*, reason: str) -> Objection | None:
    """Refuse a decision not to file 不予立案 that says no reason."""
    if reason.strip():
        return None
    text = N_("不予立案应当说明理由，请填写理由")
    return Objection("refusal-without-reason", text, article="处罚法54条2款", when=("filing", "refused"))


def objection_to_referring_out(*, receiving_agency: str) -> Objection | None:
    """Refuse to refer a lead out without naming the agency that has jurisdiction."""
    if receiving_agency.strip():
        return None
    text = N_("移送线索应当写明有管辖权的机关，请填写受移送机关")
    return Objection("receiver-missing", text, article="处罚法22—25条", when=("filing", "referred_out"))


def objection_to_approver(*, roles: Collection[Role]) -> Objection | None:
    """Refuse a filing decided by anyone but a leader 机关负责人 (规章通例, R)."""
    if {Role.LEADER, Role.PRINCIPAL} & set(roles):
        return None
    text = N_("立案、不予立案由行政机关负责人批准，请提交机关负责人")
    return Objection("filing-not-leader", text, article="处罚法54条2款")


def _objection_to_jurisdiction(lead: Lead) -> Objection | None:
    if not lead.has_jurisdiction:
        text = N_("本机关对该线索没有管辖权，不得立案，请移送有管辖权的机关")
        return Objection("no-jurisdiction", text, article="处罚法22—25条", when=_FILED)
    if lead.filed_first_elsewhere:
        text = N_("其他有管辖权的机关已先立案，由最先立案的机关管辖，请移送线索；有争议的报共同上一级机关指定管辖")
        return Objection("filed-first-elsewhere", text, article="处罚法25条", when=_FILED)
    return None


def _objection_to_facts(lead: Lead) -> Objection | None:
    if lead.has_facts:
        return None
    text = N_("尚无初步证据证明存在违法事实，不符合立案标准，请补充核查或者不予立案")
    return Objection("no-facts", text, article="处罚法54条2款", when=_FILED)


def _warning_of_earlier_fine(lead: Lead) -> Objection | None:
    if not lead.fined_before:
        return None
    text = N_("该违法行为已被其他机关处以罚款，立案后不得再次罚款，只可依法给予其他种类的处罚")
    return Objection("fined-before", text, article="处罚法29条", when=_FILED, warning=True)


def _limited(objection: Objection | None) -> Objection | None:
    if objection is None:
        return None
    return Objection(objection.code, objection.text, objection.params, objection.article, when=_FILED)
