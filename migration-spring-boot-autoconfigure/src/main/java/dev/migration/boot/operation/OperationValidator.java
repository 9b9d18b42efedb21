// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.operation.OperationRefusedException.Reason;
import dev.migration.boot.status.KnownGraph;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/** Validates requests against the settings, the databases of the application and their revisions. */
final class OperationValidator {

    private static final String OPERATIONS =
            Arrays.stream(OperationType.values()).map(OperationType::verb).collect(Collectors.joining(", "));

    private final ApplicationContext context;
    private final Set<OperationType> permitted;

    OperationValidator(ApplicationContext context, Set<OperationType> permitted) {
        this.context = context;
        this.permitted = Set.copyOf(permitted);
    }

    Set<OperationType> permitted() {
        return permitted;
    }

    /**
     * The operation of a request.
     *
     * @throws OperationRefusedException if there is no such operation
     */
    OperationType operation(OperationRequest request) {
        return OperationType.of(request.operation())
                .orElseThrow(() -> new OperationRefusedException(
                        Reason.MISSING,
                        "There is no operation '" + request.operation() + "'.",
                        "Request one of " + OPERATIONS + "."));
    }

    /** @throws OperationRefusedException if the operation is not permitted, or the request is invalid */
    ValidatedOperation validate(OperationType operation, OperationRequest request) {
        if (!permitted.contains(operation)) {
            throw new OperationRefusedException(
                    Reason.FORBIDDEN,
                    "This application does not permit the operation " + operation.verb() + ".",
                    "Add " + operation.verb()
                            + " to migration.endpoint.operations if users with write access to this endpoint may"
                            + " request it: migration.endpoint.operations=" + operation.verb());
        }
        OperationDatabases.Found database =
                new OperationDatabases(context).require(request.database(), operation.isImmediate());
        List<String> targets = targets(operation, request.target(), database);
        requireSpeed(operation, request.speed());
        return new ValidatedOperation(database.name(), database.migrator(), targets);
    }

    private static void requireSpeed(OperationType operation, @Nullable Integer speed) {
        boolean isNeeded = operation == OperationType.SPEED;
        if (isNeeded && (speed == null || speed < 1 || speed > 100)) {
            throw new OperationRefusedException(
                    Reason.ILLEGAL,
                    speed == null ? "The request for speed has no speed." : "The speed is " + speed + ".",
                    "Set \"speed\" to the part of the time in which the batches work, from 1 to 100 per cent.");
        }
        if (!isNeeded && speed != null) {
            throw new OperationRefusedException(
                    Reason.ILLEGAL,
                    "The operation " + operation.verb() + " has no speed.",
                    "Leave \"speed\" out, or request speed.");
        }
    }

    private static List<String> targets(
            OperationType operation, @Nullable String target, OperationDatabases.Found database) {
        if (target == null || target.isBlank()) {
            throw new OperationRefusedException(
                    Reason.ILLEGAL,
                    "The request for " + operation.verb() + " has no target.",
                    operation.isImmediate()
                            ? "Set \"target\" to the id of the revision."
                            : "Set \"target\" to heads, base, the id of a revision or another target.");
        }
        try {
            if (operation.isImmediate()) {
                return List.of(KnownGraph.requireId(database.graph().get(), target.strip()));
            }
            List<String> targets = operation.targets(target);
            RevisionGraph graph = database.graph().get();
            targets.stream()
                    .filter(OperationValidator::isFixed)
                    .forEach(fixed -> TargetResolver.of(graph).resolve(Target.parse(fixed)));
            return targets;
        } catch (TargetException invalid) {
            throw new OperationRefusedException(Reason.ILLEGAL, invalid.problem(), invalid.remedy());
        }
    }

    /** Whether the target does not depend on the state of the database. The run itself resolves the other targets. */
    private static boolean isFixed(String target) {
        return !target.matches(".*[+-]\\d+") && !target.contains("current");
    }
}
