// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Checks the names of tenants: PostgreSQL must accept each name unchanged. */
public final class TenantNames {

    /** PostgreSQL truncates longer names, so that two tenants could become one (manual, 4.1.1). */
    private static final int LONGEST_NAME = 63;

    private TenantNames() {}

    /**
     * Checks the names, and returns each once, in their order.
     *
     * @throws InvalidTenantsException with all invalid names
     */
    public static List<String> check(Collection<String> names) {
        List<String> faults = new ArrayList<>();
        names.forEach(name -> fault(name).ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw InvalidTenantsException.names(faults);
        }
        return List.copyOf(new LinkedHashSet<>(names));
    }

    private static Optional<String> fault(String name) {
        if (name.isBlank()) {
            return Optional.of("The name of a tenant is empty.");
        }
        if (name.indexOf('\0') >= 0) {
            return Optional.of("The name of a tenant contains a character 0.");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            // It could write additional lines into the log.
            return Optional.of("Tenant '" + name.replaceAll("\\p{Cc}", "?") + "' has a control character in its name.");
        }
        if (name.startsWith("pg_") || name.equals("information_schema")) {
            return Optional.of("Tenant '" + name + "' has the name of a schema of PostgreSQL.");
        }
        if (name.equals("$user")) {
            return Optional.of("Tenant '$user' has a name that means the role in a search_path, quoted or not.");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length <= LONGEST_NAME
                ? Optional.empty()
                : Optional.of("Tenant '" + name + "' has a name of " + length + " bytes; PostgreSQL permits "
                        + LONGEST_NAME + ".");
    }
}
