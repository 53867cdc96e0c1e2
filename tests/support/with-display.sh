#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# with-display.sh COMMAND...: runs it on a virtual display of its own, once a small window manager has taken it over. Both
# end with this script, even when it is killed.
set -eu
numbers=$(mktemp)
server=
manager=
trap 'kill $manager $server 2>/dev/null || true; rm -f "$numbers"' EXIT
trap 'exit 143' INT TERM

# until_ready PROCESS NAME COMMAND...: looks every 50 ms, for a minute or so.
until_ready() {
    process=$1 name=$2 tries=0
    shift 2
    until "$@"; do
        tries=$((tries + 1))
        kill -0 "$process" 2>/dev/null && [ $tries -lt 1000 ] || { echo "with-display.sh: $name is not ready" >&2; exit 1; }
        sleep 0.05
    done
}
is_managed() { xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; }

setpriv --pdeathsig TERM Xvfb -displayfd 3 -screen 0 1280x860x24 -nolisten tcp -noreset 3>"$numbers" 2>/dev/null &
server=$!
until_ready $server Xvfb test -s "$numbers"
DISPLAY=:$(cat "$numbers")
export DISPLAY QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY
setpriv --pdeathsig TERM openbox >/dev/null 2>&1 &
manager=$!
until_ready $manager openbox is_managed
status=0
"$@" || status=$?
exit $status
