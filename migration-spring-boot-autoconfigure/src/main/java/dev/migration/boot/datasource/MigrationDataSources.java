package dev.migration.boot.datasource;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Chooses the DataSource to migrate.
 *
 * <ol>
 *   <li>The one marked with {@link MigrationDataSource}.
 *   <li>The URL of the {@link MigrationConnectionDetails}, which is {@code migration.url} unless a container has one, with the application's user unless {@code migration.username} is set.
 *   <li>The application's, with {@code migration.username} when that is set.
 * </ol>
 *
 * The migration always gets connections of its own, without a pool, where the DataSource tells its URL.
 */
public final class MigrationDataSources {

    private final MigrationConnectionDetails details;
    private final ObjectProvider<DataSource> dataSources;
    private final ObjectProvider<DataSource> marked;

    public MigrationDataSources(
            MigrationConnectionDetails details,
            ObjectProvider<DataSource> dataSources,
            ObjectProvider<DataSource> marked) {
        this.details = details;
        this.dataSources = dataSources;
        this.marked = marked;
    }

    /** @throws MissingDataSourceException if there is none, or several and none or more than one is marked */
    public DataSource forMigration() {
        List<DataSource> chosen = marked.stream().toList();
        if (chosen.size() > 1) {
            throw MissingDataSourceException.marked(chosen.size());
        }
        if (chosen.size() == 1) {
            return UnpooledDataSource.derivedFrom(chosen.get(0), MigrationCredentials.NONE);
        }
        MigrationCredentials login = MigrationCredentials.of(details);
        DataSource application = dataSources.getIfUnique();
        if (application != null) {
            return UnpooledDataSource.derivedFrom(application, login);
        }
        if (login.url() == null) {
            throw MissingDataSourceException.unmarked(dataSources.stream().count());
        }
        return UnpooledDataSource.of(login);
    }

    /** Whether it is the one that is migrated, or that the migration's connection is derived from. */
    public boolean isMigrated(DataSource dataSource) {
        List<DataSource> chosen = marked.stream().toList();
        boolean elsewhere = details.getJdbcUrl() != null;
        return chosen.isEmpty() ? !elsewhere && dataSource == dataSources.getIfUnique() : chosen.contains(dataSource);
    }
}
