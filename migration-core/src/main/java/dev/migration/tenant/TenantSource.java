// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lists the tenants. Called for each command on all tenants.
 *
 * <p>A source with a table of tenants reads it on the given connection, which is the connection of the migration:
 * {@code database -> database.sql("SELECT schema_name FROM public.tenant").query(String.class).list()}. Beans that need the
 * database cannot be used here, because they wait for the migration.
 */
@FunctionalInterface
public interface TenantSource {

    /**
     * The names of the schemas; a repeated name counts once.
     *
     * @param database the database with the role of the migration; valid until the method returns
     */
    List<String> tenants(JdbcClient database);

    /** A fixed list of tenants. */
    static TenantSource of(List<String> schemas) {
        List<String> names = List.copyOf(schemas);
        return database -> names;
    }

    /**
     * The existing schemas whose whole name matches; never {@code public}, {@code information_schema} or a schema of PostgreSQL.
     *
     * @param regex a regular expression of {@link Pattern}, such as {@code tenant_.*}
     * @throws InvalidTenantsException if it is not a regular expression
     */
    static TenantSource matching(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return database -> database
                    .sql(
                            "SELECT nspname::pg_catalog.text FROM pg_catalog.pg_namespace WHERE nspname OPERATOR(pg_catalog.<>) ALL (ARRAY['public',"
                                    + " 'information_schema']::pg_catalog.name[]) AND NOT pg_catalog.starts_with(nspname::pg_catalog.text, 'pg_') ORDER BY nspname")
                    .query(String.class)
                    .list()
                    .stream()
                    .filter(schema -> pattern.matcher(schema).matches())
                    .toList();
        } catch (PatternSyntaxException fault) {
            throw InvalidTenantsException.pattern(regex, fault);
        }
    }
}
