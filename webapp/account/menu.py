"""The rail: what each person finds on the left, by what their roles let them open."""

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
    return url_for("people.list_people")


def menu_for(actor: Actor, *, mine: int, pool: int, path: str) -> tuple[Section, ...]:
    """Return the person's navigation, the current page marked."""
    sections = (
        Section(N_("我的工作"), tuple(_my_work(actor, mine, pool, path))),
        Section(N_("案件"), tuple(_cases(actor, path))),
        Section(N_("机关"), tuple(_office(actor, path))),
    )
    return tuple(section for section in sections if section.links)


def _my_work(actor: Actor, mine: int, pool: int, path: str) -> list[Link]:
    if not may_in_agency(Permission.SEE_CASE, actor=actor):
        return []
    return [
        _link(N_("我的待办"), url_for("tasks.list_mine"), "inbox", path, count=mine, is_tab=True),
        _link(N_("待签收"), url_for("tasks.list_pool"), "claim", path, count=pool, is_tab=True),
        _link(N_("我的已办"), url_for("lists.list_done"), "done", path),
    ]


def _cases(actor: Actor, path: str) -> list[Link]:
    links = []
    if may_in_agency(Permission.REGISTER_CASE, actor=actor):
        links.append(_link(N_("案件登记"), url_for("cases.register"), "plus", path, is_tab=True))
    if may_in_agency(Permission.SEE_CASE, actor=actor):
        links.append(_link(N_("案件查询"), url_for("cases.list_cases"), "search", path, is_tab=True))
    return links


def _office(actor: Actor, path: str) -> list[Link]:
    links = [_link(N_("人员和证件"), url_for("people.list_people"), "people", path, is_tab=True)]
    links.append(_link(N_("工作日历"), url_for("calendar.show"), "calendar", path))
    if may_in_agency(Permission.READ_ACCESS_JOURNAL, actor=actor):
        links.append(_link(N_("日志核验"), url_for("journal.show"), "shield", path, is_tab=True))
    links.append(_link(N_("公示网页"), url_for("portal.list_published"), "public", path))
    return links


def _link(label: str, url: str, icon: str, path: str, *, count: int = 0, is_tab: bool = False) -> Link:
    is_current = path == url
    return Link(label, url, icon, count, is_current, is_tab)
