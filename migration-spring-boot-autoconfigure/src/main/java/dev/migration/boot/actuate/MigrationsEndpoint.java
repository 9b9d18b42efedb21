// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;
import dev.migration.boot.actuate.descriptor.PageRange;
import dev.migration.boot.actuate.descriptor.RunDescriptor;
import dev.migration.boot.actuate.descriptor.SelectionDescriptor;
import dev.migration.boot.actuate.descriptor.SqlRange;
import dev.migration.boot.actuate.work.WorkChangeDescriptor;
import dev.migration.boot.operation.OperationAnswer;
import dev.migration.boot.operation.OperationRequest;
import dev.migration.boot.operation.OperationRun;
import dev.migration.boot.operation.OperationService;
import dev.migration.boot.operation.OperationType;
import dev.migration.boot.operation.RequestOrigin;
import dev.migration.boot.operation.WorkChange;
import dev.migration.boot.status.MonitoredContext;

/**
 * The endpoint {@code /actuator/migrations}: reports the state of each migrated database, and accepts the operations that the settings
 * permit.
 */
@Endpoint(id = "migrations", defaultAccess = Access.READ_ONLY)
public class MigrationsEndpoint {

    /** The user name of requests over JMX: Actuator has no principal for them. */
    private static final String JMX_USER = "jmx";

    private final ApplicationContext context;
    private final SqlExposure sql;
    private final OperationService operations;

    public MigrationsEndpoint(ApplicationContext context, SqlExposure sql, OperationService operations) {
        this.context = context;
        this.sql = sql;
        this.operations = operations;
    }

    /** Reports all databases of the application context and its ancestors, with the last known state of a database that does not answer. */
    @ReadOperation
    public MigrationsDescriptor migrations() {
        return migrations(sql.permitsLocally());
    }

    MigrationsDescriptor migrations(boolean mayReadSql) {
        Map<@Nullable String, ContextDescriptor> contexts = new LinkedHashMap<>();
        for (MonitoredContext monitored : MonitoredContext.upwardsFrom(context)) {
            Map<String, DatabaseDescriptor> databases = new LinkedHashMap<>();
            monitored
                    .databases()
                    .forEach((name, monitor) -> databases.put(
                            name,
                            DatabaseDescriptor.of(monitor.read(), mayReadSql).shortened()));
            monitored
                    .tenants()
                    .forEach((name, monitor) -> databases.put(name, DatabaseDescriptor.of(monitor, mayReadSql)));
            contexts.put(monitored.id(), new ContextDescriptor(databases, monitored.parentId()));
        }
        return new MigrationsDescriptor(contexts);
    }

    /**
     * Reports one part of the state of each database.
     *
     * @param selector {@code current}, {@code heads}, {@code branches}, {@code pending}, {@code history}, {@code lock},
     *     {@code graph}, {@code runs}, {@code work}, {@code sql}, {@code tenants}, or the id of a revision or a unique prefix of it
     * @param limit the number of entries of {@code history}, {@code tenants} (50 if null), {@code current}, {@code pending} or
     *     {@code graph} (1,000 if null), from 1 to 1,000
     * @param offset the number of entries to skip; 0 if null
     * @param from for {@code sql}: the revision at which the database is; the base if null
     * @param to for {@code sql}: the target; the heads if null
     * @throws dev.migration.error.MigrationException if the selector or a parameter is invalid
     */
    // A web extension replaces an operation only if both produce the same media types.
    @ReadOperation(producesFrom = AnswerFormat.class)
    public SelectionDescriptor select(
            @Selector String selector,
            @Nullable Integer limit,
            @Nullable Integer offset,
            @Nullable String from,
            @Nullable String to) {
        return select(new Selection(
                selector, PageRange.of(selector, limit, offset), SqlRange.of(from, to), sql.permitsLocally()));
    }

    SelectionDescriptor select(Selection selection) {
        return selection.of(MonitoredContext.upwardsFrom(context), operations);
    }

    /**
     * Submits an operation; see {@link OperationService}.
     *
     * @param operation the {@link OperationType#verb()} of an operation
     * @param target the target of the operation, or the id of a revision; required
     * @param database the name of the database; may be null if there is only one
     * @param speed for {@code speed}, in per cent; otherwise null
     * @return the run, which has begun, or what was changed
     * @throws dev.migration.error.MigrationException if the operation is refused
     */
    @WriteOperation
    public OperationResponseBody submit(
            @Selector String operation, @Nullable String target, @Nullable String database, @Nullable Integer speed) {
        return submit(
                new OperationRequest(operation, target, database, speed, JMX_USER),
                RequestOrigin.LOCAL,
                sql.permitsLocally());
    }

    OperationResponseBody submit(OperationRequest request, RequestOrigin origin, boolean mayReadSql) {
        OperationAnswer answer = operations.submit(request, origin);
        return answer instanceof OperationRun run
                ? RunDescriptor.of(run, mayReadSql)
                : WorkChangeDescriptor.of((WorkChange) answer, mayReadSql);
    }

    /** The answer without a selector: the application contexts by their ids. */
    public record MigrationsDescriptor(Map<@Nullable String, ContextDescriptor> contexts)
            implements OperationResponseBody {}

    /**
     * The databases of an application context.
     *
     * @param databases the databases by name
     * @param parentId the id of the parent context; null if there is none
     */
    public record ContextDescriptor(
            Map<String, DatabaseDescriptor> databases,
            @Nullable String parentId) {}
}
