// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

/** Reports that the embedded database cannot be used, with the problem and the remedy. */
class EmbeddedDatabaseException extends RuntimeException {

    private static final String OWN_SERVER = "Or use your own server: SPRING_DATASOURCE_URL="
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
