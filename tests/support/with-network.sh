#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# with-network.sh COMMAND...: runs it in a network of its own that has loopback alone, on which this computer is also
# all of 192.0.2.0/24 (RFC 5737). So a test can come from an address that is not loopback.
set -eu
exec unshare --user --map-root-user --net sh -c '
    ip link set lo up
    ip route add local 192.0.2.0/24 dev lo
    exec "$@"' with-network.sh "$@"
