// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceSql;

/**
 * Reads a change log of formatted SQL. A comment {@code --changeset} begins a change set. All lines up to the next one are its SQL,
 * comments included; comments for Liquibase are removed at both ends.
 */
final class FormattedSql {

    private static final Pattern HEADER =
            Pattern.compile("--\\s*liquibase\\s+formatted\\s+sql\\b(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGE_SET = Pattern.compile(
            "\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^\":]+):\\s*(\"[^\"]+\"|\\S+)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+):(\"[^\"]*\"|\\S+)");
    private static final Pattern ROLLBACK =
            Pattern.compile("\\s*--\\s*rollback(?:\\s(.*))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ROLLBACK_BLOCK =
            Pattern.compile("\\s*/\\*\\s*liquibase\\s+rollback\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIRECTIVE = Pattern.compile(
            "\\s*--\\s*(comment|preconditions|precondition-[\\w-]+|validchecksum|rollback)\\b:?\\s*(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PROPERTY =
            Pattern.compile("\\s*--\\s*property\\s+(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern UNSUPPORTED = Pattern.compile(
            "\\s*--\\s*(ignorelines|include|includeall)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String file;
    private final String path;
    private final ImportProblems problems;
    private final List<ChangeSet> changeSets = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> fileAttributes = new HashMap<>();

    private FormattedSql(String file, String path, ImportProblems problems) {
        this.file = file;
        this.path = path;
        this.problems = problems;
    }

    /**
     * Reads the text of a change log.
     *
     * @param file its file, for problems
     * @param path its path, as Liquibase records it
     */
    static FormattedSql read(String file, String path, String text, ImportProblems problems) {
        FormattedSql log = new FormattedSql(file, path, problems);
        // The split is after each line end, so that lines keep their line end.
        log.read(List.of(text.split("(?<=\n)")));
        return log;
    }

    /** The change sets in order. */
    List<ChangeSet> changeSets() {
        return changeSets;
    }

    /** The values that {@code --property} defines, by name. */
    Map<String, String> properties() {
        return properties;
    }

    private void read(List<String> lines) {
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        Matcher head = HEADER.matcher(first < lines.size() ? lines.get(first).strip() : "");
        if (!head.matches()) {
            problems.add(
                    file,
                    "The change log does not begin with '-- liquibase formatted sql'.",
                    "Only formatted SQL can be imported; 'liquibase update-sql' shows the SQL of other change sets.");
            return;
        }
        fileAttributes.putAll(attributes(head.group(1)));
        readSets(lines, first + 1);
    }

    private void readSets(List<String> lines, int from) {
        int begin = -1;
        for (int index = from; index <= lines.size(); index++) {
            boolean end = index == lines.size();
            if (end || CHANGE_SET.matcher(lines.get(index).stripTrailing()).matches()) {
                if (begin >= 0) {
                    changeSets.add(changeSet(lines.subList(begin, index), begin + 1));
                }
                begin = index;
            } else if (begin < 0) {
                readBeforeChangeSets(lines.get(index), index + 1);
            }
            if (!end && UNSUPPORTED.matcher(lines.get(index)).matches()) {
                problems.add(
                        file,
                        index + 1,
                        "'" + lines.get(index).strip() + "' cannot be imported.",
                        "Remove it from the change log: --changelog can be given several times.");
            }
        }
    }

    private void readBeforeChangeSets(String line, int number) {
        Matcher property = PROPERTY.matcher(line);
        if (property.matches()) {
            Map<String, String> attributes = attributes(property.group(1));
            properties.put(attributes.getOrDefault("name", ""), attributes.getOrDefault("value", ""));
        } else if (!line.isBlank() && !line.strip().startsWith("--")) {
            problems.add(
                    file,
                    number,
                    "This line is not in a change set.",
                    "Put a line '--changeset AUTHOR:ID' before it, or delete it.");
        }
    }

    /** @param first the line number of its {@code --changeset} */
    private ChangeSet changeSet(List<String> lines, int first) {
        Matcher head = CHANGE_SET.matcher(lines.get(0).stripTrailing());
        if (!head.matches()) {
            throw new IllegalStateException(lines.get(0));
        }
        Map<String, String> attributes = new HashMap<>(fileAttributes);
        attributes.putAll(attributes(head.group(3)));
        List<String> body = new ArrayList<>(lines.subList(1, lines.size()));
        Optional<SourceSql> rollback = rollback(body, first + 1, attributes);
        SourceSql sql =
                EndDelimiter.of(attributes.get("enddelimiter"), problems).apply(sql(body, first + 1));
        return new ChangeSet(
                new ChangeSet.Name(unquoted(head.group(1)).strip(), unquoted(head.group(2))),
                path,
                attributes,
                directives(body, "comment").findFirst().orElse(""),
                directives(body, "preconditions").findFirst().isPresent(),
                sql,
                rollback);
    }

    private static Stream<String> directives(List<String> body, String kind) {
        return body.stream()
                .map(DIRECTIVE::matcher)
                .filter(Matcher::matches)
                .filter(directive -> directive.group(1).toLowerCase(Locale.ROOT).equals(kind))
                .map(directive -> directive.group(2).strip());
    }

    /** The lines between the comments for Liquibase at both ends. */
    private SourceSql sql(List<String> body, int first) {
        int begin = 0;
        int end = body.size();
        while (begin < end && isForLiquibase(body.get(begin))) {
            begin++;
        }
        while (end > begin && isForLiquibase(body.get(end - 1))) {
            end--;
        }
        return new SourceSql(String.join("", body.subList(begin, end)), file, first + begin);
    }

    private static boolean isForLiquibase(String line) {
        return line.isBlank()
                || ROLLBACK.matcher(line).matches()
                || DIRECTIVE.matcher(line).matches();
    }

    /** Reads the rollback of a change set, and removes rollback blocks from its body. */
    private Optional<SourceSql> rollback(List<String> body, int first, Map<String, String> attributes) {
        StringBuilder text = new StringBuilder();
        int begin = 0;
        boolean block = false;
        for (int index = 0; index < body.size(); index++) {
            String line = body.get(index);
            Matcher one = ROLLBACK.matcher(line);
            boolean opens = ROLLBACK_BLOCK.matcher(line).matches();
            if (begin == 0 && (opens || one.matches())) {
                begin = first + index + (opens ? 1 : 0);
            }
            if (block || opens) {
                boolean closes = line.stripTrailing().endsWith("*/");
                text.append(opens ? "" : closes ? line.substring(0, line.lastIndexOf("*/")) : line);
                block = !closes;
                body.set(index, "\n");
            } else if (one.matches()) {
                text.append(one.group(1) == null ? "\n" : one.group(1));
            }
        }
        if (begin == 0) {
            return Optional.empty();
        }
        SourceSql sql = new SourceSql(rollbackText(text.toString(), begin), file, begin);
        return Optional.of(EndDelimiter.of(attributes.get("rollbackenddelimiter"), problems)
                .apply(sql));
    }

    private String rollbackText(String rollback, int line) {
        String words = rollback.strip().toLowerCase(Locale.ROOT).replaceAll(";$", "");
        if (words.matches("(?s).*\\bchangeset(id|author|path):.*")) {
            problems.add(
                    file,
                    line,
                    "The rollback refers to another change set.",
                    "Write the SQL of that change set there: --rollback SQL.");
        }
        return words.equals("empty") || words.equals("not required") ? "" : rollback;
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            attributes.put(matcher.group(1).toLowerCase(Locale.ROOT), unquoted(matcher.group(2)));
        }
        return attributes;
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
