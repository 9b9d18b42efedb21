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
import dev.migration.boot.operation.OperationRequest;
import dev.migration.boot.operation.OperationService;
import dev.migration.boot.status.MonitoredContext;

/** Shows where each migrated database is, and takes orders where the settings let it: {@code /actuator/migrations}. */
@Endpoint(id = "migrations", defaultAccess = Access.READ_ONLY)
public class MigrationsEndpoint {

    /** Who orders over JMX is a matter of the connection, which does not tell. */
    private static final String LOCAL = "jmx";

    private final ApplicationContext context;
    private final SqlExposure sql;
    private final OperationService desk;

    public MigrationsEndpoint(ApplicationContext context, SqlExposure sql, OperationService desk) {
        this.context = context;
        this.sql = sql;
        this.desk = desk;
    }

    /** Answers for the application's context and its parents, also while a database is down. */
    @ReadOperation
    public MigrationsDescriptor migrations() {
        return migrations(sql.permitsLocally());
    }

    MigrationsDescriptor migrations(boolean mayReadSql) {
        Map<@Nullable String, ContextDescriptor> contexts = new LinkedHashMap<>();
        for (MonitoredContext watched : MonitoredContext.upwardsFrom(context)) {
            Map<String, DatabaseDescriptor> databases = new LinkedHashMap<>();
            watched.databases()
                    .forEach((name, monitor) -> databases.put(name, DatabaseDescriptor.of(monitor.look(), mayReadSql)));
            watched.tenants()
                    .forEach((name, monitor) -> databases.put(name, DatabaseDescriptor.of(monitor, mayReadSql)));
            contexts.put(watched.id(), new ContextDescriptor(databases, watched.parentId()));
        }
        return new MigrationsDescriptor(contexts);
    }

    /**
     * Answers a part of it.
     *
     * @param selector {@code current}, {@code heads}, {@code branches}, {@code pending}, {@code history}, {@code lock},
     *     {@code graph}, {@code runs}, {@code sql}, {@code tenants}, or the id of a revision, or a beginning of it that no other has
     * @param limit how many entries of the history or tenants, 50 unless told
     * @param offset how many before them to leave out
     * @param from of {@code sql}: where the database is; the base unless told
     * @param to of {@code sql}: the target, the heads unless told
     * @throws dev.migration.error.MigrationException if there is no such thing
     */
    // The extension for the web takes the place of an operation that produces the same, and of no other.
    @ReadOperation(producesFrom = AnswerFormat.class)
    public SelectionDescriptor select(
            @Selector String selector,
            @Nullable Integer limit,
            @Nullable Integer offset,
            @Nullable String from,
            @Nullable String to) {
        return select(
                new Selection(selector, PageRange.of(limit, offset), SqlRange.of(from, to), sql.permitsLocally()));
    }

    SelectionDescriptor select(Selection selection) {
        return selection.of(MonitoredContext.upwardsFrom(context), desk);
    }

    /**
     * Takes an order; see {@link OperationService}.
     *
     * @param operation {@code upgrade}, {@code downgrade} or {@code stamp}
     * @param target where to
     * @param database its name; may be left out where there is one only
     * @return the run, which is under way
     * @throws dev.migration.error.MigrationException if the order is refused
     */
    @WriteOperation
    public RunDescriptor order(@Selector String operation, @Nullable String target, @Nullable String database) {
        return order(new OperationRequest(operation, target, database, LOCAL), sql.permitsLocally());
    }

    RunDescriptor order(OperationRequest order, boolean mayReadSql) {
        return RunDescriptor.of(desk.take(order), mayReadSql);
    }

    /** The whole answer. */
    public record MigrationsDescriptor(Map<@Nullable String, ContextDescriptor> contexts)
            implements OperationResponseBody {}

    /**
     * The databases of an application context.
     *
     * @param databases by name
     * @param parentId the id of the parent context
     */
    public record ContextDescriptor(
            Map<String, DatabaseDescriptor> databases,
            @Nullable String parentId) {}
}
