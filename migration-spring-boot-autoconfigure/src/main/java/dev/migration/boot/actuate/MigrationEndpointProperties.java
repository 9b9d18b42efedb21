package dev.migration.boot.actuate;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.migration.boot.operation.OperationType;

/** Settings of what Actuator shows, under {@code migration.endpoint}. */
@ConfigurationProperties("migration.endpoint")
public class MigrationEndpointProperties {

    /** When to show the SQL of revisions, statements of sessions, and what the server said about a failure. */
    private Show showSql = Show.NEVER;

    /** Roles that may see it when it is shown to the authorized. Empty means whoever is logged in. */
    private Set<String> roles = new LinkedHashSet<>();

    /** What may be ordered of the application by whoever may write to the endpoint. Nothing unless named here. */
    private Set<OperationType> writes = new LinkedHashSet<>();

    /** Who may see it. */
    public SqlExposure toExposure() {
        return new SqlExposure(showSql, roles);
    }

    public Set<OperationType> getWrites() {
        return writes;
    }

    public void setWrites(Set<OperationType> writes) {
        this.writes = writes;
    }

    public Show getShowSql() {
        return showSql;
    }

    public void setShowSql(Show showSql) {
        this.showSql = showSql;
    }

    public Set<String> getRoles() {
        return roles;
    }

    public void setRoles(Set<String> roles) {
        this.roles = roles;
    }
}
