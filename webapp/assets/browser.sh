#!/bin/sh
# Makes sure that the browser journeys have Chromium and a Chinese font; Debian's packages, when we may install them.
set -eu

has_browser() { command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
has_font() { command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh | grep -q .; }

if has_browser && has_font; then
  exit 0
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "==> Chromium and a Chinese font (apt-get)"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >/dev/null
  apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
fi
if ! has_browser; then
  echo "The browser journeys need Chromium. Install it (Debian: sudo apt-get install chromium fonts-noto-cjk)," >&2
  echo "then run make test again." >&2
  exit 2
fi
