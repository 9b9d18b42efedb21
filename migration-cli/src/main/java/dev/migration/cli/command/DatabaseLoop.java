// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.setting.UsageException;
import dev.migration.error.NearestWord;

/** Executes a command for each of the selected databases. */
public final class DatabaseLoop {

    private final Invocation invocation;
    private final String command;
    private final DatabaseSelection selection;

    /** @param command the name of the command, for the report */
    public DatabaseLoop(Invocation invocation, String command, DatabaseSelection selection) {
        this.invocation = invocation;
        this.command = command;
        this.selection = selection;
    }

    /**
     * Executes the command for the databases that {@code --database} names, or for all.
     *
     * @param execution executes the command for one database, and returns its exit code
     * @return the exit code of the whole command line
     */
    public int execute(ToIntFunction<Invocation> execution) {
        try {
            List<String> selected =
                    needsNoName() ? List.of() : select(invocation.context().databases());
            if (selected.isEmpty()) {
                return execution.applyAsInt(invocation.withNewOptions());
            }
            return selected.size() == 1 ? executeOne(selected.get(0), execution) : executeEach(selected, execution);
        } catch (RuntimeException failure) {
            return new Reporter(invocation, command).fail(failure, Optional::empty);
        }
    }

    /** Whether the names of the databases need not be read; reading them can need a connection. */
    private boolean needsNoName() {
        boolean sameForEach = selection == DatabaseSelection.ONE_DATABASE
                && invocation.context().sharesRevisions();
        return (sameForEach || selection == DatabaseSelection.NO_DATABASE)
                && invocation.options().databases().isEmpty();
    }

    private List<String> select(List<String> known) {
        List<String> named = invocation.options().databases();
        named.stream().filter(name -> !isKnown(name, known)).findFirst().ifPresent(unknown -> {
            throw unknown(unknown, known);
        });
        if (selection == DatabaseSelection.NO_DATABASE) {
            return List.of();
        }
        List<String> selected =
                named.isEmpty() ? known : named.stream().distinct().toList();
        requireOne(selected);
        if (selection == DatabaseSelection.ONE_DATABASE) {
            return selected;
        }
        List<String> all = withTenants(selected);
        requireOne(all);
        return all;
    }

    private boolean isKnown(String name, List<String> known) {
        return known.contains(name)
                || known.stream()
                        .filter(database -> name.startsWith(database + "/"))
                        .anyMatch(
                                database -> tenants(database).orElse(List.of()).contains(name));
    }

    private static UsageException unknown(String word, List<String> known) {
        return new UsageException(
                "There is no database '" + word + "'." + NearestWord.question(word, known),
                known.isEmpty()
                        ? "Name databases in the settings: migration.databases." + word + ".url=…"
                        : "The settings name " + String.join(", ", known) + ".");
    }

    /** Replaces each database that has tenants by its tenants. */
    private List<String> withTenants(List<String> selected) {
        List<String> all = selected.stream()
                .flatMap(name -> tenants(name).orElse(List.of(name)).stream())
                .distinct()
                .toList();
        if (all.isEmpty() && !selected.isEmpty()) {
            throw new UsageException(
                    "There is no tenant yet in " + String.join(", ", selected) + ".",
                    "Check migration.databases." + selected.get(0)
                            + ".tenants, and what the application's TenantSource returns.");
        }
        return all;
    }

    private Optional<List<String>> tenants(String database) {
        return invocation.context().tenants(database);
    }

    private void requireOne(List<String> selected) {
        boolean address = invocation.options().url().isPresent();
        boolean one = selection == DatabaseSelection.ONE_DATABASE || selection == DatabaseSelection.ONE_STATE;
        if (selected.size() > 1 && (one || address)) {
            throw new UsageException(
                    "This command needs the name of one database. The settings name " + String.join(", ", selected)
                            + ".",
                    "Add --database NAME" + (address ? "; --url is the address of one database" : "") + ".");
        }
    }

    private int executeOne(String name, ToIntFunction<Invocation> execution) {
        return execution.applyAsInt(invocation.forDatabase(name, invocation.jsonSink()));
    }

    private int executeEach(List<String> selected, ToIntFunction<Invocation> execution) {
        Map<String, Object> results = new LinkedHashMap<>();
        List<String> remaining = new ArrayList<>(selected);
        int worst = ExitCode.OK;
        while (!remaining.isEmpty() && !(worst != ExitCode.OK && selection == DatabaseSelection.EACH_UNTIL_ONE_FAILS)) {
            String name = remaining.remove(0);
            print("Database " + name);
            int code = execution.applyAsInt(invocation.forDatabase(name, result -> results.put(name, result.map())));
            worst = worse(worst, code);
        }
        if (!remaining.isEmpty()) {
            print("Not touched: " + String.join(", ", remaining));
        }
        if (invocation.options().json()) {
            invocation
                    .jsonSink()
                    .accept(JsonObject.of("command", command)
                            .and("exitCode", worst)
                            .and("databases", results)
                            .and("notTouched", remaining));
        }
        return worst;
    }

    private void print(String text) {
        if (!invocation.options().json()) {
            invocation.console().heading(text);
        }
    }

    /** The code of a signal outweighs a failure, which outweighs every other code; otherwise the higher code is the worse one. */
    private static int worse(int one, int other) {
        if (Math.max(one, other) >= ShutdownSignal.LOWEST) {
            return Math.max(one, other);
        }
        return one == ExitCode.FAILED || other == ExitCode.FAILED ? ExitCode.FAILED : Math.max(one, other);
    }
}
