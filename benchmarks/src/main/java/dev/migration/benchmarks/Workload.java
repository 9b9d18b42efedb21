// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.util.List;
import java.util.function.Supplier;

/** What is measured: an initial state, and the calls on it. */
enum Workload {
    APPLIED_1000(
            "1,000 scripts applied",
            1_000,
            5,
            List.of(
                    new Case("nothing pending, first call in a JVM", Call.FRESH_JVM, 0),
                    new Case("nothing pending, warm", Call.WARM, 0),
                    new Case("status on a command line", Call.COMMAND, 0),
                    new Case("one pending, first call in a JVM", Call.FRESH_JVM, 1),
                    new Case("one pending, warm", Call.WARM, 1))),
    STARTUP_100("100 scripts applied", 100, 5, List.of(new Case("start of an application", Call.APPLICATION, 0))),
    STARTUP_1000("1,000 scripts applied", 1_000, 5, List.of(new Case("start of an application", Call.APPLICATION, 0))),
    APPLIED_5000(
            "5,000 scripts applied",
            5_000,
            3,
            List.of(
                    new Case("nothing pending, first call in a JVM", Call.FRESH_JVM, 0),
                    new Case("nothing pending, warm", Call.WARM, 0))),
    APPLIED_50000(
            "50,000 scripts recorded as applied",
            50_000,
            3,
            List.of(
                    new Case("nothing pending, first call in a JVM", Call.FRESH_JVM, 0),
                    new Case("nothing pending, warm", Call.WARM, 0))),
    SCRIPTS_100("empty database, 100 small scripts", 5, () -> Script.small(100), Call.FRESH_JVM),
    SCRIPTS_1000("empty database, 1,000 small scripts", 5, () -> Script.small(1_000), Call.FRESH_JVM),
    SCRIPTS_5000("empty database, 5,000 small scripts", 1, () -> Script.small(5_000), Call.FRESH_JVM),
    INSERTS("100,000 INSERTs in one script (20 MB)", 3, Script::inserts, Call.FRESH_JVM),
    COPY("COPY of 20 MB in one script", 5, Script::copy, Call.FRESH_JVM),
    STATEMENTS_5000("5,000 DDL statements in one script", 3, Script::statements, Call.FRESH_JVM),
    THREADS_8("100 small scripts, eight threads at once", 5, () -> Script.small(100), Call.THREADS),
    PROCESSES_8("100 small scripts, eight JVMs at once, with their start", 3, () -> Script.small(100), Call.PROCESSES),
    TENANTS_200("200 schemas, 20 small scripts for each", 3, () -> Script.small(20), Call.TENANTS);

    private final String title;
    private final int applied;
    private final int rounds;
    private final Supplier<List<Script>> scripts;
    private final List<Case> cases;

    /** Calls on a database with applied scripts. */
    Workload(String title, int applied, int rounds, List<Case> cases) {
        this.title = title;
        this.applied = applied;
        this.rounds = rounds;
        this.scripts = () -> Script.small(applied);
        this.cases = cases;
    }

    /** A call on an empty database. */
    Workload(String title, int rounds, Supplier<List<Script>> scripts, Call call) {
        this.title = title;
        this.applied = 0;
        this.rounds = rounds;
        this.scripts = scripts;
        this.cases = List.of(new Case("", call, 0));
    }

    /** How a call is made. */
    enum Call {
        /** The first call of a JVM; its start is not measured, except for tools that are no Java programs. */
        FRESH_JVM,
        /** In a JVM that has made other calls. */
        WARM,
        /** A command that prints the state of the database: the whole process. */
        COMMAND,
        /** The start of an application with Spring Boot in a JVM of its own, without that of the JVM; the driver alone migrates nothing. */
        APPLICATION,
        /** Eight calls at once in one JVM; the driver alone, which has no lock, makes one. */
        THREADS,
        /** Eight JVMs at once; their start is measured. */
        PROCESSES,
        /** The same scripts in each schema. */
        TENANTS
    }

    /**
     * A call on the initial state.
     *
     * @param pending how many scripts it applies that were not there before
     */
    record Case(String title, Call call, int pending) {}

    List<Case> cases() {
        return cases;
    }

    String title(Case one) {
        return one.title().isEmpty() ? title : title + ", " + one.title();
    }

    /** How many rounds are enough; never more than are asked for. */
    int rounds(int wanted) {
        return Math.min(rounds, wanted);
    }

    /** Whether the scripts are applied before the first measurement. If not, each measurement has an empty database. */
    boolean isApplied() {
        return applied > 0;
    }

    List<Script> scripts() {
        return scripts.get();
    }

    /** Whether there are so many scripts that they are only recorded as applied. */
    boolean isLarge() {
        return applied > 10_000;
    }
}
