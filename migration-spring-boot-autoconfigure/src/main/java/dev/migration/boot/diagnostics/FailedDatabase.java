package dev.migration.boot.diagnostics;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.beans.factory.BeanCreationException;

import dev.migration.boot.database.MigrationDatabases;
import dev.migration.boot.status.DatabaseName;
import dev.migration.error.MigrationException;

/**
 * Which of several databases it was, and what became of the others.
 *
 * @param name its name
 * @param databases all of them, in the order in which they are migrated
 * @param begun whether anything was run: a migrator is made for each of them before the first is used
 */
record FailedDatabase(String name, List<String> databases, boolean begun) {

    private static final Pattern KEY = Pattern.compile("\\bmigration\\.(?!databases\\.)[a-z]");

    /** After the bean that could not be made; empty when the application has no names for databases. */
    static Optional<FailedDatabase> find(Throwable failure, List<String> databases) {
        List<String> beans = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(BeanCreationException.class::isInstance)
                .map(creation -> ((BeanCreationException) creation).getBeanName())
                .filter(Objects::nonNull)
                .toList();
        if (beans.contains(MigrationDatabases.BEAN)) {
            // What is wrong there is wrong with the names themselves.
            return Optional.empty();
        }
        return databases.stream()
                .map(name -> new FailedDatabase(name, databases, isBegun(name, beans)))
                .filter(database -> database.begun() || database.isFaulty(beans))
                .findFirst();
    }

    private static boolean isBegun(String name, List<String> beans) {
        return beans.contains(DatabaseName.toInitializer(name))
                || beans.contains(DatabaseName.toTenantInitializer(name));
    }

    private boolean isFaulty(List<String> beans) {
        return beans.contains(DatabaseName.toMigrator(name)) || beans.contains(DatabaseName.toTenantMigrator(name));
    }

    String problem(MigrationException failure) {
        return ("Database '" + name + "': " + failure.problem() + "\n\n" + others()).strip();
    }

    String remedy(MigrationException failure) {
        // What a core that knows one database says of its settings.
        boolean speaksOfAll = KEY.matcher(failure.problem() + failure.remedy()).find();
        return speaksOfAll
                ? failure.remedy() + "\n\nWhat holds for this database alone is written migration.databases." + name
                        + ".…"
                : failure.remedy();
    }

    private String others() {
        if (!begun) {
            return "No database was touched.";
        }
        int place = databases.indexOf(name);
        return text("Done before it, and stays as it is: ", databases.subList(0, place), ". ")
                + text("Not touched: ", databases.subList(place + 1, databases.size()), ".");
    }

    private static String text(String beginning, List<String> names, String end) {
        return names.isEmpty() ? "" : beginning + String.join(", ", names) + end;
    }
}
