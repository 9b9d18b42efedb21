// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

import dev.migration.sql.Quoting;

/** Writes the values of parameters as literals, with the types that the driver assigns to them. */
final class ParameterLiterals {

    /** The JDBC types that correspond to one type of the server. */
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(Types.BOOLEAN, "bool"),
            Map.entry(Types.BIT, "bool"),
            Map.entry(Types.TINYINT, "int2"),
            Map.entry(Types.SMALLINT, "int2"),
            Map.entry(Types.INTEGER, "int4"),
            Map.entry(Types.BIGINT, "int8"),
            Map.entry(Types.REAL, "float4"),
            Map.entry(Types.FLOAT, "float8"),
            Map.entry(Types.DOUBLE, "float8"),
            Map.entry(Types.NUMERIC, "numeric"),
            Map.entry(Types.DECIMAL, "numeric"),
            Map.entry(Types.CHAR, "bpchar"),
            Map.entry(Types.VARCHAR, "varchar"),
            Map.entry(Types.NVARCHAR, "varchar"),
            Map.entry(Types.LONGVARCHAR, "varchar"),
            Map.entry(Types.BINARY, "bytea"),
            Map.entry(Types.VARBINARY, "bytea"),
            Map.entry(Types.LONGVARBINARY, "bytea"));

    /** The setters whose type differs from the type of the Java class. */
    private static final Map<String, String> SETTERS = Map.of(
            "setByte", "int2",
            "setAsciiStream", "varchar",
            "setCharacterStream", "varchar",
            "setNCharacterStream", "varchar");

    private static final Map<Class<?>, String> SCALARS = Map.of(
            Boolean.class, "bool",
            Byte.class, "int2",
            Short.class, "int2",
            Integer.class, "int4",
            Long.class, "int8",
            Float.class, "float4",
            Double.class, "float8",
            BigDecimal.class, "numeric",
            BigInteger.class, "numeric");

    private static final Map<Class<?>, String> ELEMENTS = Map.ofEntries(
            Map.entry(int.class, "int4"),
            Map.entry(long.class, "int8"),
            Map.entry(short.class, "int2"),
            Map.entry(double.class, "float8"),
            Map.entry(float.class, "float4"),
            Map.entry(boolean.class, "bool"),
            Map.entry(String.class, "varchar"),
            Map.entry(byte[].class, "bytea"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(Integer.class, "int4"),
            Map.entry(Long.class, "int8"),
            Map.entry(Short.class, "int2"),
            Map.entry(Double.class, "float8"),
            Map.entry(Float.class, "float4"),
            Map.entry(Boolean.class, "bool"),
            Map.entry(BigDecimal.class, "numeric"));

    private ParameterLiterals() {}

    /**
     * A text and its type.
     *
     * @param type empty if the server infers the type
     */
    record Typed(String text, String type) {

        String literal() {
            String quoted = Quoting.literal(text);
            return type.isEmpty() ? quoted : "(" + quoted + "::" + type + ")";
        }
    }

    /** The literal for the arguments of a setter of a prepared statement. */
    static String of(String setter, @Nullable Object[] arguments) throws SQLException {
        Object value = arguments[1];
        if (setter.equals("setNull") || value == null) {
            return nullLiteral(setter, arguments);
        }
        if (arguments.length > 2 && arguments[2] instanceof Calendar calendar) {
            return TemporalLiterals.inZone(value, calendar.getTimeZone().toZoneId())
                    .literal();
        }
        Typed typed = textOf(value);
        String type = SETTERS.getOrDefault(setter, targetType(setter, arguments, typed));
        return new Typed(typed.text(), type).literal();
    }

    private static String nullLiteral(String setter, @Nullable Object[] arguments) {
        boolean named = setter.equals("setNull") && arguments[1] instanceof Integer;
        String type = named ? TYPES.getOrDefault(arguments[1], "") : "";
        return type.isEmpty() ? "NULL" : "(NULL::" + type + ")";
    }

    private static String targetType(String setter, @Nullable Object[] arguments, Typed typed) {
        if (!setter.equals("setObject") || arguments.length < 3 || !(arguments[2] instanceof Integer target)) {
            return typed.type();
        }
        boolean textual = typed.type().equals("varchar");
        return target == Types.OTHER && textual ? "" : TYPES.getOrDefault(target, typed.type());
    }

    /** A value with the type that the driver infers. */
    static Typed textOf(Object value) throws SQLException {
        if (value instanceof CharSequence || value instanceof Character) {
            return new Typed(value.toString(), "varchar");
        }
        if (value instanceof Number || value instanceof Boolean) {
            return new Typed(value.toString(), scalarType(value));
        }
        if (value instanceof UUID) {
            return new Typed(value.toString(), "uuid");
        }
        if (value instanceof PGobject object) {
            return new Typed(Optional.ofNullable(object.getValue()).orElse(""), object.getType());
        }
        Optional<Typed> temporal = TemporalLiterals.of(value);
        return temporal.isPresent() ? temporal.get() : binaryOrArray(value);
    }

    private static Typed binaryOrArray(Object value) throws SQLException {
        try {
            if (value instanceof byte[] bytes) {
                return binary(bytes);
            }
            if (value instanceof InputStream stream) {
                return binary(stream.readAllBytes());
            }
            if (value instanceof Reader reader) {
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                return new Typed(text.toString(), "varchar");
            }
        } catch (IOException failure) {
            throw new SQLException("A value cannot be read", failure);
        }
        if (value instanceof java.sql.Array array) {
            return new Typed(ArrayLiteral.text(array.getArray()), array.getBaseTypeName() + "[]");
        }
        if (value.getClass().isArray()) {
            return new Typed(ArrayLiteral.text(value), elementType(value.getClass()) + "[]");
        }
        throw unknown(value);
    }

    private static Typed binary(byte[] bytes) {
        return new Typed("\\x" + HexFormat.of().formatHex(bytes), "bytea");
    }

    private static String elementType(Class<?> array) throws SQLException {
        Class<?> element = array.getComponentType();
        while (element.isArray() && element != byte[].class) {
            element = element.getComponentType();
        }
        String type = ELEMENTS.get(element);
        if (type == null) {
            throw new SQLException("Can't infer the SQL type of an array of " + element.getName());
        }
        return type;
    }

    private static SQLException unknown(Object value) {
        return new SQLException("Can't infer the SQL type to use for an instance of "
                + value.getClass().getName()
                + ". Use setObject() with an explicit Types value to specify the type to use.");
    }

    private static String scalarType(Object value) throws SQLException {
        String type = SCALARS.get(value.getClass());
        if (type == null) {
            throw unknown(value);
        }
        return type;
    }
}
