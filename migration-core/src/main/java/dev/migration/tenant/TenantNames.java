package dev.migration.tenant;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The names of tenants, all of which PostgreSQL takes as they are. */
public final class TenantNames {

    /** PostgreSQL cuts what is longer, and two tenants would be one (manual, 4.1.1). */
    private static final int LONGEST_NAME = 63;

    private TenantNames() {}

    /**
     * Each once, in their order.
     *
     * @throws InvalidTenantsException with every name that cannot be one
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
            return Optional.of("The name of a tenant has a character 0 in it.");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            // It would write lines of its own into the log.
            return Optional.of("Tenant '" + name.replaceAll("\\p{Cc}", "?") + "' has a control character in its name.");
        }
        if (name.startsWith("pg_") || name.equals("information_schema")) {
            return Optional.of("Tenant '" + name + "' has the name of a schema of PostgreSQL's own.");
        }
        if (name.equals("$user")) {
            return Optional.of("Tenant '$user' has a name that stands for the role in a search_path, quoted or not.");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length <= LONGEST_NAME
                ? Optional.empty()
                : Optional.of("Tenant '" + name + "' has a name of " + length + " bytes; PostgreSQL takes "
                        + LONGEST_NAME + ".");
    }
}
