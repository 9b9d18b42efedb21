// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;
import dev.migration.autogenerate.catalog.Texts;
import dev.migration.schema.SchemaDependency;

/** A column as CREATE TABLE and ADD COLUMN have it. */
final class ColumnDefinition {

    private static final String PLAIN_COMPRESSION = "";

    private final Item column;

    ColumnDefinition(Item column) {
        this.column = column;
    }

    /** @param withDefault whether a default is part of it; a generated column always has its expression */
    String text(boolean withDefault) {
        Optional<Item> serial = withDefault ? serial() : Optional.empty();
        List<String> words = new ArrayList<>(List.of(column.local()));
        words.add(
                serial.map(ColumnDefinition::serialType).orElseGet(() -> TypeNames.written(column.value("atttypid"))));
        collation(column).ifPresent(collation -> words.add("COLLATE " + collation));
        column.fact("attfdwoptions")
                .map(text -> Options.foreign(column, "attfdwoptions").strip())
                .ifPresent(words::add);
        compression().ifPresent(words::add);
        if (serial.isEmpty()) {
            value(withDefault).ifPresent(words::add);
        }
        if (isNotNull() && !isPartOfKey()) {
            words.add(notNull());
        }
        return String.join(" ", words);
    }

    /** The sequence, if the column is what {@code serial} makes. */
    Optional<Item> serial() {
        return sequence(column, SchemaDependency.Kind.AUTO).filter(this::isSerial);
    }

    private boolean isSerial(Item sequence) {
        String plain = column.owner() + "_" + column.local() + "_seq";
        return sequence.name().equals(plain)
                && column.value("adbin").equals("nextval('" + sequence.name() + "'::regclass)")
                && sequence.value("seqtypid").equals(column.value("atttypid"))
                && new SequenceOptions(sequence).text().isEmpty()
                && column.is("attnotnull");
    }

    private static String serialType(Item sequence) {
        return switch (sequence.value("seqtypid")) {
            case "smallint" -> "smallserial";
            case "integer" -> "serial";
            default -> "bigserial";
        };
    }

    /** A sequence that a column owns, or that its identity has. */
    static Optional<Item> sequence(Item column, SchemaDependency.Kind kind) {
        return column.schema().neededBy(column.object()).stream()
                .filter(dependency ->
                        dependency.kind() == kind && dependency.object().kind().equals("sequence"))
                .flatMap(dependency -> column.schema().find(dependency.object()).stream())
                .findFirst();
    }

    /** A collation that the type does not have by itself. */
    static Optional<String> collation(Item column) {
        String type = column.value("atttypid").replace("[]", "");
        String usual = column.schema()
                .find("domain", type)
                .map(domain -> domain.value("typcollation"))
                .orElse("\"default\"");
        return column.fact("attcollation").filter(collation -> !collation.equals(usual) && !isOfName(type));
    }

    private static boolean isOfName(String type) {
        return type.equals("name");
    }

    private Optional<String> compression() {
        return column.fact("attcompression")
                .filter(letter -> !letter.equals(PLAIN_COMPRESSION))
                .map(letter -> "COMPRESSION " + compression(letter));
    }

    static String compression(String letter) {
        return switch (letter) {
            case "p" -> "pglz";
            case "l" -> "lz4";
            default -> "default";
        };
    }

    private Optional<String> value(boolean withDefault) {
        String generated = column.value("attgenerated");
        if (!generated.isEmpty()) {
            return Optional.of("GENERATED ALWAYS AS " + parenthesized(column.value("adbin"))
                    + (generated.equals("s") ? " STORED" : " VIRTUAL"));
        }
        if (!column.value("attidentity").isEmpty()) {
            return Optional.of(identity(column));
        }
        return withDefault ? column.fact("adbin").map(expression -> "DEFAULT " + expression) : Optional.empty();
    }

    static String parenthesized(String expression) {
        return expression.startsWith("(") && closes(expression) ? expression : "(" + expression + ")";
    }

    /** Whether the first parenthesis closes at the end; one inside a literal makes this false, which only adds a pair. */
    private static boolean closes(String expression) {
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            char letter = expression.charAt(i);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == '\'' || depth == 0 && i < expression.length() - 1) {
                return false;
            }
        }
        return depth == 0;
    }

    /** {@code GENERATED … AS IDENTITY} with what differs from the usual sequence. */
    static String identity(Item column) {
        String always = column.value("attidentity").equals("a") ? "ALWAYS" : "BY DEFAULT";
        String options = sequence(column, SchemaDependency.Kind.INTERNAL)
                .map(sequence -> identityOptions(column, sequence))
                .orElse("");
        return "GENERATED " + always + " AS IDENTITY" + (options.isEmpty() ? "" : " (" + options + ")");
    }

    private static String identityOptions(Item column, Item sequence) {
        String usual = column.owner() + "_" + column.local() + "_seq";
        String name = sequence.name().equals(usual) ? "" : "SEQUENCE NAME " + sequence.name() + " ";
        return (name + new SequenceOptions(sequence).text()).strip();
    }

    /** The column, if it alone is the key, and nothing but the short form is needed. */
    static Optional<Item> columnOfKey(Item constraint) {
        boolean isUsual = TableKind.hasUsualName(constraint)
                && constraint.value("definition").matches("PRIMARY KEY \\([^,]*\\)")
                && constraint
                        .whole()
                        .filter(table -> table.fact("relpartbound").isEmpty())
                        .isPresent();
        return constraint.schema().parts(constraint.owner(), "column").stream()
                .filter(column ->
                        isUsual && constraint.value("definition").equals("PRIMARY KEY (" + column.local() + ")"))
                .filter(TableKind::isLocal)
                .findFirst();
    }

    boolean isKey() {
        return column.schema().parts(column.owner(), "constraint").stream()
                .anyMatch(constraint ->
                        columnOfKey(constraint).filter(column::equals).isPresent());
    }

    private boolean isNotNull() {
        return column.is("attnotnull");
    }

    private boolean isPartOfKey() {
        boolean isKey = column.schema().parts(column.owner(), "constraint").stream()
                .filter(constraint -> constraint.value("contype").equals("p"))
                .anyMatch(constraint -> column.schema().needs(constraint.object()).stream()
                        .anyMatch(dependency -> dependency.needed().equals(column.object())));
        boolean isIdentity = !column.value("attidentity").isEmpty();
        return notNullConstraint().filter(ColumnDefinition::isSpecial).isEmpty()
                && (isKey || isIdentity || serial().isPresent());
    }

    /** Since PostgreSQL 18. */
    private Optional<Item> notNullConstraint() {
        return column.schema().find("constraint", column.owner() + ".not null " + column.local());
    }

    /** A NOT NULL that the short form does not make. */
    private static boolean isSpecial(Item constraint) {
        return constraint.is("connoinherit")
                || constraint.fact("comment description").isPresent();
    }

    private String notNull() {
        Optional<Item> special = notNullConstraint().filter(ColumnDefinition::isSpecial);
        return special.map(constraint ->
                        "CONSTRAINT " + Texts.identifier(column.schema().text(constraint.object())) + " NOT NULL"
                                + (constraint.is("connoinherit") ? " NO INHERIT" : ""))
                .orElse("NOT NULL");
    }
}
