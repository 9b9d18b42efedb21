package dev.migration.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Settings of one of several databases, under {@code migration.databases.NAME}. */
public class NamedDatabaseProperties extends DatabaseProperties {

    /** Name of the DataSource bean that leads to the database. Defaults to the bean that is called like the database. */
    private @Nullable String dataSource;

    public @Nullable String getDataSource() {
        return dataSource;
    }

    public void setDataSource(@Nullable String dataSource) {
        this.dataSource = dataSource;
    }
}
