package dev.migration.execution.step;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.failure.MessageFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.SimpleProtocol;
import dev.migration.version.StateStatement;

/** Gathers statements and sends as many as are worth it in one message, in order. */
final class Pipeline {

    private static final int MOST_STATEMENTS = 1_000;
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final Connection connection;
    private final SimpleProtocol.NoticeListener notices;
    private final List<Parcel> waiting = new ArrayList<>();
    private int characters;

    Pipeline(Connection connection, SimpleProtocol.NoticeListener notices) {
        this.connection = connection;
        this.notices = notices;
    }

    /** Sends it with the next message; now, if that is large enough. */
    void add(Parcel parcel) throws Exception {
        waiting.add(parcel);
        characters += parcel.sql().length();
        if (waiting.size() >= MOST_STATEMENTS || characters >= MOST_CHARACTERS) {
            flush();
        }
    }

    void addAll(List<Parcel> parcels) throws Exception {
        for (Parcel parcel : parcels) {
            add(parcel);
        }
    }

    /**
     * Sends what waits and the rows that end the transaction.
     *
     * @return the number of the transaction, for when the answer to its commit is lost
     */
    String finish(List<StateStatement> rows, MigrationSession session) throws Exception {
        for (StateStatement row : rows) {
            Optional<String> inline = row.inline();
            if (inline.isPresent()) {
                add(new Parcel.Ours(inline.get()));
            } else {
                flush();
                session.write(List.of(row));
            }
        }
        for (String statement : session.farewell()) {
            add(new Parcel.Ours(statement));
        }
        add(new Parcel.Ours("SELECT pg_current_xact_id()"));
        return flush().orElse("");
    }

    /**
     * Sends what waits.
     *
     * @return the first column of the last row that came back, if one did
     * @throws Exception what the parcel that failed makes of it
     */
    Optional<String> flush() throws Exception {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        List<Parcel> sent = List.copyOf(waiting);
        waiting.clear();
        characters = 0;
        try {
            return SimpleProtocol.send(
                    connection, sent.stream().map(Parcel::sql).toList(), notices);
        } catch (MessageFailure failure) {
            throw sent.get(failure.index()).explain(failure);
        }
    }
}
