#!/usr/bin/env bash
#
# Checks the revisions of an application against an empty database, as a build does for each change. All checks run, and the
# script fails if one of them has failed. Files for reviewers are written to a folder: migration.sql, lint.md, lint.sarif.
#
#   usage: check-migrations.sh JAR [FOLDER]
#
# The database is that of SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD; it must be empty, and the role needs CREATEDB.
# MIGRATIONS replaces "java -jar JAR migrations", for example by the stand-alone jar. SINCE is the last released revision
# (default: base): what comes after it is reviewed.

set -uo pipefail

readonly jar=${1:?usage: check-migrations.sh JAR [FOLDER]}
readonly folder=${2:-target/migrations}
readonly since=${SINCE:-base}
read -ra migrations <<<"${MIGRATIONS:-java -jar $jar migrations}"
failed=()

step() {
    local name=$1
    shift
    echo "== $name" >&2
    "${migrations[@]}" "$@" || failed+=("$name (exit code $?)")
}

mkdir -p "$folder"
# "head" is refused if there are several: that is the check for one head.
step "upgrade an empty database to the one head" upgrade head
step "downgrade to base" downgrade base
step "upgrade again" upgrade head
step "the revisions mean the entities" check
step "the database is what the revisions mean" drift
# The downgrade of zd002 empties what it has filled in: no text is lost, because the old column still has it.
step "each revision goes up, down and up" verify --round-trip --may-lose-rows zd002
step "branches may be applied in any order" check-branches
step "nothing dangerous for a running application" lint "$since:heads" --each
step "report for reviewers" lint "$since:heads" --each --fail-on never --format markdown --output "$folder/lint.md"
step "report for code scanning" lint "$since:heads" --each --fail-on never --format sarif --output "$folder/lint.sarif"
step "SQL for reviewers" upgrade "$since:head" --sql >"$folder/migration.sql"

if ((${#failed[@]})); then
    printf 'failed: %s\n' "${failed[@]}" >&2
    exit 1
fi
echo "All checks passed; see $folder"
