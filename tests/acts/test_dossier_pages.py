"""卷内目录、备考表: pages as the archivist counted them, both volumes apart; nothing that was sent in is left out."""

import io
import json
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.table import _Cell

from tests.acts.dossiers import exported, faults, resigned
from tests.acts.flow_with_a_form import LOW, a_case_to_assess
from tests.acts.rounds import copy_of
from tests.acts.sealing import witnessed
from tests.acts.test_closing import a_settled_case
from tests.builders import FIRST_DAY, Office
from workflows.forms import FormError
from workflows.guards.page_numbers import Pages, number_pages, proposed_pages
from workflows.guards.volume import Entry, contents_of

PICTURE = b"\x89PNG\r\n\x1a\n"


@cache
def _closed() -> Office:
    office = a_settled_case()
    office.do("close_case")
    return office


@pytest.fixture(name="office")
def _office() -> Office:
    return witnessed(copy_of(_closed()))


def counted(office: Office, *pages: int) -> dict[str, Any]:
    """Return as many pages for each item as given, in the order of the contents."""
    entries = contents_of(office.dossier())
    return {f"pages_{one.source[0]}_{one.source[1]}": count for one, count in zip(entries, pages, strict=True)}


def closing_of(content: bytes) -> dict[str, str]:
    return {row.cells[0].text: row.cells[-1].text for row in Document(io.BytesIO(content)).tables[2].rows}


def column_of(content: bytes, place: int) -> list[str]:
    """Return a column of the contents in a volume's Word paper, without its head."""
    table = Document(io.BytesIO(content)).tables[1]
    return [_Cell(row._tr.tc_lst[place], table).text for row in table.rows][1:]  # noqa: SLF001 -- each joined cell once


def test_the_contents_tell_where_each_item_begins_in_its_volume(office: Office) -> None:
    """Thirteen items: five in the main volume, of which the evidence has no pages, eight in the second."""
    office.do("archive_case", **counted(office, 6, 1, 0, 3, 1, 2, 9, 1, 2, 3, 1, 1, 2), note="物证袋另存")
    contents = exported(office)
    page = contents["index.html"].decode()

    assert column_of(contents["正卷封面、目录、备考表.docx"], 4) == ["1", "7", "不编页", "8", "11"]
    assert column_of(contents["副卷封面、目录、备考表.docx"], 4) == ["1", "3", "12", "13", "15", "18", "19", "20—21"]
    assert ["<td>7</td>" in page, "<td>20—21</td>" in page, "<td>不编页</td>" in page] == [True] * 3
    main, second = (closing_of(contents[f"{one}封面、目录、备考表.docx"]) for one in ("正卷", "副卷"))
    assert (main["本卷件数"], main["本卷页数"], main["缺损、补充情况"]) == ("5件", "11页", "物证袋另存")
    assert (second["本卷件数"], second["本卷页数"], second["立卷人"]) == ("8件", "21页", "韩磊")
    assert (main["检查人"], "<td>11页</td>" in page, "备考表（副卷）" in page) == ("", True, True)
    assert faults(contents) == []


def test_the_frozen_contents_keep_the_pages(office: Office) -> None:
    office.do("archive_case", **counted(office, *range(1, 14)))
    step = office.dossier().last_step("archive_case")
    assert step is not None

    rows = step.answers["contents"]
    assert [(one["first_page"], one["pages"]) for one in rows][:6] == [  # type: ignore[attr-defined]
        (1, 1), (2, 2), (4, 3), (7, 4), (11, 5), (1, 6),
    ]  # fmt: skip


def test_an_agency_that_files_on_disk_alone_numbers_nothing(office: Office) -> None:
    office.do("archive_case", numbering="by_item")
    contents = exported(office)

    assert set(column_of(contents["正卷封面、目录、备考表.docx"], 4)) == {"—"}
    assert closing_of(contents["副卷封面、目录、备考表.docx"])["本卷页数"] == "电子卷宗按件编号，不编页码"
    assert "立卷时选择只归电子卷宗" in contents["index.html"].decode()


def test_before_it_is_archived_nobody_claims_a_page(office: Office) -> None:
    contents = exported(office)

    assert set(column_of(contents["副卷封面、目录、备考表.docx"], 4)) == {"—"}
    assert closing_of(contents["正卷封面、目录、备考表.docx"])["本卷页数"] == "尚未编页"


@pytest.mark.parametrize(("pages", "code"), [(None, "missing"), (0, "no-pages"), (5001, "too-many-pages")])
def test_every_paper_is_counted_and_has_a_page(office: Office, pages: int | None, code: str) -> None:
    [decision] = [one for one in contents_of(office.dossier()) if one.title == "行政处罚决定书"]
    name = f"pages_paper_{decision.source[1]}"

    with pytest.raises(FormError) as refused:
        office.do("archive_case", "", **{name: pages})

    assert {one: error.code for one, error in refused.value.errors.items()} == {name: code}


def test_only_of_a_picture_it_is_proposed_that_it_is_one_page(office: Office) -> None:
    day = office.now.date()
    kinds = {1: "png", 2: "pdf", 3: "tif", 4: ""}
    entries = [Entry("main", 1, "", "", day, source=("evidence", one), suffix=kind) for one, kind in kinds.items()]

    assert proposed_pages(entries) == {"pages_evidence_1": "1"}


def test_what_is_not_counted_has_no_page_and_moves_no_other() -> None:
    """An archived case takes no further act; a later version of this program may list more than was counted."""
    entries = [Entry("main", one, "", "", FIRST_DAY.date(), source=("paper", one)) for one in (1, 2, 3)]
    pages = number_pages(entries, {"numbering": "paged", "pages_paper_1": 4, "pages_paper_3": 2})

    assert pages == {("paper", 1): Pages(1, 4), ("paper", 3): Pages(5, 2)}
    assert (pages["paper", 3].first, pages["paper", 3].last) == (5, 6)


def test_files_attached_to_an_agency_s_own_form_are_in_the_second_volume() -> None:
    office = witnessed(a_case_to_assess())
    sha = office.send("评估报告.png", PICTURE, "孙国强")
    office.send("别人的名字.pdf", PICTURE, "林静")
    office.do("form", **LOW, survey=[sha])

    contents = dict(exported(office))
    [name] = [one for one in contents if one.endswith(".png")]
    listed = json.loads(contents["manifest.json"])["files"][name]

    assert name.startswith("副卷/")
    assert "风险评估附件" in name
    assert (contents[name], listed["sha256"], listed["kind"]) == (PICTURE, sha, "attachment")
    assert "风险评估附件：评估报告.png" in contents["index.html"].decode()
    assert "风险评估附件：评估报告.png" in column_of(contents["副卷封面、目录、备考表.docx"], 2)
    assert faults(contents) == []
    assert faults(resigned(office, {**contents, name: b"x"})) == [
        f"文件与全过程记录不符：{name}",
        f"缺少办理时收存的文件：{sha}",
    ]


def test_the_signed_scan_of_a_record_lies_beside_it() -> None:
    office = witnessed(a_case_to_assess())
    sha = office.send("笔录扫描件.pdf", b"%PDF-1.7 scan", "林静")
    office.do("record_interview", file=[sha])

    contents = exported(office)
    [name] = [one for one in contents if one.endswith(".pdf")]

    assert name.startswith("正卷/")
    assert "签名扫描件" in name
    assert faults(contents) == []
