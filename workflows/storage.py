"""Files by content hash: written once, re-checked on every read; a local folder or any fsspec address."""

import hashlib
from dataclasses import dataclass
from uuid import uuid4

import fsspec

from workflows.errors import NotFoundError, RefusedError
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of files named by the SHA-256 of their content."""

    address: str

    def put(self, content: bytes) -> str:
        """Keep a file and return its hash; the same content is kept once."""
        sha = hashlib.sha256(content).hexdigest()
        system, path = fsspec.core.url_to_fs(self._path(sha))
        if system.exists(path):
            return sha
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        half_written = f"{path}.{uuid4().hex}"
        with system.open(half_written, "wb") as file:
            file.write(content)
        system.mv(half_written, path)
        return sha

    def get(self, sha: str) -> bytes:
        """Return a file, re-checked against its hash; raise when it is gone or was changed."""
        system, path = fsspec.core.url_to_fs(self._path(sha))
        if not system.exists(path):
            raise NotFoundError(sha)
        with system.open(path, "rb") as file:
            content = bytes(file.read())
        if hashlib.sha256(content).hexdigest() != sha:
            text = N_("文件内容与登记的校验值不一致，可能已被改动；请从备份恢复后再查看（{sha}）")
            raise RefusedError(Objection("file-changed", text, {"sha": sha[:12]}, article="处罚法47条"))
        return content

    def probe(self) -> str:
        """Write and remove a small file; return what went wrong, empty when nothing did."""
        try:
            system, path = fsspec.core.url_to_fs(f"{self.address.rstrip('/')}/probe.{uuid4().hex}")
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            with system.open(path, "wb") as file:
                file.write(b"probe")
            system.rm(path)
        except OSError as error:
            return str(error)
        return ""

    def _path(self, sha: str) -> str:
        return f"{self.address.rstrip('/')}/{sha[:2]}/{sha}"
