// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import dev.migration.script.Hook;

/** Hooks that record their calls in a table. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class HookTestBase extends MigratorTestBase {

    @BeforeEach
    void makeDiary() {
        sql("CREATE TABLE diary (id int GENERATED ALWAYS AS IDENTITY, entry text, transaction text)");
    }

    final void noteAllEvents() {
        for (Hook.Event event : Hook.Event.values()) {
            note(event);
        }
    }

    final void note(Hook.Event event) {
        hook(event.text(), event, """
                INSERT INTO public.diary (entry, transaction)
                VALUES (concat_ws(' ', '%s', current_setting('migration.operation'), current_setting('migration.revision')),
                    pg_current_xact_id()::text);
                """.formatted(event.text()));
    }

    final void hook(String file, Hook.Event event, String statements) {
        revisions.write(file, "-- @hook " + event.text() + "\n" + statements);
    }

    final List<String> entries() {
        return jdbc().sql("SELECT entry FROM diary ORDER BY id")
                .query(String.class)
                .list();
    }
}
