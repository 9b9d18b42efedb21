// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.kind.Alteration;

/** {@code ALTER COLUMN … TYPE}, with USING where the server has no cast that an assignment would use. */
public final class ColumnTypeChange {

    private static final Pattern TYPE =
            Pattern.compile("([^(]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with(?:out)? time zone)?(\\[])?");
    private static final Set<String> STRINGS =
            Set.of("text", "character varying", "character", "\"char\"", "name", "bpchar");
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");
    private static final Map<String, Integer> WHOLE = Map.of("smallint", 1, "integer", 2, "bigint", 3);
    private static final Set<String> TIMES = Set.of("date", "timestamp without time zone", "timestamp with time zone");
    private static final Set<String> DOCUMENTS = Set.of("json", "jsonb");

    private ColumnTypeChange() {}

    /**
     * A type without its parameters.
     *
     * @param first the length or precision; -1 if there is none
     */
    private record Type(String name, int first, int second, boolean isArray) {

        static Type parse(String text) {
            Matcher matcher = TYPE.matcher(text);
            if (!matcher.matches()) {
                return new Type(text, -1, -1, false);
            }
            String zone = Optional.ofNullable(matcher.group(4)).orElse("");
            return new Type(
                    matcher.group(1) + zone,
                    number(matcher.group(2), -1),
                    number(matcher.group(3), 0),
                    matcher.group(5) != null);
        }

        private static int number(@org.jspecify.annotations.Nullable String digits, int otherwise) {
            return digits == null ? otherwise : Integer.parseInt(digits);
        }
    }

    static void write(Alteration change, String alter) {
        if (!change.changes("atttypid") && !change.changes("attcollation")) {
            return;
        }
        change.take("atttypid", "attcollation", "attndims");
        Item to = change.to();
        String before = change.from().value("atttypid");
        String after = to.value("atttypid");
        String written = TypeNames.written(after);
        boolean isAttribute = alter.contains(" ALTER ATTRIBUTE ");
        String type = " TYPE " + written + collation(change);
        String using = isAttribute ? "" : using(to.local(), Type.parse(before), Type.parse(after), written);
        String set = alter + type + using + (isAttribute ? " CASCADE" : "");
        change.add((isAttribute ? "" : remark(before, after)) + withDefault(change, set));
    }

    /** A default has a type, too, and not each one can be converted. */
    private static String withDefault(Alteration change, String set) {
        boolean hasDefault = change.from().value("attgenerated").isEmpty()
                && change.from().fact("adbin").isPresent()
                && change.changes("adbin");
        if (!hasDefault) {
            return set;
        }
        change.take("adbin");
        String column = " ALTER COLUMN " + change.to().local();
        String table = set.substring(0, set.indexOf(column));
        String action = set.substring(table.length());
        String value = change.to()
                .fact("adbin")
                .map(expression -> ",\n   " + column + " SET DEFAULT " + expression)
                .orElse("");
        return table + "\n   " + column + " DROP DEFAULT,\n   " + action + value;
    }

    private static String collation(Alteration change) {
        Optional<String> after = ColumnDefinition.collation(change.to());
        return after.map(name -> " COLLATE " + name).orElse("");
    }

    /** Whether the rows have to be written again. */
    public static boolean rewrites(String before, String after) {
        return !before.equals(after) && !keepsRows(Type.parse(before), Type.parse(after));
    }

    /** What is assigned to a column of the new type: a value that does not fit fails. */
    public static String assigned(String value, String before, String after) {
        String using = using(value, Type.parse(before), Type.parse(after), TypeNames.written(after));
        return using.isEmpty() ? value : using.substring(" USING ".length());
    }

    /** The same with the new type, as a comparison needs it. */
    public static String converted(String value, String before, String after) {
        String assigned = assigned(value, before, after);
        return assigned.equals(value) ? value + "::" + TypeNames.written(after) : assigned;
    }

    private static String using(String column, Type from, Type to, String target) {
        if (isAssignable(from, to)) {
            return "";
        }
        if (!from.isArray() && to.isArray()) {
            return " USING ARRAY[" + column + "]::" + target;
        }
        if (from.isArray() && !to.isArray()) {
            return " USING (" + column + ")[1]::" + target;
        }
        String middle = STRINGS.contains(from.name()) || isPlain(from) && isPlain(to)
                ? ""
                : from.isArray() ? "::text[]" : "::text";
        return " USING " + column + middle + "::" + target;
    }

    private static boolean isPlain(Type type) {
        return NUMBERS.contains(type.name()) || type.name().equals("boolean");
    }

    private static boolean isAssignable(Type from, Type to) {
        return from.isArray() == to.isArray()
                && (from.name().equals(to.name())
                        || STRINGS.contains(to.name())
                        || NUMBERS.contains(from.name()) && NUMBERS.contains(to.name())
                        || TIMES.contains(from.name()) && TIMES.contains(to.name())
                        || DOCUMENTS.contains(from.name()) && DOCUMENTS.contains(to.name()));
    }

    private static String remark(String before, String after) {
        String loss = loses(before, after) ? "-- Loses a part of the values.\n" : "";
        return keepsRows(Type.parse(before), Type.parse(after))
                ? loss
                : loss + "-- Rewrites the table under ACCESS EXCLUSIVE: nobody can read it meanwhile.\n";
    }

    /** Whether the stored values are valid as they are. */
    private static boolean keepsRows(Type from, Type to) {
        boolean widens = to.first() == -1 || from.first() != -1 && from.first() <= to.first();
        boolean isVarying =
                from.name().equals("character varying") || from.name().equals("text");
        boolean toVarying = to.name().equals("character varying") || to.name().equals("text");
        if (from.isArray() || to.isArray()) {
            return from.equals(to);
        }
        return isVarying && toVarying && widens
                || from.name().equals(to.name()) && widens && from.second() == to.second();
    }

    /** Whether values lose a part without an error. */
    public static boolean loses(String before, String after) {
        Type from = Type.parse(before);
        Type to = Type.parse(after);
        if (from.isArray() && !to.isArray()) {
            return true;
        }
        if (from.name().equals(to.name())) {
            boolean isRounded = from.name().equals("numeric")
                    && to.first() != -1
                    && (from.first() == -1 || to.second() < from.second());
            boolean isCut = from.name().matches("(time|timestamp|interval).*")
                    && to.first() != -1
                    && (from.first() == -1 || to.first() < from.first());
            return isRounded || isCut;
        }
        return to.name().equals("date") && TIMES.contains(from.name())
                || WHOLE.containsKey(to.name()) && NUMBERS.contains(from.name()) && !WHOLE.containsKey(from.name())
                || to.name().equals("real") && NUMBERS.contains(from.name())
                || to.name().equals("boolean") && NUMBERS.contains(from.name());
    }
}
