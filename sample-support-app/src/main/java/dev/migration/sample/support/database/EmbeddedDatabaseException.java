package dev.migration.sample.support.database;

/** The embedded database cannot be had: what is wrong, and what to do. */
class EmbeddedDatabaseException extends RuntimeException {

    private static final String OWN_SERVER = "Or use a server of your own: SPRING_DATASOURCE_URL="
            + "jdbc:postgresql://HOST/DATABASE with SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.";

    private final String remedy;

    EmbeddedDatabaseException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy + " " + OWN_SERVER;
    }

    EmbeddedDatabaseException(String problem, String remedy, Throwable cause) {
        this(problem, remedy);
        initCause(cause);
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
