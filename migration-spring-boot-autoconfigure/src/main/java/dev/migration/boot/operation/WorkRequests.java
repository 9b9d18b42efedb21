// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.List;
import java.util.Optional;

import dev.migration.Batches;
import dev.migration.Migrator;
import dev.migration.UnknownBatchException;
import dev.migration.boot.operation.OperationRefusedException.Reason;
import dev.migration.execution.refusal.NoJobException;
import dev.migration.version.BatchStatus;
import dev.migration.version.JobState;

/**
 * Sends the requests of operators to the batches and the background work of a revision. It changes rows of the state tables, which the
 * process reads that does the work; it runs nothing and takes no migration lock.
 *
 * @param speed for {@link OperationType#SPEED}: the part of the time in which the batches work, in per cent
 */
record WorkRequests(OperationType operation, ValidatedOperation validated, Optional<Integer> speed) {

    private static final String REMEDY =
            "GET migrations/work lists the batches and the work in the background, with their states.";

    /**
     * @throws OperationRefusedException if the revision has no work in a state in which it could be changed so
     * @throws dev.migration.error.MigrationException if the database cannot be changed
     */
    WorkChange send(String requestedBy) {
        Migrator migrator = validated.migrator();
        String revision = validated.targets().get(0);
        try {
            List<BatchStatus> batches = change(migrator, revision);
            Optional<JobState> job = migrator.reader().jobs().stream()
                    .filter(known -> known.revision().equals(revision))
                    .findFirst();
            return new WorkChange(operation, validated.database(), revision, requestedBy, batches, job);
        } catch (UnknownBatchException unknown) {
            throw new OperationRefusedException(Reason.CONFLICT, unknown.problem(), REMEDY);
        } catch (NoJobException none) {
            throw new OperationRefusedException(Reason.CONFLICT, none.problem(), REMEDY);
        }
    }

    private List<BatchStatus> change(Migrator migrator, String revision) {
        Batches batches = migrator.batches();
        return switch (operation) {
            case PAUSE -> batches.pause(revision);
            case RESUME -> batches.resume(revision);
            case CANCEL -> batches.cancel(revision);
            case SPEED -> batches.speed(revision, speed.orElseThrow());
            case APPROVE -> {
                migrator.approve(revision);
                yield List.of();
            }
            case UPGRADE, DOWNGRADE, STAMP, REHEARSE -> throw new IllegalArgumentException(operation + " is a run");
        };
    }
}
