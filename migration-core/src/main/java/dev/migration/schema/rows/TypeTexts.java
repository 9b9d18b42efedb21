// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.schema.rows.TableShape.ColumnShape;

/** Values of a type as text. */
interface TypeTexts {

    /** A value; numbers and variants that differ have different values, as far as the type has enough. */
    String text(int number, int variant);

    /** How many variants are worth a try. */
    default int variants() {
        return 3;
    }

    /** The date of the first value. */
    LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

    /** The modifier of a type counts these bytes, too. */
    int HEADER = 4;

    /** The types whose values need nothing of the column. */
    Map<String, TypeTexts> SIMPLE = Map.ofEntries(
            Map.entry("int2", (number, variant) -> String.valueOf(number + 10 * variant)),
            Map.entry("int4", (number, variant) -> String.valueOf(number + 10 * variant)),
            Map.entry("int8", (number, variant) -> String.valueOf(number + 10 * variant)),
            Map.entry("oid", (number, variant) -> String.valueOf(number + 10 * variant)),
            Map.entry("float4", (number, variant) -> number + 10 * variant + ".5"),
            Map.entry("float8", (number, variant) -> number + 10 * variant + ".5"),
            Map.entry("money", (number, variant) -> String.valueOf(number + 10 * variant)),
            Map.entry("bool", (number, variant) -> String.valueOf((number + variant) % 2 == 1)),
            Map.entry("date", (number, variant) -> day(number, variant)),
            Map.entry("timestamp", (number, variant) -> day(number, variant) + " 10:30:00"),
            Map.entry("timestamptz", (number, variant) -> day(number, variant) + " 10:30:00+00"),
            Map.entry("time", TypeTexts::time),
            Map.entry("timetz", (number, variant) -> time(number, variant) + "+00"),
            Map.entry("interval", (number, variant) -> number + 10 * variant + " days"),
            Map.entry(
                    "uuid", (number, variant) -> String.format("00000000-0000-4000-8000-%012d", number + 10 * variant)),
            Map.entry("json", TypeTexts::json),
            Map.entry("jsonb", TypeTexts::json),
            Map.entry("xml", (number, variant) -> "<row>" + (number + 10 * variant) + "</row>"),
            Map.entry("bytea", (number, variant) -> String.format("\\x%06x", number + 10 * variant)),
            Map.entry("inet", (number, variant) -> "10." + variant + "." + octets(number)),
            Map.entry("cidr", (number, variant) -> "10." + variant + "." + octets(number) + "/32"),
            Map.entry("macaddr", (number, variant) -> "08:00:2b:%02x:".formatted(variant) + bytes(number)),
            Map.entry("macaddr8", (number, variant) -> "08:00:2b:01:02:%02x:".formatted(variant) + bytes(number)),
            Map.entry("tsvector", (number, variant) -> "row" + number),
            Map.entry("tsquery", (number, variant) -> "row" + number),
            Map.entry("point", (number, variant) -> "(" + number + "," + variant + ")"),
            Map.entry("lseg", (number, variant) -> "[(0,0),(" + number + ",1)]"),
            Map.entry("box", (number, variant) -> "((0,0),(" + number + ",1))"),
            Map.entry("path", (number, variant) -> "((0,0),(" + number + ",1))"),
            Map.entry("polygon", (number, variant) -> "((0,0),(" + number + ",0),(0,1))"),
            Map.entry("circle", (number, variant) -> "<(0,0)," + number + ">"),
            Map.entry("pg_lsn", (number, variant) -> "0/" + number),
            Map.entry("hstore", (number, variant) -> "row=>" + number),
            Map.entry("ltree", (number, variant) -> "row.n" + number),
            Map.entry("int4range", TypeTexts::range),
            Map.entry("int8range", TypeTexts::range),
            Map.entry("numrange", TypeTexts::range),
            Map.entry("daterange", TypeTexts::days),
            Map.entry("tsrange", TypeTexts::days),
            Map.entry("tstzrange", TypeTexts::days),
            Map.entry("int4multirange", (number, variant) -> "{" + range(number, variant) + "}"),
            Map.entry("int8multirange", (number, variant) -> "{" + range(number, variant) + "}"),
            Map.entry("nummultirange", (number, variant) -> "{" + range(number, variant) + "}"),
            Map.entry("datemultirange", (number, variant) -> "{" + days(number, variant) + "}"));

    /** Empty if no value of the type is known. */
    static Optional<TypeTexts> of(ColumnShape column) {
        int modifier = column.qualifier();
        if (!column.literals().isEmpty()) {
            return Optional.of((number, variant) -> column.literals()
                    .get((number - 1 + variant) % column.literals().size()));
        }
        return switch (column.base()) {
            case "numeric" -> Optional.of((number, variant) -> numeric(number + 3L * variant, modifier));
            case "bit" -> Optional.of((number, variant) -> bits(number + variant, modifier < 0 ? 1 : modifier));
            case "varbit" ->
                Optional.of((number, variant) -> "1".repeat(modifier < 0 ? number : Math.min(number, modifier)));
            case "text", "varchar", "bpchar", "name", "citext", "char" ->
                Optional.of(new WordTexts(column.name(), length(column)));
            default -> Optional.ofNullable(SIMPLE.get(column.base()));
        };
    }

    private static int length(ColumnShape column) {
        return switch (column.base()) {
            case "name" -> 63;
            case "char" -> 1;
            default -> column.qualifier() < HEADER ? Integer.MAX_VALUE : column.qualifier() - HEADER;
        };
    }

    private static String numeric(long number, int modifier) {
        if (modifier < HEADER) {
            return String.valueOf(number);
        }
        int scale = (modifier - HEADER) & 0x7ff;
        // Since 15 a scale may be negative, which is stored in two's complement of 11 bits.
        int signed = (scale ^ 0x400) - 0x400;
        return BigDecimal.valueOf(number, signed).toPlainString();
    }

    private static String bits(int number, int length) {
        String digits = Integer.toBinaryString(number);
        String padded = "0".repeat(Math.max(0, length - digits.length())) + digits;
        return padded.substring(padded.length() - length);
    }

    private static String day(int number, int variant) {
        return FIRST_DAY.plusDays(number + 30L * variant).toString();
    }

    /** In seconds, so that a day has enough of them. */
    private static String time(int number, int variant) {
        return LocalTime.of(10, 0).plusSeconds(number + 3_600L * variant).format(DateTimeFormatter.ISO_LOCAL_TIME);
    }

    private static String octets(int number) {
        return (number >> 8 & 0xff) + "." + (number & 0xff);
    }

    private static String bytes(int number) {
        return "%02x:%02x".formatted(number >> 8 & 0xff, number & 0xff);
    }

    private static String json(int number, int variant) {
        return List.of("{\"row\": " + number + "}", "[" + number + "]", "\"row " + number + "\"")
                .get(variant);
    }

    private static String range(int number, int variant) {
        int start = 2 * number + 10 * variant;
        return "[" + start + "," + (start + 1) + ")";
    }

    private static String days(int number, int variant) {
        return "[" + day(2 * number, variant) + "," + day(2 * number + 1, variant) + ")";
    }
}
