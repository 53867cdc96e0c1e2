#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a command on a session bus of its own, with its own home folder and a keyring in one of these states, so that
# nothing of the person who runs it is touched:
#   with-keyring.sh unlocked|locked|none|no-bus|dead-bus COMMAND [ARGUMENT...]
# `none`: no secret service on the bus; `no-bus`: no bus and no way to start one; `dead-bus`: the address of one that is
# gone. Nobody answers prompts. NATTER_KEYRING_HOME=DIR keeps home and keyring there
# for a later run; otherwise all of it is removed. Exit code 77: a tool is missing.
set -eu

run_inside() {
    mode=$1
    shift
    daemon=
    if [ "$mode" != none ]; then
        gnome-keyring-daemon --foreground --components=secrets --unlock >/dev/null 2>&1 <<EOF &
test
EOF
        daemon=$!
        trap 'kill "$daemon" 2>/dev/null || :' EXIT
        wait_for_keyring
    fi
    if [ "$mode" = locked ]; then
        secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock \
            array:objpath:/org/freedesktop/secrets/collection/login
    fi
    status=0
    "$@" || status=$?
    exit "$status"
}

secrets() {
    dbus-send --session --print-reply --reply-timeout=30000 --dest=org.freedesktop.secrets "$@" >/dev/null 2>&1
}

wait_for_keyring() {
    tries=0
    until secrets /org/freedesktop/secrets/collection/login org.freedesktop.DBus.Properties.Get \
        string:org.freedesktop.Secret.Collection string:Locked; do
        tries=$((tries + 1))
        if [ "$tries" -gt 600 ]; then
            echo "with-keyring.sh: the keyring does not start" >&2
            exit 70
        fi
        sleep 0.1
    done
}

case "${1:-}" in
--inside)
    shift
    run_inside "$@"
    ;;
unlocked | locked | none | no-bus | dead-bus) ;;
*)
    echo "usage: with-keyring.sh unlocked|locked|none|no-bus|dead-bus COMMAND [ARGUMENT...]" >&2
    exit 64
    ;;
esac

for tool in dbus-run-session dbus-send gnome-keyring-daemon; do
    if ! command -v "$tool" >/dev/null; then
        echo "with-keyring.sh: $tool is not installed" >&2
        exit 77
    fi
done
home=${NATTER_KEYRING_HOME:-}
runtime=$(mktemp -d)
trap 'rm -rf "$runtime"' EXIT
if [ -z "$home" ]; then
    home=$runtime/home
fi
mkdir -p "$home"
unset DBUS_SESSION_BUS_ADDRESS DESKTOP_SESSION GNOME_DESKTOP_SESSION_ID GNOME_KEYRING_CONTROL KDE_FULL_SESSION
export HOME="$home" XDG_DATA_HOME="$home/.local/share" XDG_CONFIG_HOME="$home/.config" XDG_CACHE_HOME="$home/.cache" \
    XDG_RUNTIME_DIR="$runtime" XDG_CURRENT_DESKTOP=GNOME
status=0
case "$1" in
*-bus)
    if [ "$1" = dead-bus ]; then
        export DBUS_SESSION_BUS_ADDRESS="unix:path=$runtime/nobody"
    fi
    shift
    env -u DISPLAY "$@" || status=$?
    exit "$status"
    ;;
esac
# No service folders: nothing is started by asking for it.
cat >"$runtime/bus.conf" <<EOF
<busconfig>
  <type>session</type>
  <listen>unix:dir=$runtime</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
EOF
dbus-run-session --config-file="$runtime/bus.conf" -- "$0" --inside "$@" || status=$?
exit "$status"
