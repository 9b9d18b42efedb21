package dev.migration.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.status.DatabaseName;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.boot.status.TenantMonitor;

/** Shows where each migrated database is: {@code GET /actuator/migrations}. */
@Endpoint(id = "migrations", defaultAccess = Access.READ_ONLY)
public class MigrationsEndpoint {

    private final ApplicationContext context;
    private final SqlExposure sql;

    public MigrationsEndpoint(ApplicationContext context, SqlExposure sql) {
        this.context = context;
        this.sql = sql;
    }

    /** Answers for the application's context and its parents, also while a database is down. */
    @ReadOperation
    public MigrationsDescriptor migrations() {
        Map<@Nullable String, ContextDescriptor> contexts = new LinkedHashMap<>();
        for (ApplicationContext next = context; next != null; next = next.getParent()) {
            contexts.put(next.getId(), describe(next));
        }
        return new MigrationsDescriptor(contexts);
    }

    /**
     * Answers a part of it.
     *
     * @param selector {@code current}, {@code heads}, {@code pending}, {@code history}, {@code lock}, {@code graph}, {@code tenants}, or the id
     *     of a revision, or a beginning of it that no other has
     * @param limit how many entries of the history or tenants, 50 unless told
     * @param offset how many before them to leave out
     * @throws dev.migration.error.MigrationException if there is no such thing
     */
    @ReadOperation
    public SelectionDescriptor select(@Selector String selector, @Nullable Integer limit, @Nullable Integer offset) {
        return select(new Selection(selector, Paging.of(limit, offset), sql.permitsLocally()));
    }

    SelectionDescriptor select(Selection selection) {
        return selection.of(MonitoredContext.upwardsFrom(context));
    }

    private static ContextDescriptor describe(ApplicationContext context) {
        Map<String, DatabaseDescriptor> databases = new LinkedHashMap<>();
        context.getBeansOfType(MigrationMonitor.class)
                .forEach((bean, monitor) ->
                        databases.put(DatabaseName.ofMonitor(bean), DatabaseDescriptor.of(monitor.look())));
        context.getBeansOfType(TenantMonitor.class)
                .forEach((bean, monitor) ->
                        databases.put(DatabaseName.ofTenantMonitor(bean), DatabaseDescriptor.of(monitor)));
        ApplicationContext parent = context.getParent();
        return new ContextDescriptor(databases, parent == null ? null : parent.getId());
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
