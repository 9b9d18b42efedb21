// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.List;

import dev.migration.error.PrintableText;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.SchemaDriftException;

/** Describes the events of a run other than the start and the end of revisions, a line for each. */
final class Notes {

    private Notes() {}

    static List<String> of(MigrationEvent event) {
        if (event instanceof MigrationEvent.WaitingForLock waiting) {
            return List.of("  Waiting for " + waiting.waited().toSeconds()
                    + " s: another session holds the migration lock (" + waiting.holder() + ")");
        }
        if (event instanceof MigrationEvent.WaitingToRetry wait) {
            return List.of("  " + wait.step().revision().id() + " was rolled back and is retried in "
                    + wait.pause().toMillis() + " ms (attempt " + wait.attempts() + " failed: " + wait.reason() + ")"
                    + (wait.blockers().isEmpty() ? "" : "; blocked by: " + wait.blockers()));
        }
        if (event instanceof MigrationEvent.ObjectsReplaced replaced) {
            return List.of("       " + String.join(", ", replaced.objects()) + " prevented "
                    + replaced.step().revision().id() + ": dropped first, it runs again");
        }
        if (event instanceof MigrationEvent.RowSetAside aside) {
            return List.of("       the row " + aside.key() + " of " + aside.table() + " was set aside: "
                    + shown(aside.reason()));
        }
        if (event instanceof MigrationEvent.ServerMessage message) {
            return List.of("       " + message.severity() + ": " + shown(message.message()));
        }
        if (event instanceof MigrationEvent.HookMessage message) {
            return List.of("       " + message.hook() + ": " + message.severity() + ": " + shown(message.message()));
        }
        return contradiction(event);
    }

    private static String shown(String message) {
        return PrintableText.of(message, PrintableText.LONGEST_MESSAGE);
    }

    private static List<String> contradiction(MigrationEvent event) {
        if (event instanceof MigrationEvent.NewerStateTables newer) {
            return List.of("A newer version of this program wrote the state tables (format " + newer.format()
                    + "; this version knows format " + newer.known() + ")");
        }
        if (event instanceof MigrationEvent.UnknownRevisions unknown) {
            return List.of("Applied by a newer application, or their scripts are missing here: "
                    + String.join(", ", unknown.revisions()));
        }
        if (event instanceof MigrationEvent.EditedRevisions edited) {
            return List.of(
                    "Edited after they were applied, and not run again: " + String.join(", ", edited.revisions()));
        }
        if (event instanceof MigrationEvent.SplicedRevisions spliced) {
            return spliced.splices().stream()
                    .map(splice -> splice.revision().id() + " runs out of order, before "
                            + String.join(", ", splice.descendants()))
                    .toList();
        }
        if (event instanceof MigrationEvent.DivergedDatabase diverged) {
            return List.of(String.join(", ", diverged.pending()) + " are applied although "
                    + String.join(", ", diverged.unknown()) + " have no script here");
        }
        if (event instanceof MigrationEvent.SchemaDrift drift) {
            return SchemaDriftException.problem(drift.revision(), drift.at(), drift.differences())
                    .lines()
                    .toList();
        }
        if (event instanceof MigrationEvent.SchemaNotVerified) {
            return List.of("The schema was not verified: the last change stored no fingerprint that can be compared");
        }
        return List.of();
    }
}
