// SPDX-License-Identifier: Apache-2.0
package dev.migration.test;

import java.sql.SQLException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaSnapshot;
import dev.migration.schema.TableScope;
import dev.migration.schema.model.SchemaModel;
import dev.migration.schema.replay.RevisionReplay;

import static org.assertj.core.api.Assertions.assertThat;

/** A test that the revisions mean the schema that the application expects. */
public interface ModelCheck {

    /**
     * The schema that the database should have, such as {@code new SqlFileModel(Path.of("schema.sql"))}; the starter's
     * {@code EntityModels} finds the entities of an application.
     */
    SchemaModel model();

    @Test
    default void theRevisionsMeanTheModel(Migrations migrations) {
        SchemaComparison comparison = migrations.compare(replay -> compare(replay, model()));

        assertThat(comparison.withoutParts())
                .as("what differs between the revisions and " + model().name())
                .isEmpty();
    }

    private static SchemaComparison compare(RevisionReplay replay, SchemaModel model) throws SQLException {
        SchemaSnapshot revisions = replay.snapshot(replay.at(List.of("heads")));
        SchemaSnapshot wish = replay.snapshot(replay.of(model));
        if (model.describesTablesOnly()) {
            TableScope.Sides sides = TableScope.of(revisions, wish);
            return SchemaComparison.of(sides.whole(), sides.model());
        }
        return SchemaComparison.of(revisions, wish);
    }
}
