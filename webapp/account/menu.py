"""The rail: what each person finds on the left, by what their roles let them open."""

from dataclasses import replace

from flask import url_for

from webapp.navigation import Link, Section
from workflows.questions.permissions import Permission, may_in_agency
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_


def first_page(actor: Actor) -> str:
    """Return where a person's work begins; the administrators have no tasks and begin with what they run."""
    if may_in_agency(Permission.SEE_CASE, actor=actor):
        return url_for("tasks.list_mine")
    if may_in_agency(Permission.READ_ACCESS_JOURNAL, actor=actor):
        return url_for("journal.show")
    if may_in_agency(Permission.EDIT_FLOW, actor=actor):
        return url_for("flows.show")
    return url_for("people.list_people")


def menu_for(
    actor: Actor, *, mine: int, pool: int, drafts: int, changes: int, keys: int, path: str
) -> tuple[Section, ...]:
    """Return the person's navigation; the link under which the current page lies is marked."""
    sections = (
        Section(N_("我的工作"), tuple(_my_work(actor, mine, pool))),
        Section(N_("案件"), tuple(_cases(actor))),
        Section(N_("机关"), tuple(_office(actor, drafts, changes, keys))),
    )
    shown = tuple(section for section in sections if section.links)
    around = [link.url for section in shown for link in section.links if f"{path}/".startswith(f"{link.url}/")]
    here = max(around, key=len, default="")
    return tuple(
        replace(section, links=tuple(replace(link, is_current=link.url == here) for link in section.links))
        for section in shown
    )


def _my_work(actor: Actor, mine: int, pool: int) -> list[Link]:
    if not may_in_agency(Permission.SEE_CASE, actor=actor):
        return []
    return [
        _link(N_("我的待办"), url_for("tasks.list_mine"), "inbox", count=mine, is_tab=True),
        _link(N_("待签收"), url_for("tasks.list_pool"), "claim", count=pool, is_tab=True),
        _link(N_("我的已办"), url_for("lists.list_done"), "done"),
        _link(N_("我的导出与导入"), url_for("errands.show_mine"), "download"),
    ]


def _cases(actor: Actor) -> list[Link]:
    links = []
    if may_in_agency(Permission.REGISTER_CASE, actor=actor):
        links.append(_link(N_("案件登记"), url_for("cases.register"), "plus", is_tab=True))
    if may_in_agency(Permission.SEE_CASE, actor=actor):
        links.append(_link(N_("案件查询"), url_for("cases.list_cases"), "search", is_tab=True))
    return links


def _office(actor: Actor, drafts: int, changes: int, keys: int) -> list[Link]:
    links = [_link(N_("人员和证件"), url_for("people.list_people"), "people", is_tab=True)]
    if may_in_agency(Permission.GRANT_ROLES, actor=actor):
        links.append(_link(N_("账户和岗位"), url_for("accounts.show_all"), "gear", count=changes, is_tab=True))
    if may_in_agency(Permission.MANAGE_KEYS, actor=actor):
        links.append(_link(N_("接口应用"), url_for("api_keys.show_all"), "lock", count=keys))
    if may_in_agency(Permission.MANAGE_WEBHOOKS, actor=actor):
        links.append(_link(N_("消息推送"), url_for("webhooks.show_all"), "send"))
    links.append(_link(N_("工作日历"), url_for("calendar.show"), "calendar"))
    if may_in_agency(Permission.SEE_FLOW, actor=actor):
        links.append(_link(N_("流程"), url_for("flows.show"), "flow", count=drafts, is_tab=True))
        links.append(_link(N_("文书模板"), url_for("paper_templates.list_papers"), "file"))
    if may_in_agency(Permission.READ_ACCESS_JOURNAL, actor=actor):
        links.append(_link(N_("日志核验"), url_for("journal.show"), "shield", is_tab=True))
    links.append(_link(N_("公示网页"), url_for("portal.list_published"), "public"))
    return links


def _link(label: str, url: str, icon: str, *, count: int = 0, is_tab: bool = False) -> Link:
    return Link(label, url, icon, count, is_tab=is_tab)
