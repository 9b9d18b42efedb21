// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;

/** Repeatables that create views. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class RepeatableTestBase extends MigratorTestBase {

    static final String VIEW = "CREATE OR REPLACE VIEW v AS SELECT id FROM a;";

    List<String> views() {
        return jdbc().sql("SELECT viewname FROM pg_views WHERE schemaname = 'public' ORDER BY 1")
                .query(String.class)
                .list();
    }
}
