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

/** Carries a command out for each of several databases. */
public final class DatabaseLoop {

    private final Invocation invocation;
    private final String command;
    private final DatabaseSelection reach;

    /** @param command its name, for the report */
    public DatabaseLoop(Invocation invocation, String command, DatabaseSelection reach) {
        this.invocation = invocation;
        this.command = command;
        this.reach = reach;
    }

    /**
     * Carries it out for those that were named, or for all.
     *
     * @param execution carries it out for one, and gives the exit code
     * @return the exit code of the whole
     */
    public int execute(ToIntFunction<Invocation> execution) {
        try {
            List<String> meant =
                    isForNone() ? List.of() : meant(invocation.context().databases());
            if (meant.isEmpty()) {
                return execution.applyAsInt(invocation.again());
            }
            return meant.size() == 1 ? one(meant.get(0), execution) : each(meant, execution);
        } catch (RuntimeException failure) {
            return new Reporter(invocation, command).fail(failure, Optional::empty);
        }
    }

    /** Which there are may be known to a database only. */
    private boolean isForNone() {
        boolean same =
                reach == DatabaseSelection.ONE_DATABASE && invocation.context().sharesRevisions();
        return (same || reach == DatabaseSelection.NO_DATABASE)
                && invocation.options().databases().isEmpty();
    }

    private List<String> meant(List<String> known) {
        List<String> named = invocation.options().databases();
        named.stream().filter(name -> !isKnown(name, known)).findFirst().ifPresent(unknown -> {
            throw unknown(unknown, known);
        });
        if (reach == DatabaseSelection.NO_DATABASE) {
            return List.of();
        }
        List<String> meant = named.isEmpty() ? known : named.stream().distinct().toList();
        requireOne(meant);
        return reach == DatabaseSelection.ONE_DATABASE ? meant : expanded(meant);
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

    /** A database that has tenants stands for all of them. */
    private List<String> expanded(List<String> meant) {
        List<String> all = meant.stream()
                .flatMap(name -> tenants(name).orElse(List.of(name)).stream())
                .distinct()
                .toList();
        if (all.isEmpty() && !meant.isEmpty()) {
            throw new UsageException(
                    "There is no tenant yet in " + String.join(", ", meant) + ".",
                    "See migration.databases." + meant.get(0)
                            + ".tenants, and what the application's TenantSource reads.");
        }
        return all;
    }

    private Optional<List<String>> tenants(String database) {
        return invocation.context().tenants(database);
    }

    private void requireOne(List<String> meant) {
        boolean address = invocation.options().url().isPresent();
        if (meant.size() > 1 && (reach == DatabaseSelection.ONE_DATABASE || address)) {
            throw new UsageException(
                    "Which database? The settings name " + String.join(", ", meant) + ".",
                    "Add --database NAME" + (address ? "; --url is the address of one" : "") + ".");
        }
    }

    private int one(String name, ToIntFunction<Invocation> execution) {
        return execution.applyAsInt(invocation.on(name, invocation.jsonSink()));
    }

    private int each(List<String> meant, ToIntFunction<Invocation> execution) {
        Map<String, Object> answers = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(meant);
        int worst = ExitCode.OK;
        while (!left.isEmpty() && !(worst != ExitCode.OK && reach == DatabaseSelection.EACH_UNTIL_ONE_FAILS)) {
            String name = left.remove(0);
            say("Database " + name);
            int code = execution.applyAsInt(invocation.on(name, facts -> answers.put(name, facts.map())));
            worst = worse(worst, code);
        }
        if (!left.isEmpty()) {
            say("Not touched: " + String.join(", ", left));
        }
        if (invocation.options().json()) {
            invocation
                    .jsonSink()
                    .accept(JsonObject.of("command", command)
                            .and("exitCode", worst)
                            .and("databases", answers)
                            .and("notTouched", left));
        }
        return worst;
    }

    private void say(String text) {
        if (!invocation.options().json()) {
            invocation.console().line(invocation.console().styled("bold", text));
        }
    }

    /** That something failed is worse than that something is pending. */
    private static int worse(int one, int other) {
        return one == ExitCode.FAILED || other == ExitCode.FAILED ? ExitCode.FAILED : Math.max(one, other);
    }
}
