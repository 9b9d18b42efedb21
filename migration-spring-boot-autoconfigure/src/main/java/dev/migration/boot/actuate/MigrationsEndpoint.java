package dev.migration.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.context.ApplicationContext;

import dev.migration.boot.status.DatabaseName;
import dev.migration.boot.status.MigrationMonitor;

/** Shows where each migrated database is: {@code GET /actuator/migrations}. */
@Endpoint(id = "migrations", defaultAccess = Access.READ_ONLY)
public class MigrationsEndpoint {

    private final ApplicationContext context;

    public MigrationsEndpoint(ApplicationContext context) {
        this.context = context;
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

    private static ContextDescriptor describe(ApplicationContext context) {
        Map<String, DatabaseDescriptor> databases = new LinkedHashMap<>();
        context.getBeansOfType(MigrationMonitor.class)
                .forEach((bean, monitor) ->
                        databases.put(DatabaseName.ofMonitor(bean), DatabaseDescriptor.of(monitor.look())));
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
