// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

/**
 * Decides which users may see SQL and error messages of the server. Both may contain data.
 *
 * @param show when to show them
 * @param roles the roles of authorized users; if empty, every authenticated user is authorized
 */
public record SqlExposure(Show show, Set<String> roles) {

    public SqlExposure {
        roles = Set.copyOf(roles);
    }

    /** Whether a user of the web endpoint may see SQL. */
    public boolean permits(SecurityContext user) {
        return show.isShown(user, roles);
    }

    /** Whether a user of JMX may see SQL. Authentication is a matter of the JMX connection, so every user counts as authorized. */
    boolean permitsLocally() {
        return show.isShown(true);
    }
}
