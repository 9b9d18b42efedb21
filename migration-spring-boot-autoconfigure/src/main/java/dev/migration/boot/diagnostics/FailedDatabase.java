// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.beans.factory.BeanCreationException;

import dev.migration.boot.database.MigrationDatabases;
import dev.migration.boot.status.DatabaseBean;
import dev.migration.error.MigrationException;

/**
 * The one of several databases whose migration failed, and the state of the others.
 *
 * @param name the name of the database
 * @param databases the names of all databases, in the order in which they are migrated
 * @param begun whether any migration was begun: the migrators of all databases are created before the first one is used
 */
record FailedDatabase(String name, List<String> databases, boolean begun) {

    private static final Pattern KEY = Pattern.compile("\\bmigration\\.(?!databases\\.)[a-z]");

    /** Finds the database by the bean that could not be created; empty if the application does not configure several databases. */
    static Optional<FailedDatabase> find(Throwable failure, List<String> databases) {
        List<String> beans = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(BeanCreationException.class::isInstance)
                .map(creation -> ((BeanCreationException) creation).getBeanName())
                .filter(Objects::nonNull)
                .toList();
        if (beans.contains(MigrationDatabases.BEAN)) {
            // The configured names themselves are wrong.
            return Optional.empty();
        }
        return databases.stream()
                .map(name -> new FailedDatabase(name, databases, isBegun(name, beans)))
                .filter(database -> database.begun() || database.isFaulty(beans))
                .findFirst();
    }

    private static boolean isBegun(String name, List<String> beans) {
        return beans.contains(DatabaseBean.INITIALIZER.of(name))
                || beans.contains(DatabaseBean.TENANT_INITIALIZER.of(name));
    }

    private boolean isFaulty(List<String> beans) {
        return beans.contains(DatabaseBean.MIGRATOR.of(name)) || beans.contains(DatabaseBean.TENANT_MIGRATOR.of(name));
    }

    String problem(MigrationException failure) {
        return ("Database '" + name + "': " + failure.problem() + "\n\n" + others()).strip();
    }

    String remedy(MigrationException failure) {
        // Core names a property without the database: migration.locations instead of
        // migration.databases.NAME.locations.
        boolean namesProperty =
                KEY.matcher(failure.problem() + failure.remedy()).find();
        return namesProperty
                ? failure.remedy() + "\n\nTo set a property for this database only, use migration.databases." + name
                        + ".…"
                : failure.remedy();
    }

    private String others() {
        if (!begun) {
            return "No database was touched.";
        }
        int position = databases.indexOf(name);
        return text("Migrated before it, and unchanged: ", databases.subList(0, position), ". ")
                + text("Not touched: ", databases.subList(position + 1, databases.size()), ".");
    }

    private static String text(String beginning, List<String> names, String end) {
        return names.isEmpty() ? "" : beginning + String.join(", ", names) + end;
    }
}
