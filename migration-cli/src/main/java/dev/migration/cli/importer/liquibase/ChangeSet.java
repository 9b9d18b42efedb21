package dev.migration.cli.importer.liquibase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.importer.project.SourceSql;

/**
 * A change set of formatted SQL.
 *
 * @param path the change log that it is in, as Liquibase writes it down
 * @param attributes what stands behind its name, by names in lower case
 * @param comment what {@code --comment} says; may be empty
 * @param preconditions whether it has some
 * @param rollback empty if it says nothing about a rollback
 */
record ChangeSet(
        Name name,
        String path,
        Map<String, String> attributes,
        String comment,
        boolean preconditions,
        SourceSql sql,
        Optional<SourceSql> rollback)
        implements ChangeSetLink {

    ChangeSet {
        attributes = Map.copyOf(attributes);
    }

    /** What tells it from others in the same change log. */
    record Name(String author, String id) {

        @Override
        public String toString() {
            return author + ":" + id;
        }
    }

    boolean is(String attribute) {
        return attribute(attribute).filter("true"::equalsIgnoreCase).isPresent();
    }

    boolean isNot(String attribute) {
        return attribute(attribute).filter("false"::equalsIgnoreCase).isPresent();
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute.toLowerCase(Locale.ROOT)))
                .filter(value -> !value.isBlank());
    }

    /** Whether Liquibase would pass over it on this database. */
    boolean isForOthers() {
        return is("ignore")
                || attribute("dbms")
                        .filter(dbms -> {
                            var names = Arrays.stream(
                                            dbms.toLowerCase(Locale.ROOT).split(","))
                                    .map(String::strip)
                                    .toList();
                            boolean excluded = names.contains("!postgresql") || names.contains("none");
                            boolean named = names.contains("postgresql") || names.contains("all");
                            boolean onlyExclusions = names.stream().allMatch(name -> name.startsWith("!"));
                            return excluded || !(named || onlyExclusions);
                        })
                        .isPresent();
    }

    /** The condition under which Liquibase runs it; empty if it always does. */
    Optional<String> condition() {
        return attribute("contextFilter")
                .or(() -> attribute("context"))
                .map(text -> "context " + text)
                .or(() -> attribute("labels").map(text -> "labels " + text));
    }

    /** The path by which it is known where the change log names another. */
    String knownPath() {
        return attribute("logicalFilePath").orElse(path);
    }

    /** What it does, in a line. */
    String message() {
        return comment.isBlank() ? name.id().replaceAll("[-_]+", " ") : comment;
    }

    /** Where people find it. */
    String place() {
        return sql.file();
    }
}
