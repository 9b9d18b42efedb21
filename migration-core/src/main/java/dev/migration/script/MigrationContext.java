package dev.migration.script;

import java.sql.Connection;
import org.slf4j.Logger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a Java revision works with. Valid while its method runs. */
public interface MigrationContext {

    /** A client on the transaction of the revision. */
    JdbcClient jdbc();

    /** The connection of the migration. It refuses to commit, to roll back and to be closed. */
    Connection connection();

    /** A logger named after the revision. */
    Logger log();
}
