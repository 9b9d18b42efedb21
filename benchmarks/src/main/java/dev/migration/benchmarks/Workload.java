// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.util.List;
import java.util.function.IntFunction;

/** What is measured. */
enum Workload {
    NOTHING_PENDING_FRESH("nothing pending, 1,000 applied, first call in a fresh JVM", 1_000, Workload::none, true),
    NOTHING_PENDING_WARM("the same, warm", 1_000, Workload::none, false),
    ONE_PENDING_FRESH("one pending, 1,000 applied, first call in a fresh JVM", 1_000, Workload::oneMore, true),
    ONE_PENDING_WARM("the same, warm", 1_000, Workload::oneMore, false),
    FRESH_DATABASE_100("fresh database, 100 small scripts", 0, round -> Script.small(100), false),
    FRESH_DATABASE_1000("fresh database, 1,000 small scripts", 0, round -> Script.small(1_000), false),
    INSERTS("100,000 INSERTs in one script (20 MB)", 0, round -> Script.inserts(), false),
    COPY("COPY of 20 MB in one script", 0, round -> Script.copy(), false);

    private final String title;
    private final int applied;
    private final IntFunction<List<Script>> pending;
    private final boolean inFreshJvm;

    Workload(String title, int applied, IntFunction<List<Script>> pending, boolean inFreshJvm) {
        this.title = title;
        this.applied = applied;
        this.pending = pending;
        this.inFreshJvm = inFreshJvm;
    }

    private static List<Script> none(int round) {
        return List.of();
    }

    private static List<Script> oneMore(int round) {
        return Script.small(1_001 + round).subList(1_000 + round, 1_001 + round);
    }

    String title() {
        return title;
    }

    /** Scripts that are applied before the first measurement. If there are none, each measurement has a database of its own. */
    List<Script> applied() {
        return Script.small(applied);
    }

    /** The scripts that the call of a round applies. */
    List<Script> pending(int round) {
        return pending.apply(round);
    }

    /** Whether each call is the first one of a JVM; its start is not measured. */
    boolean isInFreshJvm() {
        return inFreshJvm;
    }
}
