"""A file from a stranger is looked over before it is opened."""

import io
import stat
import zipfile

import pytest

from tests.documents.words import a_template, with_member
from workflows.documents.package import read_package, write_package
from workflows.errors import RefusedError


def refusal_of(docx: bytes) -> str:
    with pytest.raises(RefusedError) as refusal:
        read_package(docx)
    return refusal.value.objection.code


def with_a_link(name: str) -> bytes:
    """Return a template with a member that is a link to a file of the server."""
    stream = io.BytesIO(a_template("文书"))
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo(name)
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_the_same_members_give_the_same_bytes() -> None:
    members = read_package(a_template("文书"))

    assert write_package(members) == write_package(dict(reversed(members.items())))


@pytest.mark.parametrize(
    ("docx", "code"),
    [
        (b"", "not-a-docx"),
        (b"PK\x03\x04 not a zip", "not-a-docx"),
        (zipped({"a.txt": b"x"}), "not-a-docx"),
        (zipped({"word/document.xml": b"\0" * 60_000_000}), "too-big"),
        (zipped({"word/document.xml": b"\0" * 1_000_000}), "too-big"),
        (zipped({f"{number}.txt": b"" for number in range(2001)}), "too-big"),
        (zipped({"../evil.txt": b"x"}), "stray-path"),
        (zipped({"/evil.txt": b"x"}), "stray-path"),
        (zipped({"word\\..\\..\\evil.txt": b"x"}), "stray-path"),
        (with_a_link("word/media/image1.png"), "stray-path"),
    ],
)
def test_what_is_no_word_file_or_a_bomb_is_refused(docx: bytes, code: str) -> None:
    assert refusal_of(docx) == code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("word/vbaProject.bin", b"x", "active-content"),
        ("word/embeddings/oleObject1.bin", b"x", "active-content"),
        ("word/x.xml", b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "doctype"),
        (
            "word/_rels/settings.xml.rels",
            b'<a><Relationship Id="r" Type="http://x/attachedTemplate" Target="http://x" TargetMode="External"/></a>',
            "external-link",
        ),
    ],
)
def test_macros_embedded_objects_and_links_are_refused(name: str, content: bytes, code: str) -> None:
    assert refusal_of(with_member(a_template("文书"), name, content)) == code
