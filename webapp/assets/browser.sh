#!/bin/sh
# Makes sure that the browser journeys have Chromium, a Chinese font and the library that Playwright's own Node needs, and
# the tests of PDF 版 LibreOffice and what reads a PDF's words; Debian's packages, when we may install them.
# Chromium without windows takes half the processor time of the whole one.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }
has_browser() { has chromium-headless-shell || has chromium || has google-chrome; }
has_font() { has fc-list && fc-list :lang=zh | grep -q .; }
has_office() { has soffice && has pdftotext; }
has_library() { ! has ldconfig || ldconfig -p | grep -q 'libatomic\.so\.1'; }
fetch() { apt-get install -y -qq --no-install-recommends "$@" fonts-noto-cjk fontconfig libatomic1 >/dev/null; }

if has_browser && has_font && has_library && has_office; then
  exit 0
fi
if [ "$(id -u)" -eq 0 ] && has apt-get; then
  echo "==> Chromium, LibreOffice and a Chinese font (apt-get)"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null
  set -- libreoffice-writer-nogui poppler-utils
  if has_browser; then fetch "$@"; else fetch "$@" chromium-headless-shell 2>/dev/null || fetch "$@" chromium; fi
fi
if ! has_browser || ! has_library || ! has_office; then
  echo "The browser journeys need Chromium, the tests of PDF 版 LibreOffice and pdftotext. Install them" >&2
  echo "(Debian: sudo apt-get install chromium-headless-shell fonts-noto-cjk libatomic1 libreoffice-writer-nogui" >&2
  echo "poppler-utils), then run make test again." >&2
  exit 2
fi
