"""How a draft is compared with the notice last served, kind by kind."""

from dataclasses import replace

import pytest

from workflows.rules.penalties import (
    PENALTY_TERMS,
    Change,
    Draft,
    Penalty,
    PenaltyKind,
    compare,
    has_heavy_kind,
    list_heavier,
    total_of,
)

WARNING = Penalty(PenaltyKind.WARNING)
FINE = Penalty(PenaltyKind.FINE, 8_000_000)
INCOME = Penalty(PenaltyKind.CONFISCATE_INCOME, 4_680_000)
REVOKE = Penalty(PenaltyKind.REVOKE_LICENCE)
SUSPEND = Penalty(PenaltyKind.SUSPEND_LICENCE, days=30)
HALT = Penalty(PenaltyKind.HALT_BUSINESS, days=10)
CLOSE = Penalty(PenaltyKind.CLOSE_BUSINESS)


def a_draft(*penalties: Penalty, content: str = "new") -> Draft:
    return Draft(
        content_hash=content,
        text_hash="text",
        party="永宁公司",
        penalties=penalties,
        basis=frozenset({"殡葬管理条例65条"}),
        evidence_ids=frozenset({1, 2}),
        facts=frozenset({"接运十三单", "收款46800元"}),
        benchmark="一般",
    )


def told(*penalties: Penalty) -> Draft:
    return a_draft(*penalties, content="told")


@pytest.mark.parametrize(
    ("before", "after", "heavier"),
    [
        ((WARNING, FINE), (WARNING, FINE), ()),
        ((FINE,), (replace(FINE, amount=8_000_001),), (PenaltyKind.FINE,)),
        ((FINE,), (replace(FINE, amount=6_000_000),), ()),
        ((FINE, INCOME), (FINE,), ()),
        ((FINE,), (FINE, WARNING), (PenaltyKind.WARNING,)),
        ((FINE, INCOME), (replace(FINE, amount=1), replace(INCOME, amount=4_680_001)), (INCOME.kind,)),
        ((FINE,), (Penalty(PenaltyKind.FINE, 5_000_000), Penalty(PenaltyKind.FINE, 4_000_000)), (FINE.kind,)),
        ((SUSPEND,), (replace(SUSPEND, days=31),), (SUSPEND.kind,)),
        ((SUSPEND,), (replace(SUSPEND, days=29),), ()),
        ((SUSPEND,), (replace(SUSPEND, days=0),), (SUSPEND.kind,)),
        ((SUSPEND,), (REVOKE,), (REVOKE.kind,)),
        ((REVOKE,), (SUSPEND,), ()),
        ((CLOSE,), (HALT,), ()),
        ((HALT,), (CLOSE,), (CLOSE.kind,)),
        ((FINE,), (WARNING,), ()),
        ((WARNING,), (Penalty(PenaltyKind.CRITICISM),), (PenaltyKind.CRITICISM,)),
        ((Penalty(PenaltyKind.CRITICISM),), (WARNING,), ()),
        ((FINE,), (HALT,), (HALT.kind,)),
        ((REVOKE,), (SUSPEND, WARNING), (WARNING.kind,)),
        ((REVOKE, FINE), (SUSPEND, WARNING), ()),
    ],
    ids=[
        "不变", "罚款提高一分", "罚款减少", "去掉没收", "增加警告", "罚款减少而没收提高", "两笔罚款合计提高",
        "期限加长", "期限缩短", "期限改为无期", "暂扣改吊销", "吊销改暂扣", "关闭改停业", "停业改关闭", "罚款改警告",
        "警告改通报批评", "通报批评改警告", "罚款改停业", "吊销改暂扣并警告", "吊销罚款改暂扣警告",
    ],
)  # fmt: skip
def test_heavier_is_judged_kind_by_kind(
    before: tuple[Penalty, ...], after: tuple[Penalty, ...], heavier: tuple[PenaltyKind, ...]
) -> None:
    assert list_heavier(told(*before), a_draft(*after)) == heavier
    assert (compare(told(*before), a_draft(*after)) is Change.HEAVIER) == bool(heavier)


def test_before_the_first_notice_nothing_has_changed() -> None:
    assert compare(None, a_draft(FINE)) is Change.NONE


def test_the_same_draft_is_no_change() -> None:
    assert compare(told(FINE), told(FINE)) is Change.NONE


def test_other_words_with_the_same_content_are_wording() -> None:
    assert compare(told(FINE), replace(told(FINE), text_hash="other")) is Change.WORDING


@pytest.mark.parametrize(
    "draft",
    [
        a_draft(replace(FINE, amount=6_000_000)),
        a_draft(),
        replace(a_draft(FINE), facts=frozenset({"接运十三单"})),
        replace(a_draft(FINE), evidence_ids=frozenset({1})),
        replace(a_draft(FINE), basis=frozenset()),
        replace(a_draft(replace(FINE, amount=1)), benchmark="从轻"),
    ],
    ids=["减少罚款", "去掉罚款", "少认定事实", "剔除证据", "少引条款", "降档并减少"],
)
def test_giving_way_to_the_party_is_lighter(draft: Draft) -> None:
    assert compare(told(FINE), draft) is Change.LIGHTER


@pytest.mark.parametrize(
    "draft",
    [
        replace(a_draft(FINE), party="周启明"),
        replace(a_draft(FINE), facts=frozenset({"接运十四单"})),
        replace(a_draft(FINE), evidence_ids=frozenset({1, 2, 3})),
        replace(a_draft(FINE), basis=frozenset({"殡葬管理条例57条"})),
        replace(a_draft(FINE), benchmark="从重"),
        replace(a_draft(replace(FINE, amount=6_000_000)), evidence_ids=frozenset({1, 2, 3})),
    ],
    ids=["另一当事人", "新事实", "新证据", "新依据", "另一裁量档", "减轻但有新证据"],
)
def test_new_facts_evidence_or_provisions_are_another_basis(draft: Draft) -> None:
    assert compare(told(FINE), draft) is Change.BASIS


def test_heavier_goes_before_another_basis() -> None:
    draft = replace(a_draft(replace(FINE, amount=9_000_000)), evidence_ids=frozenset({3}))

    assert compare(told(FINE), draft) is Change.HEAVIER


def test_fine_and_confiscation_are_never_added_up() -> None:
    assert total_of((FINE, INCOME), PenaltyKind.FINE) == 8_000_000
    confiscation = (PenaltyKind.CONFISCATE_INCOME, PenaltyKind.CONFISCATE_GOODS)
    assert total_of((FINE, INCOME, Penalty(PenaltyKind.CONFISCATE_GOODS, 5)), *confiscation) == 4_680_005


@pytest.mark.parametrize("kind", list(PenaltyKind))
def test_every_kind_has_its_statutory_term(kind: PenaltyKind) -> None:
    assert PENALTY_TERMS[kind]


@pytest.mark.parametrize(
    ("kind", "heavy"),
    [
        (PenaltyKind.DOWNGRADE, True),
        (PenaltyKind.REVOKE_LICENCE, True),
        (PenaltyKind.HALT_BUSINESS, True),
        (PenaltyKind.CLOSE_BUSINESS, True),
        (PenaltyKind.BAR_FROM_TRADE, True),
        (PenaltyKind.FINE, False),
        (PenaltyKind.SUSPEND_LICENCE, False),
        (PenaltyKind.WARNING, False),
    ],
)
def test_the_heavy_kinds_are_those_of_article_63(*, kind: PenaltyKind, heavy: bool) -> None:
    assert has_heavy_kind((WARNING, Penalty(kind))) is heavy


def test_a_penalty_without_an_amount_adds_nothing() -> None:
    assert total_of((WARNING, REVOKE), PenaltyKind.WARNING, PenaltyKind.REVOKE_LICENCE) == 0
