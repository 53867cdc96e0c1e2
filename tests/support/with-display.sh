#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# with-display.sh COMMAND...: runs it on a virtual display of its own with a small window manager.
set -eu
numbers=$(mktemp)
Xvfb -displayfd 3 -screen 0 1280x860x24 -nolisten tcp -noreset 3>"$numbers" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null || true; rm -f "$numbers"' EXIT
trap 'exit 143' INT TERM
tries=0
until [ -s "$numbers" ]; do
    kill -0 $server 2>/dev/null || { echo "with-display.sh: Xvfb did not start" >&2; exit 1; }
    tries=$((tries + 1))
    [ $tries -lt 200 ] || { echo "with-display.sh: Xvfb is not ready" >&2; exit 1; }
    sleep 0.05
done
DISPLAY=:$(cat "$numbers")
export DISPLAY QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY
openbox >/dev/null 2>&1 &
manager=$!
status=0
"$@" || status=$?
kill $manager 2>/dev/null || true
exit $status
