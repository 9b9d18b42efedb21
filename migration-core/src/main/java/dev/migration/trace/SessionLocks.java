// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The locks that a transaction holds.
 *
 * @param modes of relations, by oid
 * @param objects the oids of other objects
 */
record SessionLocks(Map<Long, Set<LockMode>> modes, Set<Long> objects) {

    static final SessionLocks NONE = new SessionLocks(Map.of(), Set.of());

    static SessionLocks read(Connection connection) throws SQLException {
        Map<Long, Set<LockMode>> modes = new HashMap<>();
        Set<Long> objects = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CatalogQueries.LOCKS)) {
            while (rows.next()) {
                if (rows.getString(1).equals("relation")) {
                    modes.computeIfAbsent(rows.getLong(2), oid -> EnumSet.noneOf(LockMode.class))
                            .add(LockMode.of(rows.getString(4)));
                } else {
                    objects.add(rows.getLong(2));
                }
            }
        }
        return new SessionLocks(modes, objects);
    }

    /** The relations that the transaction did more with than read them. */
    Set<Long> changed() {
        Set<Long> changed = new HashSet<>();
        modes.forEach((oid, held) -> {
            if (held.stream().anyMatch(mode -> mode != LockMode.ACCESS_SHARE)) {
                changed.add(oid);
            }
        });
        return changed;
    }

    Optional<LockMode> strongest(long oid) {
        return modes.getOrDefault(oid, Set.of()).stream().max(LockMode::compareTo);
    }

    /** The modes of a relation that an earlier moment did not have. */
    Set<LockMode> since(SessionLocks earlier, long oid) {
        Set<LockMode> taken = new HashSet<>(modes.getOrDefault(oid, Set.of()));
        taken.removeAll(earlier.modes.getOrDefault(oid, Set.of()));
        return taken;
    }
}
