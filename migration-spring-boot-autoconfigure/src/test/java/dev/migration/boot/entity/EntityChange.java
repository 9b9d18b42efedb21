// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.test.tools.SourceFile;

/**
 * A single change of entities.
 *
 * @param update what ddl-auto=update does with it, as it was recorded
 * @param row a statement that inserts a row in the first state; empty if the rows do not matter
 */
record EntityChange(String name, String update, String before, Optional<String> row, String after) {

    static final Path FILE = Path.of("src/test/resources/hibernate-update/changes.txt");

    private static final Pattern CHANGE = Pattern.compile(
            "-- CHANGE (?<name>.+)\n-- UPDATE ?(?<update>.*)\n(?<before>[^-]*?)(-- ROW (?<row>.+)\n)?-- TO\n(?<after>[^-]*)");

    private static final Pattern ENTITY =
            Pattern.compile("(?s)@Entity(\\(name = \"\\w+\"\\))?(?<annotations>.*?)(static )?class (?<name>\\w+)");

    private static final String SOURCE = """
            package %s;

            import java.io.Serializable;
            import java.math.*;
            import java.time.*;
            import java.util.*;
            import jakarta.persistence.*;
            import org.hibernate.annotations.Check;
            import org.hibernate.annotations.Collate;
            import org.hibernate.annotations.ColumnDefault;
            import org.hibernate.annotations.Comment;
            import org.hibernate.annotations.GeneratedColumn;
            import org.hibernate.annotations.JdbcTypeCode;
            import org.hibernate.annotations.OnDelete;
            import org.hibernate.annotations.OnDeleteAction;
            import org.hibernate.type.SqlTypes;

            class Model {
            %s
            }
            """;

    static List<EntityChange> all() throws IOException {
        Matcher matcher = CHANGE.matcher(Files.readString(FILE));
        List<EntityChange> changes = new ArrayList<>();
        while (matcher.find()) {
            changes.add(new EntityChange(
                    matcher.group("name"),
                    matcher.group("update"),
                    matcher.group("before"),
                    Optional.ofNullable(matcher.group("row")),
                    matcher.group("after")));
        }
        return changes;
    }

    SourceFile source(State state) {
        return SourceFile.of(SOURCE.formatted(packageName(state), model(state)));
    }

    /** The names of the classes of the entities. */
    List<String> entities(State state) {
        return ENTITY.matcher(model(state))
                .results()
                .map(entity -> packageName(state) + ".Model$" + entity.group(4))
                .toList();
    }

    private String model(State state) {
        String model = state == State.BEFORE ? before : after;
        String classes = model.contains("class ") ? model : "@Entity class T {\n" + model + "}";
        return ENTITY.matcher(classes).replaceAll("@Entity(name = \"${name}\")${annotations}static class ${name}");
    }

    private String packageName(State state) {
        return (state + "." + name.replace(' ', '_')).toLowerCase(Locale.ROOT);
    }

    /** The two states of the entities. */
    enum State {
        BEFORE,
        AFTER
    }

    @Override
    public String toString() {
        return name;
    }
}
