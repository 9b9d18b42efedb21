// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.DriftLook;
import dev.migration.result.SchemaDrift;

/**
 * What the last look for drift found.
 *
 * @param basis with what the schema was compared: {@code MARK}, {@code FINGERPRINT} or {@code NONE}
 * @param checkedAt when the application looked last, by its clock
 * @param objects how many objects differ; null if nothing was compared
 * @param revision the revision that was applied last; null if nothing was compared
 * @param since when the run that applied it stored the schema; null if nothing was compared
 * @param differences the objects, for readers who may see SQL; otherwise null
 * @param reason why nothing was compared; null if something was
 * @param error why the last look failed; null if it succeeded
 */
public record DriftDescriptor(
        String basis,
        Instant checkedAt,
        @Nullable Integer objects,
        @Nullable String revision,
        @Nullable Instant since,
        @Nullable List<String> differences,
        @Nullable String reason,
        @Nullable String error) {

    static @Nullable DriftDescriptor of(Optional<DriftLook> look, boolean sql) {
        return look.map(last -> of(last, sql)).orElse(null);
    }

    private static DriftDescriptor of(DriftLook look, boolean sql) {
        SchemaDrift drift = look.drift().orElseGet(() -> SchemaDrift.unknown("No look has succeeded."));
        Optional<SchemaDrift.Stored> stored = drift.stored();
        return new DriftDescriptor(
                drift.basis().name(),
                look.at(),
                drift.isKnown() ? drift.differences().size() : null,
                stored.map(SchemaDrift.Stored::revision).orElse(null),
                stored.map(SchemaDrift.Stored::at).orElse(null),
                sql && drift.isKnown()
                        ? drift.differences().stream().limit(Overview.LONGEST).toList()
                        : null,
                drift.reason().orElse(null),
                look.failure().map(failure -> failure.shown(sql)).orElse(null));
    }
}
