"""What a first user met on the pages: every fault at its field, records told apart, a defect said once."""

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import a_website

DEFECT = "只有1名当日证件有效的执法人员签名，少于两人，请由两名执法人员重新制作"


def test_every_fault_of_a_registration_stands_at_its_field_and_in_the_summary() -> None:
    site = a_website(a_case_before("verify_source"))
    wrong = {"party_credit_code": "91539921MAY00A1K6Y", "received_on": "2026-05-19", "party_phone": "同上"}

    answer = site.browser("lin").post("/cases/new", data=site.answers("register_source", **wrong))

    assert answer.status_code == 422
    for name, value in wrong.items():
        assert f'<a href="#f-{name}">' in answer.text
        assert f'id="e-{name}"' in answer.text
        assert f'value="{value}"' in answer.text
    assert "有 3 处需要更正" in answer.text


def test_a_violation_may_be_chosen_while_an_element_the_case_may_be_without_is_unproven() -> None:
    office = a_case_before("investigate")
    office.do("add_evidence", elements=["subject", "conduct"])
    site = a_website(office)

    page = site.browser("lin").get(site.address("investigate")).text

    tile = page.split('value="violation"')[1].split("</label>")[0]
    assert "“危害后果”尚无证据证明" in tile
    assert "disabled" not in tile
    assert 'name="elements"' in page
    assert 'data-shown-by="finding"' not in page


def test_a_record_made_anew_is_marked_and_its_defect_is_said_once() -> None:
    office = a_case_before("investigate")
    office.do("record_interview", signers=[office.person("林静")])
    site = a_website(office)
    client, address = site.browser("lin"), f"/cases/{office.case_id}?overview=1"

    page = client.get(address).text
    evidence = page.split('id="evidence"')[1].split("</section>")[0]
    assert f"{DEFECT}（处罚法42条1款）</small>" in evidence
    assert "（处罚法42条1款）（处罚法42条1款）" not in evidence
    assert "已重新制作" not in page

    office.do("record_interview", replaces=office.dossier().investigation_records[0].id)
    papers = client.get(address).text.split('id="papers"')[1].split("</section>")[0]
    assert papers.count("已重新制作") == 1
