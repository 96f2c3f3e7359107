"""PDF 版: a copy of a Word file for reading and printing, made by LibreOffice where the installation has it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workflows.documents.catalogue import TEMPLATES
from workflows.documents.confined import run_confined
from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

SECONDS = 60
MEMORY = 1024 * 1024 * 1024
OFF = "off"
_USUAL = "soffice"
_TOLD_AT_MOST = 200


def _nobody_ends_it() -> None:
    """Go on to the end."""


@dataclass(frozen=True, slots=True)
class PdfPress:
    """LibreOffice by its path or its name; empty looks for it on this machine, ``off`` is none anywhere."""

    program: str = ""
    seconds: float = SECONDS
    memory: int = MEMORY

    @property
    def path(self) -> str | None:
        """Return where it lies on this machine, or None."""
        return None if self.program == OFF else shutil.which(self.program or _USUAL)

    @property
    def is_offered(self) -> bool:
        """Say whether people may ask: it was named, for whichever machine does the work, or is on this one."""
        return self.program != OFF and bool(self.program or self.path)

    def make(self, docx: bytes, folder: Path, *, go_on: Callable[[], None] = _nobody_ends_it) -> Path:
        """Return the PDF of a Word file, made in a folder of its own with a limited process; RefusedError if it cannot.

        ``go_on`` is asked twice a second, and ends it with whatever it raises.
        """
        program = self.path
        if program is None:
            text = N_("办理此项的计算机上没有 LibreOffice，请系统管理员安装 libreoffice-writer-nogui 后重新办理")
            raise RefusedError(Objection("pdf-no-program", text))
        given, made, home = folder / "paper.docx", folder / "paper.pdf", folder / "home"
        given.write_bytes(docx)
        home.mkdir(exist_ok=True)
        command = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore"]
        try:
            code, told = run_confined(
                [*command, "--convert-to", "pdf", "--outdir", str(folder), str(given)],
                folder=folder,
                seconds=self.seconds,
                memory=self.memory,
                environment={
                    "PATH": os.environ.get("PATH", os.defpath),
                    "HOME": str(home),
                    "TMPDIR": str(folder),
                    "LANG": "C.UTF-8",
                    # The nearest faces where the machine lacks 仿宋_GB2312 and 小标宋.
                    "FONTCONFIG_FILE": str(TEMPLATES / "fonts.conf"),
                },
                go_on=go_on,
            )
        except TimeoutError as error:
            text = N_("转换为 PDF 超过 {seconds} 秒，已经停止，请下载 Word 文件")
            raise RefusedError(Objection("pdf-limits", text, {"seconds": round(self.seconds)})) from error
        if code != 0 or not made.is_file():
            text = N_("LibreOffice 没有生成 PDF，请下载 Word 文件，并告知系统管理员：{told}")
            raise RefusedError(Objection("pdf-failed", text, {"told": (told or str(code))[:_TOLD_AT_MOST]}))
        return made
