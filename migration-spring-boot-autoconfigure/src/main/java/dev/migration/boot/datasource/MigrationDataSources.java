// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.datasource;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Chooses the DataSource to migrate. The first of these that exists is used:
 *
 * <ol>
 *   <li>The DataSource that is marked with {@link MigrationDataSource}.
 *   <li>The URL of the {@link MigrationConnectionDetails}, which is {@code migration.url} unless a container provides one.
 *       The user is {@code migration.username}, or else the application's user.
 *   <li>The application's DataSource. The user is {@code migration.username}, or else the application's user.
 * </ol>
 *
 * <p>If the URL of the DataSource can be determined, the migration uses its own connections without a pool.
 */
public final class MigrationDataSources {

    private final MigrationConnectionDetails details;
    private final ObjectProvider<DataSource> dataSources;
    private final ObjectProvider<DataSource> marked;

    /** @param marked the DataSources with {@link MigrationDataSource} */
    public MigrationDataSources(
            MigrationConnectionDetails details,
            ObjectProvider<DataSource> dataSources,
            ObjectProvider<DataSource> marked) {
        this.details = details;
        this.dataSources = dataSources;
        this.marked = marked;
    }

    /**
     * Returns the DataSource to migrate.
     *
     * @throws MissingDataSourceException if there is no DataSource, if there are several and none is marked, or if more
     *     than one is marked
     */
    public DataSource forMigration() {
        List<DataSource> chosen = marked.stream().toList();
        if (chosen.size() > 1) {
            throw MissingDataSourceException.marked(chosen.size());
        }
        if (chosen.size() == 1) {
            return UnpooledDataSource.derivedFrom(chosen.get(0), MigrationCredentials.NONE);
        }
        MigrationCredentials credentials = MigrationCredentials.of(details);
        DataSource application = dataSources.getIfUnique();
        if (application != null) {
            return UnpooledDataSource.derivedFrom(application, credentials);
        }
        if (credentials.url() == null) {
            throw MissingDataSourceException.unmarked(dataSources.stream().count());
        }
        return UnpooledDataSource.of(credentials);
    }

    /** Returns whether this DataSource is migrated, or the connections of the migration are derived from it. */
    public boolean isMigrated(DataSource dataSource) {
        List<DataSource> chosen = marked.stream().toList();
        boolean elsewhere = details.getJdbcUrl() != null;
        return chosen.isEmpty() ? !elsewhere && dataSource == dataSources.getIfUnique() : chosen.contains(dataSource);
    }
}
