// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaObject;

import static org.assertj.core.api.Assertions.assertThat;

class DifferenceOriginsTests {

    private static final DifferenceOrigins ORIGINS = new DifferenceOrigins(difference ->
            difference.object().kind().equals("constraint") ? Optional.of("Hibernate 7.4") : Optional.empty());

    @Test
    void aConstraintOfANewColumnComesFromTheModel() {
        SchemaDifference column = added("column", "weight", Map.of());
        SchemaDifference ofNew =
                added("constraint", "letters_weight_check", Map.of("definition", "CHECK ((weight > 0))"));
        SchemaDifference ofOld =
                added("constraint", "letters_opened_check", Map.of("definition", "CHECK ((opened > 0))"));

        assertThat(ORIGINS.lines(
                        List.of(column, ofNew, ofOld),
                        part -> part.stream()
                                .map(difference -> difference.object().name())
                                .toList()))
                .containsExactly(
                        "public.letters.weight",
                        "public.letters.letters_weight_check",
                        "Since Hibernate 7.4; earlier versions created something else for the same model:",
                        "public.letters.letters_opened_check");
    }

    private static SchemaDifference added(String kind, String name, Map<String, String> facts) {
        SchemaObject object = new SchemaObject(kind, "public.letters." + name, "public", "public.letters");
        return new SchemaDifference.Added(object, new TreeMap<>(facts));
    }
}
