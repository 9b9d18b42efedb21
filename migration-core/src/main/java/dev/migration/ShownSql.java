// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.migration.offline.OfflineSql;
import dev.migration.plan.Plan;
import dev.migration.script.load.RevisionScripts;
import dev.migration.sql.Redaction;

/** Writes offline SQL for a display, without secrets. */
record ShownSql(RevisionScripts scripts, MigrationSettings settings) {

    private static final String NOTE =
            "-- Passwords are hidden here, so that this text cannot be run. The command 'upgrade --sql' writes one that can.\n";

    /** The scripts as they are stored, in hexadecimal digits; they contain what the statements contain. */
    private static final String STORED = "E'\\\\\\\\x[0-9a-f]+'::(pg_catalog[.])?bytea";

    Plan write(OfflineSql.Request request, Appendable text) {
        StringBuilder sql = new StringBuilder();
        Plan plan = new OfflineSql(scripts, withoutSecrets().execution(Optional.empty())).write(request, sql);
        String all = sql.toString();
        String shown = Redaction.NONE.of(all);
        try {
            text.append(shown.equals(all) ? all : NOTE + shown.replaceAll(STORED, "'***'::pg_catalog.bytea"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return plan;
    }

    /** Writes the statements of the scripts alone. */
    Plan writePlain(OfflineSql.Request request, Appendable text) {
        StringBuilder sql = new StringBuilder();
        Plan plan = new OfflineSql(scripts, withoutSecrets().execution(Optional.empty())).writePlain(request, sql);
        try {
            text.append(Redaction.NONE.of(sql.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return plan;
    }

    /** A use of a secret variable stays as it is. */
    private MigrationSettings withoutSecrets() {
        Map<String, String> shown = new LinkedHashMap<>(settings.variables());
        settings.scriptVariables().secrets().forEach(name -> shown.put(name, "${" + name + "}"));
        return settings.toBuilder().variables(shown).build();
    }
}
