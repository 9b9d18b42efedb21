#!/usr/bin/env bash
#
# Replaces a column of a large table under load: in a rolling deployment of two releases, and in one revision. Measures both ways.
#
#   usage: rolling.sh [TICKETS [TICKETS_PER_SECOND]]        default: 300000 5
#
# It needs a JDK, Maven, and Docker; without Docker it uses an embedded PostgreSQL. It prints each step, and writes
# sample-support-app/target/rolling/rolling.md and rolling.svg.

set -euo pipefail

cd "$(dirname "$0")/../.."
exec mvn -B verify -pl sample-support-app -am \
    -Dtest='!*' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test='RollingDeploymentIT#bothWaysAreMeasured' -Dfailsafe.failIfNoSpecifiedTests=false \
    -Dexcluded.tests=none -Drolling.tickets="${1:-300000}" -Drolling.rate="${2:-5}"
