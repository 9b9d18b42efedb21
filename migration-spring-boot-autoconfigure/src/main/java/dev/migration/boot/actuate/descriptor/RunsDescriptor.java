// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.boot.operation.OperationRun;

/**
 * The operations on a database that were requested from this application since it started.
 *
 * @param running the current run, of this application or of another process; null if there is none
 * @param runs the runs of requested operations, newest first
 * @param failure why {@code running} may be outdated; null if it is current
 */
public record RunsDescriptor(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable RunningDescriptor running,
        List<RunDescriptor> runs,
        @JsonUnwrapped @Nullable ReadFailure failure)
        implements SelectionDescriptor.Part {

    public static RunsDescriptor of(DatabaseDescriptor database, List<OperationRun> runs, boolean sql) {
        return new RunsDescriptor(
                database.running(),
                runs.stream().map(run -> RunDescriptor.of(run, sql)).toList(),
                database.failure());
    }
}
