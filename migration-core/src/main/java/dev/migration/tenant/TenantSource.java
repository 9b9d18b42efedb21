package dev.migration.tenant;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says which tenants there are; asked again for each command that is about all of them.
 *
 * <p>One that has a table of tenants reads it on the connection that it is given, which is the migration's own: {@code database ->
 * database.sql("SELECT schema_name FROM public.tenant").query(String.class).list()}. Beans that need the database wait for the
 * migration themselves, and are of no use here.
 */
@FunctionalInterface
public interface TenantSource {

    /**
     * The names of their schemas; one that comes twice counts once.
     *
     * @param database the database, as the migration's role sees it; to be used before the method returns
     */
    List<String> tenants(JdbcClient database);

    /** Exactly these. */
    static TenantSource of(List<String> schemas) {
        List<String> named = List.copyOf(schemas);
        return database -> named;
    }

    /**
     * The schemas that are there and whose whole name fits; never {@code public}, {@code information_schema} or one of
     * PostgreSQL's own.
     *
     * @param regex as {@link Pattern} reads it, such as {@code tenant_.*}
     * @throws InvalidTenantsException if it cannot be read
     */
    static TenantSource matching(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return database -> database
                    .sql("SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname NOT IN ('public',"
                            + " 'information_schema') AND NOT starts_with(nspname::text, 'pg_') ORDER BY nspname")
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
