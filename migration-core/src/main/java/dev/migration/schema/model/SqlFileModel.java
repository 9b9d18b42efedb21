// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.report.ServerErrors;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** A file with the SQL of a schema, for example the output of {@code pg_dump --schema-only}. */
public final class SqlFileModel implements SchemaModel {

    private static final String READABLE = "Name a file with SQL in UTF-8: file:schema.sql.";
    private static final String UNDEFINED_OBJECT = "42704";
    private static final String NAME_TOO_LONG = "42622";
    private static final String SHORTER =
            "Write names of at most 63 bytes: the server would cut the rest, and two names could become one.";

    private final Path file;

    public SqlFileModel(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Optional<String> text() {
        return Optional.of(read());
    }

    /**
     * Runs the statements one by one.
     *
     * @throws ModelException with everything that the file may not contain, with the statement that fails, or with all names that the
     *     server cuts
     */
    @Override
    public void create(Connection connection) throws SQLException {
        String text = read();
        List<String> faults = new SqlFileCheck(file.toString()).faults(text);
        if (!faults.isEmpty()) {
            throw new ModelException(name(), faults, SqlFileCheck.REMEDY);
        }
        List<String> cut = new ArrayList<>();
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        try (Statement session = connection.createStatement()) {
            session.setEscapeProcessing(false);
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                run(session, next.get(), cut);
                cut.addAll(cutNames(session, next.get()));
            }
        }
        refuse(cut);
    }

    private void refuse(List<String> cut) {
        if (!cut.isEmpty()) {
            throw new ModelException(name(), cut, SHORTER);
        }
    }

    private List<String> cutNames(Statement session, SqlStatement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        for (SQLWarning notice = session.getWarnings(); notice != null; notice = notice.getNextWarning()) {
            if (NAME_TOO_LONG.equals(notice.getSQLState())) {
                names.add(file + ", line " + statement.position().line() + ": " + notice.getMessage());
            }
        }
        session.clearWarnings();
        return names;
    }

    private void run(Statement session, SqlStatement statement, List<String> cut) {
        try {
            session.execute(statement.text());
        } catch (SQLException failure) {
            List<String> words = StatementWords.of(statement.text());
            if (!isUnknownSetting(words, failure)) {
                // Perhaps it fails because of a cut name: two names became one.
                refuse(cut);
                throw failed(statement, words, failure);
            }
        }
    }

    /** A newer pg_dump sets parameters that an older server does not know; psql goes on, too. */
    private static boolean isUnknownSetting(List<String> words, SQLException failure) {
        return words.get(0).equals("set") && ServerErrors.stateOf(failure).equals(UNDEFINED_OBJECT);
    }

    private ModelException failed(SqlStatement statement, List<String> words, SQLException failure) {
        Position at = ServerErrors.position(failure)
                .map(position -> statement.position().within(statement.text(), position - 1))
                .orElse(statement.position());
        return new ModelException(
                name(),
                file + ", line " + at.line() + ": " + ServerErrors.describe(failure) + ServerErrors.additions(failure)
                        + "\n    " + statement.summary(),
                ModelRemedies.of(words, ServerErrors.stateOf(failure)),
                failure);
    }

    private String read() {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException missing) {
            throw new ModelException(name(), "There is no file " + file.toAbsolutePath() + ".", READABLE, missing);
        } catch (CharacterCodingException wrong) {
            throw new ModelException(name(), file + " is not UTF-8.", READABLE, wrong);
        } catch (IOException failure) {
            throw new ModelException(name(), file + " cannot be read: " + failure + ".", READABLE, failure);
        }
    }
}
