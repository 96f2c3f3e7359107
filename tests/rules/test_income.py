"""违法所得: what counts and what does not (处罚法4、28、37条)."""

from datetime import date

from workflows.rules.income import Income, Receipt, objection_to_refund, unlawful_income, warning_of_other_income

IN_FORCE = date(2026, 3, 30)
EXAMPLE = (
    Receipt(date(2026, 3, 29), 1_440_000),
    Receipt(date(2026, 3, 30), 1_000_000),
    Receipt(date(2026, 5, 20), 2_240_000, 660_000),
)


def test_the_example_leaves_25800_yuan() -> None:
    income = unlawful_income(receipts=EXAMPLE, in_force_from=IN_FORCE)
    assert income == Income(gross=4_680_000, before_force=1_440_000, refunded=660_000)
    assert income.net == 2_580_000


def test_the_first_day_in_force_counts() -> None:
    assert unlawful_income(receipts=(Receipt(IN_FORCE, 100),), in_force_from=IN_FORCE).net == 100
    assert unlawful_income(receipts=(Receipt(date(2026, 3, 29), 100),), in_force_from=IN_FORCE).net == 0


def test_a_refund_of_what_does_not_count_is_not_taken_off_twice() -> None:
    receipts = (Receipt(date(2026, 3, 1), 100, 100), Receipt(date(2026, 4, 1), 100))
    assert unlawful_income(receipts=receipts, in_force_from=IN_FORCE).net == 100


def test_more_given_back_than_taken_is_refused() -> None:
    assert objection_to_refund(receipts=(Receipt(IN_FORCE, 100, 100),)) is None
    objection = objection_to_refund(receipts=(Receipt(IN_FORCE, 100, 101),))
    assert objection is not None
    assert objection.code == "refund-above-receipt"


def test_another_amount_is_told_and_not_refused() -> None:
    income = unlawful_income(receipts=EXAMPLE, in_force_from=IN_FORCE)
    assert warning_of_other_income(confiscated=2_580_000, income=income) is None
    warning = warning_of_other_income(confiscated=4_680_000, income=income)
    assert warning is not None
    assert (warning.warning, warning.params) == (True, {"difference": "21,000.00元"})
