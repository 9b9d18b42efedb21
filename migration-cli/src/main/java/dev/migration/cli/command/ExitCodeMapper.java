// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.util.List;
import java.util.Set;

import dev.migration.InvalidSettingsException;
import dev.migration.PendingRevisionsException;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.refusal.DivergedDatabaseException;
import dev.migration.execution.refusal.EditedInterruptedScriptException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.execution.refusal.SeveralRefusalsException;
import dev.migration.execution.refusal.SplicedRevisionException;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

/** Maps failures to exit codes. */
final class ExitCodeMapper {

    private static final Set<Class<?>> CONTRADICTIONS = Set.of(
            DivergedDatabaseException.class,
            EditedRevisionException.class,
            EditedInterruptedScriptException.class,
            SplicedRevisionException.class,
            SeveralRefusalsException.class);

    /** Targets that are invalid in any database. */
    private static final List<Class<? extends ResolutionFault>> INVALID_TARGETS = List.of(
            ResolutionFault.Unreadable.class,
            ResolutionFault.UnreadableRange.class,
            ResolutionFault.NotFound.class,
            ResolutionFault.AmbiguousPrefix.class,
            ResolutionFault.NoSuchBranch.class,
            ResolutionFault.NotInBranch.class,
            ResolutionFault.NeedsDatabase.class);

    private ExitCodeMapper() {}

    static int exitCode(RuntimeException failure) {
        if (failure instanceof UsageException || failure instanceof InvalidSettingsException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof TargetException target) {
            return INVALID_TARGETS.stream().anyMatch(kind -> kind.isInstance(target.fault()))
                    ? ExitCode.USAGE
                    : ExitCode.FAILED;
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
