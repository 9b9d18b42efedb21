#!/usr/bin/env bash
#
# Flyway 12.4.0 on PostgreSQL 18.6. "repair" marks an applied migration whose file is gone as deleted only if a file of a higher
# version exists. The migration with the highest version counts as one of the future: repair leaves it applied, without a word.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}" org.flywaydb:flyway-database-postgresql:12.4.0

java_with_postgres <<'JAVA'
java.nio.file.Path folder = java.nio.file.Files.createDirectory(java.nio.file.Path.of("sql"));
for (int version = 1; version <= 3; version++) {
    java.nio.file.Files.writeString(folder.resolve("V" + version + "__step.sql"), "SELECT " + version + ";");
}
var flyway = org.flywaydb.core.Flyway.configure().dataSource(server.getPostgresDatabase()).locations("filesystem:sql").load();
flyway.migrate();
String deleted = "SELECT coalesce(string_agg(version, ','), 'none') FROM flyway_schema_history WHERE type = 'DELETE'";
java.nio.file.Files.delete(folder.resolve("V3__step.sql"));
flyway.repair();
print("without the file of version 3, deleted", deleted);
java.nio.file.Files.delete(folder.resolve("V1__step.sql"));
flyway.repair();
print("without the files of versions 1 and 3, deleted", deleted);
JAVA
expect <<'EXPECTED'
without the file of version 3, deleted: none
without the files of versions 1 and 3, deleted: 1
EXPECTED
