#!/usr/bin/env bash
#
# PostgreSQL 18.6. An array constructor of a literal and a column of type name has the type name[]: every other element is cut
# to 63 bytes, without a message. The catalogs are full of names, so arrays of names and composed texts lose their ends.
#
# Needs a JDK (17 or newer) and Maven. Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"
install "${postgres[@]}"

java_with_postgres <<'JAVA'
print("type with a literal", "SELECT pg_typeof(ARRAY['x', relname]) FROM pg_class LIMIT 1");
print("length of a literal of 100 characters", "SELECT length((ARRAY['" + "x".repeat(100) + "', relname])[1]) FROM pg_class LIMIT 1");
print("length of the same with a cast", "SELECT length((ARRAY['" + "x".repeat(100) + "'::text, relname])[1]) FROM pg_class LIMIT 1");
JAVA
expect <<'EXPECTED'
type with a literal: name[]
length of a literal of 100 characters: 63
length of the same with a cast: 100
EXPECTED
