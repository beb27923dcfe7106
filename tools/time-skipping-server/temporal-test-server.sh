#!/bin/sh
# Temporal's test server from the jars beside this script; the flags are for a start within a second.

# It goes when the process that started it is gone, however that went.
(while kill -0 $$; do kill -0 "$PPID" || kill -KILL $$; sleep 2; done) </dev/null >/dev/null 2>&1 &

exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \
  -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$@"
