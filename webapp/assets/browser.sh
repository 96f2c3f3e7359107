#!/bin/sh
# Makes sure that the browser journeys have Chromium, a Chinese font and the library that Playwright's own Node needs;
# Debian's packages, when we may install them.
set -eu

has_browser() { command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
has_font() { command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh | grep -q .; }
has_library() { ! command -v ldconfig >/dev/null 2>&1 || ldconfig -p | grep -q 'libatomic\.so\.1'; }

if has_browser && has_font && has_library; then
  exit 0
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "==> Chromium and a Chinese font (apt-get)"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null
  apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig libatomic1 >/dev/null
fi
if ! has_browser || ! has_library; then
  echo "The browser journeys need Chromium. Install it" >&2
  echo "(Debian: sudo apt-get install chromium fonts-noto-cjk libatomic1), then run make test again." >&2
  exit 2
fi
