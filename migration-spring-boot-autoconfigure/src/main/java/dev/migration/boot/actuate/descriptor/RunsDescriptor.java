package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.migration.boot.operation.OperationRun;

/**
 * What was ordered of a database, in this application and since it started.
 *
 * @param running what runs now, whoever began it; null when nothing does
 * @param runs the newest first
 */
public record RunsDescriptor(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable RunningDescriptor running,
        List<RunDescriptor> runs,
        @Nullable String error)
        implements SelectionDescriptor.Part {

    public static RunsDescriptor of(DatabaseDescriptor database, List<OperationRun> runs, boolean sql) {
        return new RunsDescriptor(
                database.running(),
                runs.stream().map(run -> RunDescriptor.of(run, sql)).toList(),
                database.error());
    }
}
