"""公示中的自然人: nobody the file knows is named in public, and nobody's home is shown (处罚法50条)."""

import pytest

from tests.acts.prepared import (
    a_case_before,
    change,
    change_json,
    objections_on,
    opened_with,
    rely_on_a_defective_record,
)
from tests.acts.test_disclosure import a_published_case, last_of
from tests.builders import Office, texts
from workflows.guards.natural_persons import names_in


def put_people_on_file(office: Office) -> None:
    """Name somebody in every place of the file that knows people."""
    rely_on_a_defective_record(office)
    change_json(office, "cases.informant", name="王建国", phone="13900000009")
    body = {"witness_name": "钱多多", "interviewee_address": "青峦县和平路12号"}
    change_json(office, "investigation_records.body", **body)
    change(office, "UPDATE statements SET speaker = '李有才（委托代理人）'")
    change_json(office, "services.proof", receiver="孙小圣", witness="赵大宝，青峦社区居委会")


@pytest.mark.parametrize("name", ["王建国", "钱多多", "李有才", "孙小圣", "赵大宝", "林静"])
def test_nobody_the_file_knows_is_named_in_public(name: str) -> None:
    office = a_case_before("collect_disclosure")
    put_people_on_file(office)
    for field in ("facts", "remark", "violation"):
        refused = office.refusal("collect_disclosure", **{field: f"{name}等人看见运送"})
        assert (refused.code, refused.params) == ("public-text-name", {"name": name})
    office.do("collect_disclosure")
    assert office.refusal("examine_disclosure", facts=f"{name}举报").code == "public-text-name"
    office.do("examine_disclosure", facts=f"{name[0]}某举报，青峦社区居委会参加，委托代理人到场")
    change_json(office, "disclosures.content", remark=name)
    assert "public-text-name" in texts(objections_on(office, "publish_disclosure", by="韩磊"))


def test_the_text_opens_with_everybody_hidden() -> None:
    office = a_case_before("collect_disclosure")
    put_people_on_file(office)
    change_json(office, "drafts.content", facts=["王建国举报，孙小圣签收"])
    assert opened_with(office, "collect_disclosure", by="钱莉")["facts"] == "王**举报，孙**签收"


@pytest.mark.parametrize("place", ["青峦县和平路12号", "周某住青峦县和平路9号", "某小区3栋2单元201室"])
def test_a_home_of_somebody_is_refused_like_a_name(place: str) -> None:
    office = a_case_before("collect_disclosure")
    put_people_on_file(office)
    assert office.refusal("collect_disclosure", facts=f"当事人在{place}存放遗体；{place}").code == "public-text-home"
    office.do("collect_disclosure")
    assert office.refusal("examine_disclosure", remark=place).code == "public-text-home"


def test_where_the_party_works_may_be_public() -> None:
    office = a_case_before("collect_disclosure")
    office.do("collect_disclosure", facts=f"当事人在{office.dossier().party.address}存放遗体，位于青峦县某路3号楼")
    assert "3号楼" in str(last_of(office).content["facts"])


def test_the_public_reason_of_a_withdrawal_names_nobody_either() -> None:
    office = a_published_case()
    put_people_on_file(office)
    office.do("record_remedy")
    office.do("record_remedy_result", result="revoked")
    refused = office.refusal("withdraw_disclosure", reason="王建国举报不实，处罚决定已被撤销")
    assert refused.code == "public-text-name"
    corrected = {"kind": "correct", "correct_content": "王建国举报不实"}
    assert office.refusal("withdraw_disclosure", **corrected).code == "public-text-name"


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("赵大宝，青峦社区居委会", ["赵大宝"]),
        ("李有才（委托代理人）", ["李有才"]),
        ("吉克·阿木、王五", ["吉克·阿木", "王五"]),
        ("当事人", []),
        ("本人", []),
        ("王某", []),
        ("青峦县永宁礼仪服务有限公司收发室", []),
    ],
)
def test_a_name_is_found_in_what_people_write(entry: str, names: list[str]) -> None:
    assert names_in(entry) == names
