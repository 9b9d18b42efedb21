// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.migration.error.NearestWord;
import dev.migration.setting.BatchLimits;
import dev.migration.setting.BatchOption;
import dev.migration.sql.Identifier;
import dev.migration.sql.SqlStatement;

/**
 * A {@code -- @batch table=… key=…} directly before a statement.
 *
 * @param batch what it declares; empty if it has faults
 */
public record BatchDirective(Optional<Batch> batch, List<BatchFault> faults) {

    private static final Pattern FORM = Pattern.compile("--\\s*@batch(?:\\s+(.*))?", Pattern.DOTALL);

    /** A word; a quoted name in it may contain white space. */
    private static final Pattern WORD = Pattern.compile("(?:\"(?:[^\"]|\"\")*\"|[^\\s\"])+");

    private static final String ERRORS = "errors";
    private static final String MODE = "mode";
    private static final String APPROVE = "approve";
    private static final String TRIGGER = "with-trigger";
    private static final String FOREGROUND = "foreground";
    private static final String BACKGROUND = "background";

    private static final List<String> OPTIONS = Stream.concat(
                    Stream.of("table", "key", ERRORS, "check", MODE, APPROVE, TRIGGER),
                    Stream.of(BatchOption.values()).map(BatchOption::text))
            .toList();

    private static final int MOST_ERRORS = 10_000;

    public BatchDirective {
        faults = List.copyOf(faults);
    }

    /** Whether a comment is this directive. */
    public static boolean is(String comment) {
        return FORM.matcher(comment).matches();
    }

    /** The directive of a statement that runs in batches. */
    public static Optional<BatchDirective> of(SqlStatement statement) {
        return statement
                .annotation()
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(form -> parse(Optional.ofNullable(form.group(1)).orElse("")));
    }

    /** Parses the text behind {@code @batch}; reports all faults. */
    public static BatchDirective parse(String text) {
        return parse(text, true);
    }

    /** The same for code, which cannot name a row by its block. */
    public static BatchDirective parseForCode(String text) {
        return parse(text, false);
    }

    private static BatchDirective parse(String text, boolean byBlocks) {
        List<BatchFault> faults = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            read(word.group(), values, faults);
        }
        requireTableAndKey(values, byBlocks, faults);
        List<String> key = key(values.getOrDefault("key", ""), faults);
        int errors = errors(values.getOrDefault(ERRORS, "0"), faults);
        requireWords(values, faults);
        requireTrigger(values, faults);
        Map<BatchOption, String> limits = limits(values, faults);
        return faults.isEmpty()
                ? new BatchDirective(
                        Optional.of(new Batch(
                                values.getOrDefault("table", ""),
                                key,
                                errors,
                                !values.containsKey("check"),
                                mode(values),
                                limits,
                                Optional.ofNullable(values.get(TRIGGER)))),
                        List.of())
                : new BatchDirective(Optional.empty(), faults);
    }

    private static void read(String word, Map<String, String> values, List<BatchFault> faults) {
        int sign = word.indexOf('=');
        String name = sign < 0 ? word : word.substring(0, sign);
        if (!OPTIONS.contains(name)) {
            faults.add(new BatchFault(
                    "'" + name + "' is not an option of '@batch'." + NearestWord.question(name, OPTIONS),
                    "Write 'table=NAME key=COLUMN', and perhaps 'errors=NUMBER'."));
        } else if (sign < 0 || sign == word.length() - 1) {
            faults.add(new BatchFault(
                    "'" + name + "' has no value.",
                    "Write '" + name + (name.equals(TRIGGER) ? "=NAME" : "=VALUE") + "', without spaces."));
        } else if (values.putIfAbsent(name, word.substring(sign + 1)) != null) {
            faults.add(new BatchFault("'" + name + "' occurs twice.", "Keep one of them."));
        }
    }

    private static void requireTableAndKey(Map<String, String> values, boolean byBlocks, List<BatchFault> faults) {
        if (!values.containsKey("table")) {
            faults.add(new BatchFault("'@batch' names no table.", "Write 'table=NAME'."));
        } else if (Identifier.parts(values.getOrDefault("table", "")).isEmpty()) {
            faults.add(new BatchFault(
                    "'" + values.get("table") + "' is not the name of a table.",
                    "Write a name, perhaps with its schema, quoted as in SQL."));
        }
        if (!values.containsKey("key")) {
            faults.add(new BatchFault(
                    "'@batch' names no key.",
                    "Write 'key=COLUMN' with the columns of the primary key or of a unique index, with commas between them"
                            + (byBlocks ? "; or 'key=ctid' if the table has no key." : ".")));
        }
    }

    private static List<String> key(String text, List<BatchFault> faults) {
        List<String> columns = new ArrayList<>();
        for (String column : Identifier.list(text)) {
            boolean name =
                    Identifier.parts(column).filter(parts -> parts.size() == 1).isPresent();
            if (!name) {
                faults.add(new BatchFault(
                        "'" + column + "' is not the name of a column.",
                        "Write the columns of the key with commas and without spaces between them, like 'key=a,b'."));
            } else if (columns.contains(column)) {
                faults.add(new BatchFault("The key names '" + column + "' twice.", "Keep one of them."));
            } else {
                columns.add(column);
            }
        }
        if (columns.size() > 1 && columns.contains(Batch.BLOCKS)) {
            faults.add(new BatchFault("'ctid' is not a column of a key.", "Write 'key=ctid' alone, or columns."));
        }
        return columns;
    }

    private static int errors(String text, List<BatchFault> faults) {
        int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (number < 0 || number > MOST_ERRORS) {
            faults.add(new BatchFault(
                    "'" + text + "' is not a number of rows from 0 to " + MOST_ERRORS + ".",
                    "Write how many rows may fail, like 'errors=10'; without it none may."));
            return 0;
        }
        return number;
    }

    private static Map<BatchOption, String> limits(Map<String, String> values, List<BatchFault> faults) {
        Map<BatchOption, String> limits = new EnumMap<>(BatchOption.class);
        values.forEach((name, value) -> BatchOption.of(name).ifPresent(option -> {
            String text = unquoted(value);
            if (option.apply(BatchLimits.DEFAULTS, text).isEmpty()) {
                faults.add(new BatchFault(
                        "'" + name + "' is '" + text + "', which is not " + option.form() + ".",
                        "Write it like '" + option.example() + "', in quotes if it contains spaces."));
            }
            limits.put(option, text);
        }));
        return limits;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replace("\"\"", "\"") : value;
    }

    private static void requireTrigger(Map<String, String> values, List<BatchFault> faults) {
        String name = values.getOrDefault(TRIGGER, "t");
        if (Identifier.parts(name).filter(parts -> parts.size() == 1).isEmpty() || !Identifier.fits(name)) {
            faults.add(new BatchFault(
                    "'" + name + "' is not the name of a trigger, which has no schema and at most 63 bytes.",
                    "Write a name that no other trigger and no function of the schema has, quoted as in SQL."));
        }
    }

    private static void requireWords(Map<String, String> values, List<BatchFault> faults) {
        if (!values.getOrDefault("check", "none").equals("none")) {
            faults.add(new BatchFault(
                    "'" + values.get("check") + "' is not a value of 'check'.",
                    "Write 'check=none' if rows that need the statement may be left, or delete it."));
        }
        String mode = values.getOrDefault(MODE, FOREGROUND);
        if (!List.of(FOREGROUND, BACKGROUND).contains(mode)) {
            faults.add(new BatchFault(
                    "'" + mode + "' is not a value of 'mode'."
                            + NearestWord.question(mode, List.of(FOREGROUND, BACKGROUND)),
                    "Write 'mode=background' or 'mode=foreground', or delete it."));
        }
        String approve = values.getOrDefault(APPROVE, "yes");
        if (!approve.equals("yes")) {
            faults.add(new BatchFault(
                    "'" + approve + "' is not a value of 'approve'.", "Write 'approve=yes', or delete it."));
        } else if (values.containsKey(APPROVE) && mode.equals(FOREGROUND)) {
            faults.add(new BatchFault(
                    "'approve=yes' has no meaning for a batch that the upgrade runs.",
                    "Write 'mode=background', or delete 'approve=yes'."));
        }
    }

    private static Batch.Mode mode(Map<String, String> values) {
        if (!values.getOrDefault(MODE, FOREGROUND).equals(BACKGROUND)) {
            return Batch.Mode.FOREGROUND;
        }
        return values.containsKey(APPROVE) ? Batch.Mode.BACKGROUND_IF_APPROVED : Batch.Mode.BACKGROUND;
    }
}
