// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.migration.cli.importer.project.SourceSql;

/**
 * A change set of formatted SQL.
 *
 * @param path the path of its change log, as Liquibase records it
 * @param attributes its attributes, by name in lower case
 * @param comment the text of {@code --comment}; may be empty
 * @param preconditions whether it has preconditions
 * @param sql the SQL that it runs
 * @param rollback the SQL that reverts it; empty if it has no {@code --rollback}
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

    /** The identity of a change set in its change log. */
    record Name(String author, String id) {

        /** The names for its revision, best first. An id that is only a number is combined with the author, as it is not unique. */
        String[] candidates() {
            String both = author + "_" + id;
            return new String[] {id.matches("\\d{1,7}") ? both : id, both};
        }

        @Override
        public String toString() {
            return author + ":" + id;
        }
    }

    /** Whether the attribute is {@code true}. */
    boolean is(String attribute) {
        return attribute(attribute).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** Whether the attribute is {@code false}. */
    boolean isNot(String attribute) {
        return attribute(attribute).filter("false"::equalsIgnoreCase).isPresent();
    }

    /** The value of an attribute; empty if it is missing or blank. */
    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute.toLowerCase(Locale.ROOT)))
                .filter(value -> !value.isBlank());
    }

    /** Whether Liquibase skips it on PostgreSQL. */
    boolean isForOtherDatabase() {
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

    /** The path that Liquibase records for it: {@code logicalFilePath} if the change set has one. */
    String recordedPath() {
        return attribute("logicalFilePath").orElse(path);
    }

    /** Its description in one line. */
    String message() {
        return comment.isBlank() ? name.id().replaceAll("[-_]+", " ") : comment;
    }

    /** The names for its revision, best first. */
    String[] candidateNames() {
        String stem = path.replaceFirst(".*/", "").replaceFirst("\\.sql$", "");
        String[] candidates = name.candidates();
        return new String[] {candidates[0], candidates[1], stem + "_" + name.id()};
    }

    /** The file of its change log. */
    String file() {
        return sql.file();
    }
}
