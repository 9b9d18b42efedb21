package dev.migration.boot.autoconfigure;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Chooses the DataSource to migrate.
 *
 * <ol>
 *   <li>The one marked with {@link MigrationDataSource}.
 *   <li>{@code migration.url}.
 *   <li>The application's, with {@code migration.username} when that is set.
 * </ol>
 *
 * The migration always gets connections of its own, without a pool, where the DataSource tells its URL.
 */
final class MigrationDataSources {

    private final MigrationProperties properties;
    private final ObjectProvider<DataSource> dataSources;
    private final ObjectProvider<DataSource> marked;

    MigrationDataSources(
            MigrationProperties properties, ObjectProvider<DataSource> dataSources, ObjectProvider<DataSource> marked) {
        this.properties = properties;
        this.dataSources = dataSources;
        this.marked = marked;
    }

    /** @throws MissingDataSourceException if there is none, or several and none is marked */
    DataSource forMigration() {
        DataSource chosen = marked.getIfAvailable();
        if (chosen != null) {
            return UnpooledDataSource.derivedFrom(chosen, null, null);
        }
        String url = properties.getUrl();
        if (url != null) {
            return UnpooledDataSource.of(url, properties.getUsername(), properties.getPassword());
        }
        DataSource application = dataSources.getIfUnique();
        if (application == null) {
            throw new MissingDataSourceException(dataSources.stream().count());
        }
        return UnpooledDataSource.derivedFrom(application, properties.getUsername(), properties.getPassword());
    }
}
