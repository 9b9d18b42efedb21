package dev.migration.boot.actuate;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

/**
 * Who may read SQL, and what the server said about SQL that failed: both may hold data.
 *
 * @param show when
 * @param roles who counts as authorized; empty means whoever is logged in
 */
public record SqlExposure(Show show, Set<String> roles) {

    public SqlExposure {
        roles = Set.copyOf(roles);
    }

    /** Whether this reader may. */
    public boolean permits(SecurityContext reader) {
        return show.isShown(reader, roles);
    }

    /** Whether somebody may who reads over JMX, where access is a matter of the connection. */
    boolean permitsLocally() {
        return show.isShown(true);
    }
}
