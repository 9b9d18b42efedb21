#!/usr/bin/env bash
#
# PostgreSQL 18.6. pg_get_constraintdef of CHECK (c IN (...)) over a varchar column returns a text; a table that is created
# with that text has a constraint with another text, which then stays. So two tables, one of them created from the definition
# of the other, differ by text. Over a text column there is no difference.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
for (String type : new String[] {"varchar(9)", "text"}) {
    String written = "CHECK (c IN ('a', 'b'))";
    String[] texts = new String[3];
    for (int i = 0; i < 3; i++) {
        statement.execute("DROP TABLE IF EXISTS t");
        statement.execute("CREATE TABLE t (c " + type + ", CONSTRAINT k " + (i == 0 ? written : texts[i - 1]) + ")");
        texts[i] = value("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'");
    }
    System.out.println(type + ": second text equals the first: " + texts[1].equals(texts[0]) + ", third equals the second: "
            + texts[2].equals(texts[1]));
}
JAVA
expect <<'EXPECTED'
varchar(9): second text equals the first: false, third equals the second: true
text: second text equals the first: true, third equals the second: true
EXPECTED
