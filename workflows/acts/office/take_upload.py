"""收存文件: a file someone sends is checked, kept by content hash, and waits for an act to take it into a case."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from workflows.errors import ConflictError, RefusedError
from workflows.guards.means import Means
from workflows.records.jobs import Upload
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

# What evidence may be: pictures, sound, film, office papers, archives of them. Programs and web pages are refused.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "heic": "image/heic",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "amr": "audio/amr",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "avi": "video/x-msvideo",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ofd": "application/ofd",
    "txt": "text/plain",
    "csv": "text/csv",
    "zip": "application/zip",
}


# Signs that are not seen and change how a name is read: one of them turns what follows around, endings too.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the storage under its hash; whose it is, its record says."""

    sha: str
    name: str
    size: int
    media_type: str


def keep_file(name: str, content: bytes, *, means: Means) -> Kept:
    """Keep a file; RefusedError for an empty file or a kind that is no evidence.

    No transaction is open meanwhile: a storage that does not answer must hold up nobody else's act.
    """
    plain = PurePath("".join(one for one in name if _is_shown(one)).replace("\\", "/")).name[:200]
    ending = plain.rpartition(".")[2].lower()
    if ending not in MEDIA_TYPES:
        text = N_("不能上传“{name}”：只接受图片、音视频、PDF、OFD、办公文档、文本和 zip，请转换后再上传")
        raise RefusedError(Objection("file-kind", text, {"name": plain}))
    if not content:
        raise RefusedError(Objection("file-empty", N_("文件“{name}”是空的，请重新选择"), {"name": plain}))
    return Kept(means.storage.put(content), plain, len(content), MEDIA_TYPES[ending])


def take_upload(kept: Kept, *, actor: Actor, records: Records, now: datetime) -> Upload:
    """Record who sent a kept file and return the record."""
    return records.add(
        Upload(
            sha=kept.sha,
            name=kept.name,
            size=kept.size,
            media_type=kept.media_type,
            sent_by=actor.id,
            sent_at=now,
        )
    )


def take_upload_once(key: str, sent: Kept, *, actor: Actor, records: Records, now: datetime) -> tuple[Upload, bool]:
    """Record who sent a kept file; sent again under the same key it is the same record, which True tells."""
    records.wait_for_key(key)
    kept = records.find_where(Upload, Upload.key == key)
    if kept is not None and (kept.sent_by, kept.sha, kept.name) == (actor.id, sent.sha, sent.name):
        return kept, True
    if kept is not None:
        raise ConflictError(Objection("key-used", N_("这个 Idempotency-Key 已经用于上传另一个文件，请换一个")))
    row = take_upload(sent, actor=actor, records=records, now=now)
    row.key = key
    records.session.flush()
    return row, False


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN
