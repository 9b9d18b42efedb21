#!/usr/bin/env bash
#
# PostgreSQL 18.6, pgjdbc 42.7.13. DriverManager.getConnection(url, user, password) and every DataSource that is built on it pass the
# login as properties. One guesses that a login given explicitly wins over the one in the URL. The URL wins, without a warning: the
# session belongs to another role than the one that was asked for.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
statement.execute("CREATE ROLE reader LOGIN PASSWORD 'x'");
String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
for (String login : new String[] {"", "?user=postgres&password=postgres"}) {
    statement = DriverManager.getConnection(url + login, "reader", "x").createStatement();
    print(login.isEmpty() ? "without a login in the URL" : "with a login in the URL", "SELECT current_user");
}
JAVA
expect <<'EXPECTED'
without a login in the URL: reader
with a login in the URL: postgres
EXPECTED
