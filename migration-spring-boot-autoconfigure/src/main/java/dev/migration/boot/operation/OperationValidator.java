// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.operation.OperationRefusedException.Reason;
import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/** Validates requests against the settings, the databases of the application and their revisions. */
final class OperationValidator {

    private static final String OPERATIONS = "upgrade, downgrade or stamp";

    private final ApplicationContext context;
    private final Set<OperationType> permitted;

    OperationValidator(ApplicationContext context, Set<OperationType> permitted) {
        this.context = context;
        this.permitted = Set.copyOf(permitted);
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
                        "Request " + OPERATIONS + "."));
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
        Map.Entry<String, MigrationMonitor> database = database(request.database());
        return new ValidatedOperation(
                database.getKey(),
                database.getValue().migrator(),
                targets(operation, request.target(), database.getValue()));
    }

    private Map.Entry<String, MigrationMonitor> database(@Nullable String name) {
        Map<String, MigrationMonitor> databases = new LinkedHashMap<>();
        Set<String> withTenants = new TreeSet<>();
        MonitoredContext.upwardsFrom(context).forEach(monitored -> {
            monitored.databases().forEach(databases::putIfAbsent);
            withTenants.addAll(monitored.tenants().keySet());
        });
        if (databases.isEmpty()) {
            throw onlyTenants();
        }
        if (name == null && databases.size() == 1 && withTenants.isEmpty()) {
            return databases.entrySet().iterator().next();
        }
        String names = databases.keySet().stream().sorted().collect(Collectors.joining(", "));
        if (name == null) {
            throw new OperationRefusedException(
                    Reason.ILLEGAL, "The request has no database.", "Set \"database\" to one of: " + names + ".");
        }
        return databases.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name))
                .findFirst()
                .orElseThrow(() -> withTenants.contains(name) ? hasTenants(name) : isUnknown(name, names));
    }

    private static OperationRefusedException onlyTenants() {
        return new OperationRefusedException(
                Reason.MISSING,
                "All databases of this application have tenants, and operations are only for databases without tenants.",
                "Use the command line: migrations upgrade --database TENANT, or without --database for all tenants.");
    }

    private static OperationRefusedException hasTenants(String name) {
        return new OperationRefusedException(
                Reason.MISSING,
                "The database '" + name + "' has tenants, and operations are only for databases without tenants.",
                "Use the command line: migrations upgrade --database " + name + " for all its tenants, --database "
                        + name + "/TENANT for one.");
    }

    private static OperationRefusedException isUnknown(String name, String names) {
        return new OperationRefusedException(
                Reason.MISSING, "There is no database '" + name + "' here.", "Use one of: " + names + ".");
    }

    private static List<String> targets(OperationType operation, @Nullable String target, MigrationMonitor monitor) {
        if (target == null || target.isBlank()) {
            throw new OperationRefusedException(
                    Reason.ILLEGAL,
                    "The request for " + operation.verb() + " has no target.",
                    "Set \"target\" to heads, base, the id of a revision or another target.");
        }
        try {
            List<String> targets = operation.targets(target);
            RevisionGraph graph = KnownGraph.of(monitor, monitor.read()).graph();
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
