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
 * Chooses the DataSource of one of several databases.
 *
 * <ol>
 *   <li>Its own URL: that of the {@link MigrationConnectionDetails} that are for it, else {@code migration.databases.NAME.url}.
 *   <li>The DataSource bean that {@code migration.databases.NAME.data-source} names; without that the one that is called {@code NAME} or
 *       {@code NAMEDataSource}, and for the name {@code primary} the application's only or primary one.
 *   <li>{@code migration.url}, or what the {@link MigrationConnectionDetails} for all say in its place.
 * </ol>
 *
 * A URL of its own is used with the settings of such a bean if there is one.
 */
record NamedDataSources(
        ConfigurableListableBeanFactory beans,
        DatabaseNames names,
        DatabaseBeans members,
        ObjectProvider<DataSource> primary) {

    /** @throws MissingDataSourceException if nothing says where the database is */
    DataSource of(String database) {
        NamedDatabaseProperties settings = names.settings(database);
        MigrationCredentials login = members.own(database, MigrationConnectionDetails.class)
                .map(MigrationCredentials::of)
                .orElseGet(() -> new MigrationCredentials(
                        text(settings.getUrl()), text(settings.getUsername()), settings.getPassword()));
        Optional<DataSource> bean = bean(database, settings);
        if (bean.isPresent()) {
            return UnpooledDataSource.derivedFrom(bean.get(), login);
        }
        MigrationCredentials complete = login.url() != null ? login : shared(login);
        if (complete.url() == null) {
            throw MissingDataSourceException.ofDatabase(database, Optional.empty(), candidates());
        }
        return UnpooledDataSource.of(complete);
    }

    /** Whether a database is migrated where this DataSource leads to. */
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

    private MigrationCredentials shared(MigrationCredentials login) {
        return members.shared(MigrationConnectionDetails.class)
                .map(MigrationCredentials::of)
                .orElseGet(() -> new MigrationCredentials(text(names.sharedUrl()), login.username(), login.password()));
    }

    private Optional<DataSource> bean(String database, NamedDatabaseProperties settings) {
        List<String> candidates = candidates();
        String named = text(settings.getDataSource());
        if (named != null && !candidates.contains(named)) {
            throw MissingDataSourceException.ofDatabase(database, Optional.of(named), candidates);
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
