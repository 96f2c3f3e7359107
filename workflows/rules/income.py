"""违法所得: what was taken unlawfully, less what was given back and what was not yet forbidden (处罚法4、28、37条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.rules.money import in_yuan
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money the party took on a day, in 分, and how much of it was given back 退赔."""

    on: date
    amount: int
    refunded: int = 0


@dataclass(frozen=True, slots=True)
class Income:
    """The reckoning in 分: everything taken, what lies before the provision, what was given back of the rest."""

    gross: int
    before_force: int
    refunded: int

    @property
    def net(self) -> int:
        """Return the unlawful income 违法所得 that may be confiscated."""
        return self.gross - self.before_force - self.refunded


def unlawful_income(*, receipts: Sequence[Receipt], in_force_from: date) -> Income:
    """Return the unlawful income: conduct before the provision was in force and refunds do not count."""
    early = [one for one in receipts if one.on < in_force_from]
    late = [one for one in receipts if one.on >= in_force_from]
    return Income(
        gross=sum(one.amount for one in receipts),
        before_force=sum(one.amount for one in early),
        refunded=sum(one.refunded for one in late),
    )


def objection_to_refund(*, receipts: Sequence[Receipt]) -> Objection | None:
    """Refuse a reckoning in which more was given back than taken."""
    if all(one.refunded <= one.amount for one in receipts):
        return None
    return Objection("refund-above-receipt", N_("退还数额不得大于收取数额，请核对逐项计算"), article="处罚法28条2款")


def warning_of_other_income(*, confiscated: int, income: Income) -> Objection | None:
    """Tell that the amount to be confiscated is not the reckoned one; the reviewer will ask (28条2款)."""
    if confiscated == income.net:
        return None
    text = N_("拟没收违法所得与逐项计算的结果不一致（相差{difference}），请核对施行前的行为和已退赔的款项是否剔除")
    difference = in_yuan(abs(confiscated - income.net))
    return Objection(
        "income-differs", text, {"difference": difference}, article="处罚法4条、28条2款、37条", warning=True
    )
