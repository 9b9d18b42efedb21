// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.migration.boot.operation.OperationType;

/** Settings of the endpoint and the page, under {@code migration.endpoint}. */
@ConfigurationProperties("migration.endpoint")
public class MigrationEndpointProperties {

    /** When to show the SQL of revisions, statements of sessions, and error messages of the server. */
    private Show showSql = Show.NEVER;

    /** Roles that may see SQL when it is shown to authorized users. If empty, every authenticated user may. */
    private Set<String> roles = new LinkedHashSet<>();

    /** Operations that users with write access to the endpoint may request. None by default. */
    private Set<OperationType> operations = new LinkedHashSet<>();

    /** Host names to which requests for operations may be sent without authentication, besides localhost and IP addresses. */
    private Set<String> hosts = new LinkedHashSet<>();

    /** The readers who may see SQL, by these settings. */
    public SqlExposure toExposure() {
        return new SqlExposure(showSql, roles);
    }

    public Set<OperationType> getOperations() {
        return operations;
    }

    public void setOperations(Set<OperationType> operations) {
        this.operations = operations;
    }

    public Set<String> getHosts() {
        return hosts;
    }

    public void setHosts(Set<String> hosts) {
        this.hosts = hosts;
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
