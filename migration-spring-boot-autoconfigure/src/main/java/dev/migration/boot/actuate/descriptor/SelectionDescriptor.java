package dev.migration.boot.actuate.descriptor;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A part of what is known about each database.
 *
 * @param contexts by the id of the application context
 */
public record SelectionDescriptor(Map<@Nullable String, Databases> contexts) implements OperationResponseBody {

    /**
     * The databases of an application context.
     *
     * @param databases by name
     * @param parentId the id of the parent context
     */
    public record Databases(
            Map<String, ? extends Part> databases, @Nullable String parentId) {}

    /** What a selector selects. */
    public sealed interface Part
            permits CurrentDescriptor,
                    HeadsDescriptor,
                    PendingDescriptor,
                    HistoryDescriptor,
                    LockDescriptor,
                    GraphDescriptor,
                    RevisionDescriptor,
                    BranchesDescriptor,
                    RunsDescriptor,
                    SqlDescriptor,
                    TenantsDescriptor {

        /** Why the answer may be old; null when it is not. */
        @Nullable
        String error();
    }
}
