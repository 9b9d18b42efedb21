// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.StringUtils;

import dev.migration.boot.datasource.MigrationConnectionDetails;
import dev.migration.boot.datasource.MigrationCredentials;
import dev.migration.boot.datasource.MissingDataSourceException;
import dev.migration.boot.datasource.UnpooledDataSource;
import dev.migration.boot.properties.NamedDatabaseProperties;
import dev.migration.boot.status.DatabaseName;

/**
 * Chooses the DataSource of a named database. The first of these that exists is used:
 *
 * <ol>
 *   <li>Its own URL: the URL of the {@link MigrationConnectionDetails} for this database only, else
 *       {@code migration.databases.NAME.url}.
 *   <li>A DataSource bean: the bean that {@code migration.databases.NAME.data-source} names. If that is not set, the bean
 *       {@code NAME} or {@code NAMEDataSource}; for the name {@code primary} also the application's only or primary bean.
 *   <li>The URL of the {@link MigrationConnectionDetails} for all databases, else {@code migration.url}.
 * </ol>
 *
 * <p>If a database has both its own URL and such a bean, the other settings of the bean are used with the URL.
 */
record NamedDataSources(
        ConfigurableListableBeanFactory beans,
        DatabaseNames names,
        DatabaseBeans members,
        ObjectProvider<DataSource> primary) {

    /** @throws MissingDataSourceException if the database has no address, or the named bean does not exist */
    DataSource of(String database) {
        NamedDatabaseProperties settings = names.settings(database);
        MigrationCredentials credentials = members.own(database, MigrationConnectionDetails.class)
                .map(MigrationCredentials::of)
                .orElseGet(() -> new MigrationCredentials(
                        text(settings.getUrl()), text(settings.getUsername()), settings.getPassword()));
        Optional<DataSource> bean = bean(database, settings);
        if (bean.isPresent()) {
            return UnpooledDataSource.derivedFrom(bean.get(), credentials);
        }
        MigrationCredentials complete = credentials.url() != null ? credentials : shared(credentials);
        if (complete.url() == null) {
            throw MissingDataSourceException.ofDatabase(
                    database, Optional.empty(), candidates(), names.origin(database));
        }
        return UnpooledDataSource.of(complete);
    }

    /** Returns whether a database is migrated through this bean or a DataSource that is derived from it. */
    boolean isMigrated(DataSource dataSource) {
        return names.list().stream().anyMatch(database -> {
            NamedDatabaseProperties settings = names.settings(database);
            boolean elsewhere = text(settings.getUrl()) != null
                    || members.own(database, MigrationConnectionDetails.class).isPresent();
            return !elsewhere
                    && bean(database, settings)
                            .filter(bean -> bean == dataSource)
                            .isPresent();
        });
    }

    private MigrationCredentials shared(MigrationCredentials own) {
        return members.shared(MigrationConnectionDetails.class)
                .map(MigrationCredentials::of)
                .orElseGet(() -> new MigrationCredentials(text(names.sharedUrl()), own.username(), own.password()));
    }

    private Optional<DataSource> bean(String database, NamedDatabaseProperties settings) {
        List<String> candidates = candidates();
        String named = text(settings.getDataSource());
        if (named != null && !candidates.contains(named)) {
            throw MissingDataSourceException.ofDatabase(
                    database, Optional.of(named), candidates, this.names.origin(database));
        }
        Stream<String> names = named == null ? Stream.of(database, database + "DataSource") : Stream.of(named);
        return names.filter(candidates::contains)
                .findFirst()
                .map(name -> beans.getBean(name, DataSource.class))
                .or(() -> database.equals(DatabaseName.PRIMARY)
                        ? Optional.ofNullable(primary.getIfUnique())
                        : Optional.empty());
    }

    private List<String> candidates() {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class));
    }

    private static @Nullable String text(@Nullable String setting) {
        return StringUtils.hasText(setting) ? setting : null;
    }
}
