package dev.migration.cli.process;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

import javax.sql.DataSource;

import dev.migration.execution.failure.DatabaseUnavailableException;

/**
 * What answers at an address.
 *
 * @param major the first number of the server's version
 * @param version all of it
 * @param database the name of the database
 * @param user who we are there
 */
public record ServerVersion(int major, String version, String database, String user) {

    /** @throws DatabaseUnavailableException if nothing answers */
    public static ServerVersion ask(DataSource source) {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData facts = connection.getMetaData();
            return new ServerVersion(
                    facts.getDatabaseMajorVersion(),
                    facts.getDatabaseProductVersion(),
                    connection.getCatalog(),
                    facts.getUserName());
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(failure);
        }
    }
}
