#!/usr/bin/env bash
#
# PostgreSQL 18.6. UNLISTEN * inside a transaction takes effect at its end, as LISTEN does: pg_listening_channels() still has the
# channel in the rest of the transaction. A pool that resets a session and checks the result in the same transaction finds it
# unclean.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("LISTEN jobs");
connection.setAutoCommit(false);
statement.execute("UNLISTEN *");
print("channels in the transaction", "SELECT count(*) FROM pg_listening_channels()");
connection.commit();
print("channels after the commit", "SELECT count(*) FROM pg_listening_channels()");
JAVA
expect <<'EXPECTED'
channels in the transaction: 1
channels after the commit: 0
EXPECTED
