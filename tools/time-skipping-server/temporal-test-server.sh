#!/bin/sh
# Temporal's test server from the jars beside this script; the flags are for a start within a second.
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
  -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$@"
