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

/** Says of an order what it means, or why it is refused. */
final class OperationValidator {

    private static final String WORDS = "upgrade, downgrade or stamp";

    private final ApplicationContext context;
    private final Set<OperationType> allowed;

    OperationValidator(ApplicationContext context, Set<OperationType> allowed) {
        this.context = context;
        this.allowed = Set.copyOf(allowed);
    }

    /** The operation that an order names. */
    OperationType operation(OperationRequest order) {
        return OperationType.of(order.operation())
                .orElseThrow(() -> new OperationRefusedException(
                        Reason.MISSING, "'" + order.operation() + "' is nothing to order.", "Order " + WORDS + "."));
    }

    ValidatedOperation check(OperationType operation, OperationRequest order) {
        if (!allowed.contains(operation)) {
            throw new OperationRefusedException(
                    Reason.FORBIDDEN,
                    "This application takes no orders to " + operation.word() + ".",
                    "Name it in migration.endpoint.writes=" + operation.word()
                            + " if whoever may write to this endpoint may do that.");
        }
        Map.Entry<String, MigrationMonitor> database = database(order.database());
        return new ValidatedOperation(
                database.getKey(),
                database.getValue().migrator(),
                targets(operation, order.target(), database.getValue()));
    }

    private Map.Entry<String, MigrationMonitor> database(@Nullable String name) {
        Map<String, MigrationMonitor> databases = new LinkedHashMap<>();
        Set<String> tenanted = new TreeSet<>();
        MonitoredContext.upwardsFrom(context).forEach(one -> {
            one.databases().forEach(databases::putIfAbsent);
            tenanted.addAll(one.tenants().keySet());
        });
        if (databases.isEmpty()) {
            throw onlyTenants();
        }
        if (name == null && databases.size() == 1 && tenanted.isEmpty()) {
            return databases.entrySet().iterator().next();
        }
        String names = databases.keySet().stream().sorted().collect(Collectors.joining(", "));
        if (name == null) {
            throw new OperationRefusedException(
                    Reason.ILLEGAL, "The order names no database.", "Name one with \"database\": " + names + ".");
        }
        return databases.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name))
                .findFirst()
                .orElseThrow(() -> tenanted.contains(name) ? hasTenants(name) : isUnknown(name, names));
    }

    private static OperationRefusedException onlyTenants() {
        return new OperationRefusedException(
                Reason.MISSING,
                "The revisions of this application are its tenants', and orders are for databases.",
                "Use the command line: migrations upgrade --database TENANT, or without that for all tenants.");
    }

    private static OperationRefusedException hasTenants(String name) {
        return new OperationRefusedException(
                Reason.MISSING,
                "The database '" + name + "' has tenants, and orders are for databases that have none.",
                "Use the command line: migrations upgrade --database " + name + " for all its tenants, --database "
                        + name + "/TENANT for one.");
    }

    private static OperationRefusedException isUnknown(String name, String names) {
        return new OperationRefusedException(
                Reason.MISSING, "There is no database '" + name + "' here.", "Name one of: " + names + ".");
    }

    private static List<String> targets(OperationType operation, @Nullable String target, MigrationMonitor monitor) {
        if (target == null || target.isBlank()) {
            throw new OperationRefusedException(
                    Reason.ILLEGAL,
                    "The order to " + operation.word() + " names no target.",
                    "Name one with \"target\", such as heads, base or the id of a revision.");
        }
        try {
            List<String> targets = operation.targets(target);
            RevisionGraph graph = KnownGraph.of(monitor, monitor.look()).graph();
            targets.stream()
                    .filter(OperationValidator::isFixed)
                    .forEach(one -> TargetResolver.of(graph).resolve(Target.parse(one)));
            return targets;
        } catch (TargetException bad) {
            throw new OperationRefusedException(Reason.ILLEGAL, bad.problem(), bad.remedy());
        }
    }

    /** Whether it means the same wherever the database is; the run looks at the others. */
    private static boolean isFixed(String target) {
        return !target.matches(".*[+-]\\d+") && !target.contains("current");
    }
}
