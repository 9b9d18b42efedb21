// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.migration.Migrator;
import dev.migration.boot.operation.OperationRefusedException.Reason;
import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.revision.RevisionGraph;

/** Finds the database that a request names: in the application context and its ancestors. */
final class OperationDatabases {

    private final Map<String, MigrationMonitor> databases = new LinkedHashMap<>();
    private final Map<String, TenantMonitor> withTenants = new LinkedHashMap<>();

    OperationDatabases(ApplicationContext context) {
        MonitoredContext.upwardsFrom(context).forEach(monitored -> {
            monitored.databases().forEach(databases::putIfAbsent);
            monitored.tenants().forEach(withTenants::putIfAbsent);
        });
    }

    /**
     * A database that can be migrated.
     *
     * @param graph reads the revisions that are known
     */
    record Found(String name, Migrator migrator, Supplier<RevisionGraph> graph) {}

    /**
     * The database of a request.
     *
     * @param name null if there is only one
     * @param ofTenants whether {@code DATABASE/TENANT} is permitted
     * @throws OperationRefusedException if there is no such database
     */
    Found require(@Nullable String name, boolean ofTenants) {
        if (databases.isEmpty() && !ofTenants) {
            throw onlyTenants();
        }
        if (name == null) {
            return theOnlyOne(ofTenants);
        }
        MigrationMonitor monitor = databases.get(name);
        if (monitor != null) {
            return found(name, monitor);
        }
        int slash = name.indexOf('/');
        Optional<TenantMonitor> tenants =
                Optional.ofNullable(withTenants.get(slash < 0 ? name : name.substring(0, slash)));
        if (ofTenants && slash > 0 && tenants.isPresent()) {
            return tenant(name, name.substring(slash + 1), tenants.get());
        }
        throw tenants.isPresent() ? hasTenants(name, ofTenants) : isUnknown(name, ofTenants);
    }

    private Found theOnlyOne(boolean ofTenants) {
        if (databases.size() == 1 && withTenants.isEmpty()) {
            Map.Entry<String, MigrationMonitor> only =
                    databases.entrySet().iterator().next();
            return found(only.getKey(), only.getValue());
        }
        throw new OperationRefusedException(
                Reason.ILLEGAL,
                "The request has no database.",
                "Set \"database\" to one of: " + names(ofTenants) + ".");
    }

    private static Found found(String name, MigrationMonitor monitor) {
        return new Found(
                name,
                monitor.migrator(),
                () -> KnownGraph.of(monitor, monitor.read()).graph());
    }

    private static Found tenant(String name, String tenant, TenantMonitor monitor) {
        boolean known = monitor.read().states().stream()
                .flatMap(states -> states.all().stream())
                .anyMatch(state -> state.tenant().equals(tenant));
        if (!known) {
            throw new OperationRefusedException(
                    Reason.MISSING, "There is no tenant '" + tenant + "' here.", "GET migrations/tenants lists them.");
        }
        return new Found(
                name,
                monitor.migrators().migrator(tenant),
                () -> monitor.scripts().graph());
    }

    private String names(boolean ofTenants) {
        Stream<String> tenants =
                ofTenants ? withTenants.keySet().stream().map(name -> name + "/TENANT") : Stream.empty();
        return Stream.concat(databases.keySet().stream(), tenants).sorted().collect(Collectors.joining(", "));
    }

    private static OperationRefusedException onlyTenants() {
        return new OperationRefusedException(
                Reason.MISSING,
                "All databases of this application have tenants, and this operation is only for databases without tenants.",
                "Use the command line: migrations upgrade --database TENANT, or without --database for all tenants.");
    }

    private static OperationRefusedException hasTenants(String name, boolean ofTenants) {
        if (ofTenants) {
            return new OperationRefusedException(
                    Reason.ILLEGAL,
                    "The database '" + name + "' has tenants.",
                    "Set \"database\" to " + name + "/TENANT; GET migrations/tenants lists the tenants.");
        }
        String database = name.split("/", 2)[0];
        return new OperationRefusedException(
                Reason.MISSING,
                "The database '" + database
                        + "' has tenants, and this operation is only for databases without tenants.",
                "Use the command line: migrations upgrade --database " + database + " for all its tenants, --database "
                        + database + "/TENANT for one.");
    }

    private OperationRefusedException isUnknown(String name, boolean ofTenants) {
        return new OperationRefusedException(
                Reason.MISSING, "There is no database '" + name + "' here.", "Use one of: " + names(ofTenants) + ".");
    }
}
