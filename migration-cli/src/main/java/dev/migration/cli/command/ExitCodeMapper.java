// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.util.Set;

import dev.migration.InvalidSettingsException;
import dev.migration.PendingRevisionsException;
import dev.migration.UnknownBatchException;
import dev.migration.authoring.AuthoringException;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.refusal.DivergedDatabaseException;
import dev.migration.execution.refusal.EditedInterruptedScriptException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.execution.refusal.InterruptedDescendantException;
import dev.migration.execution.refusal.NoJobException;
import dev.migration.execution.refusal.SchemaDriftException;
import dev.migration.execution.refusal.SeveralRefusalsException;
import dev.migration.execution.refusal.SplicedRevisionException;
import dev.migration.execution.refusal.StalePlanException;
import dev.migration.execution.refusal.UnacceptableScriptException;
import dev.migration.execution.refusal.UnfinishedWorkException;
import dev.migration.execution.refusal.UnresolvableRevisionException;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;

/** Maps failures to exit codes. */
final class ExitCodeMapper {

    private static final Set<Class<?>> CONTRADICTIONS = Set.of(
            DivergedDatabaseException.class,
            EditedRevisionException.class,
            EditedInterruptedScriptException.class,
            InterruptedDescendantException.class,
            SplicedRevisionException.class,
            SchemaDriftException.class,
            StalePlanException.class,
            UnfinishedWorkException.class,
            SeveralRefusalsException.class);

    /** Refusals of what the command line names; nothing was done. */
    private static final Set<Class<?>> USAGE = Set.of(
            UsageException.class,
            UnknownBatchException.class,
            NoJobException.class,
            InvalidSettingsException.class,
            UnresolvableRevisionException.class,
            UnacceptableScriptException.class);

    private ExitCodeMapper() {}

    static int exitCode(RuntimeException failure) {
        if (failure instanceof TargetException target) {
            // The target is valid; the state tables contradict the scripts.
            return target.fault() instanceof WalkFault.PartiallyReplaced ? ExitCode.DIVERGED : ExitCode.USAGE;
        }
        if (failure instanceof AuthoringException authoring) {
            return authoring.isAfterWriting() ? ExitCode.FAILED : ExitCode.USAGE;
        }
        if (USAGE.contains(failure.getClass())) {
            return ExitCode.USAGE;
        }
        if (failure instanceof PendingRevisionsException) {
            return ExitCode.PENDING;
        }
        if (failure instanceof LockNotObtainedException) {
            return ExitCode.LOCKED;
        }
        return CONTRADICTIONS.contains(failure.getClass()) ? ExitCode.DIVERGED : ExitCode.FAILED;
    }
}
