from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import a_website

OPINION = "请补充说明管辖依据"


def test_the_page_of_a_task_stands_on_its_case_with_the_form_first() -> None:
    site = a_website(a_case_before("approve_filing"))

    page = site.browser("wu").get(site.address("approve_filing")).text

    assert page.index('name="filing"') < page.index('id="flow"')
    assert "青峦县永宁礼仪服务有限公司" in page


def test_a_finished_step_leads_to_the_case_and_says_what_was_done() -> None:
    site = a_website(a_case_before("approve_filing"))

    answer = site.press(site.browser("wu"), "approve_filing")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/cases/{site.office.case_id}"
    assert site.office.open_acts() == ["assign_officers"]


def test_a_wrong_answer_is_named_beside_its_field_and_nothing_typed_is_lost() -> None:
    site = a_website(a_case_before("approve_filing"))

    answer = site.press(site.browser("wu"), "approve_filing", filing="", opinion=OPINION)

    assert answer.status_code == 422
    assert 'href="#f-filing"' in answer.text
    assert OPINION in answer.text
    assert site.steps("approve_filing") == 0


def test_a_refusal_says_why_with_its_article_and_nothing_typed_is_lost() -> None:
    site = a_website(a_case_before("verify_source"))
    lin = site.office.person("林静")

    answer = site.press(
        site.browser("lin"), "verify_source", officers=[lin, site.office.person("孙国强")], findings=OPINION
    )

    assert answer.status_code in {409, 422}
    assert OPINION in answer.text
    assert site.steps("verify_source") == 0


def test_whoever_holds_another_role_reads_the_form_and_may_not_press() -> None:
    site = a_website(a_case_before("approve_filing"))
    lin = site.browser("lin")

    page, pressed = lin.get(site.address("approve_filing")), site.press(lin, "approve_filing")

    assert page.status_code == 200
    assert "此事项由机关负责人办理，您没有该职责" in page.text
    assert " disabled>提交</button>" in page.text
    assert pressed.status_code == 409
    assert site.steps("approve_filing") == 0


def test_the_task_of_a_colleague_names_who_holds_it() -> None:
    site = a_website(a_case_before("investigate"))

    pressed = site.press(site.browser("chen"), "investigate")

    assert pressed.status_code == 409
    assert "此待办由林静承办" in pressed.text
    assert site.steps("investigate") == 0


def test_the_same_press_twice_is_one_act_and_gets_the_same_answer() -> None:
    site = a_website(a_case_before("approve_filing"))
    client, address = site.browser("wu"), site.address("approve_filing")
    form = site.answers("approve_filing", key="pressed-once")

    first, second = client.post(address, data=form), client.post(address, data=form)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert site.steps("approve_filing") == 1


def test_a_registration_sent_twice_is_one_case() -> None:
    site = a_website(a_case_before("verify_source"))
    client, form = site.browser("lin"), site.answers("register_source", key="registered-once")

    first, second = client.post("/cases/new", data=form), client.post("/cases/new", data=form)

    assert first.headers["Location"] == second.headers["Location"] == f"/cases/{site.office.case_id + 1}"
    assert site.browser("lin").get(f"/cases/{site.office.case_id + 2}").status_code == 404


def test_the_key_of_somebody_else_is_no_way_to_their_answer() -> None:
    site = a_website(a_case_before("approve_filing"))
    address = site.address("approve_filing")
    site.browser("wu").post(address, data=site.answers("approve_filing", key="of-wu"))

    answer = site.browser("zheng").post(address, data=site.answers("assign_officers", key="of-wu"))

    assert answer.status_code == 404
    assert site.steps("approve_filing") == 1


def test_a_page_opened_before_the_case_changed_keeps_what_was_typed_and_says_who_changed_it() -> None:
    site = a_website(a_case_before("endorse_report"))
    form = site.answers("endorse_report", opinion=OPINION)
    site.office.do("add_evidence", by="赵宁")

    answer = site.browser("sun").post(site.address("endorse_report"), data=form)

    assert answer.status_code == 409
    assert "您打开页面后，赵宁 已于" in answer.text
    assert OPINION in answer.text
    assert f'name="version" value="{site.version}"' in answer.text
    assert site.steps("endorse_report") == 0


def test_a_task_somebody_else_finished_says_who_and_when_and_shows_what_was_typed() -> None:
    site = a_website(a_case_before("approve_filing"))
    address, form = site.address("approve_filing"), site.answers("approve_filing", key="late", opinion=OPINION)
    site.office.do("approve_filing", by="周正")

    answer = site.browser("wu").post(address, data=form)

    assert answer.status_code == 409
    assert "周正 已于 2026-05-18 10:00 办结此任务" in answer.text
    assert OPINION in answer.text


def test_what_is_typed_and_put_aside_is_there_again_and_for_nobody_else() -> None:
    site = a_website(a_case_before("approve_filing"))
    wu, address = site.browser("wu"), site.address("approve_filing")

    kept = wu.post(f"{address}/draft", data={"opinion": OPINION}, headers={"X-Autosave": "1"})
    by_hand = wu.post(f"{address}/draft", data={"opinion": OPINION})

    assert (kept.status_code, by_hand.status_code) == (204, 303)
    assert OPINION in wu.get(address).text
    assert OPINION not in site.browser("zhou").get(address).text


def test_a_task_of_the_pool_is_claimed_once() -> None:
    site = a_website(a_case_before("approve_filing"))
    address = site.address("approve_filing")

    first = site.browser("wu").post(f"{address}/claim")
    second = site.browser("zheng").post(f"{address}/claim")

    assert first.status_code == 303
    assert second.status_code == 409
    assert "已由吴岚签收" in second.text


def test_a_task_is_given_to_somebody_with_a_reason_and_never_to_whoever_may_not_hold_it() -> None:
    site = a_website(a_case_before("investigate"))
    lin, address = site.browser("lin"), site.address("investigate")
    chen, wang = site.office.person("陈浩"), site.office.person("王律")

    page = lin.get(f"{address}/transfer")
    refused = [
        lin.post(f"{address}/transfer", data={"person": wang, "reason": "出差"}),
        lin.post(f"{address}/transfer", data={"person": chen, "reason": " "}),
        lin.post(f"{address}/transfer", data={"person": "²", "reason": "出差"}),
        site.browser("zhao").post(f"{address}/transfer", data={"person": chen, "reason": "出差"}),
    ]
    done = lin.post(f"{address}/transfer", data={"person": chen, "reason": "出差"})

    assert "陈浩" in page.text
    assert [answer.status_code for answer in refused] == [403] * 4
    assert done.status_code == 303
    assert site.office.task("investigate").person_id == chen


def test_an_old_page_sent_with_the_newest_version_is_no_second_act() -> None:
    site = a_website(a_case_before("verify_source"))
    form = site.answers("verify_source", key="used-once")
    site.browser("lin").post(site.address("verify_source"), data=form)
    again = {**site.answers("approve_filing"), "key": ["used-once"]}

    answer = site.browser("wu").post(site.address("approve_filing"), data=again)

    assert answer.status_code == 409
    assert "此页面已经提交过一次" in answer.text
    assert site.steps("approve_filing") == 0
