// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.test.postgres.PostgresDatabase;

/**
 * A proxy between the driver and the server: counts round trips, and drops the result of a COMMIT or the connection, or rewrites a
 * query, on request.
 */
final class ServerProxy implements AutoCloseable {

    /** PostgreSQL manual, 54.7 "Message Formats". */
    private static final int CANCEL_REQUEST = 80877102;

    private final PostgresDatabase database;
    private final PGSimpleDataSource address = new PGSimpleDataSource();
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicBoolean loseNextCommit = new AtomicBoolean();
    private final AtomicInteger cutsLeft = new AtomicInteger();
    private volatile int cutFrom = Integer.MAX_VALUE;
    private volatile boolean cutDelivers;
    private volatile boolean dropCancels;
    private volatile boolean refuse;
    private final AtomicReference<@Nullable Rewrite> rewrite = new AtomicReference<>();

    private record Rewrite(String part, UnaryOperator<String> change) {}

    ServerProxy(PostgresDatabase database) throws IOException {
        this.database = database;
        address.setURL(database.url());
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    /** A data source that connects through this proxy. */
    DataSource dataSource() {
        return SilentProxy.through(listener.getLocalPort(), database);
    }

    /** The number of round trips since the start of the proxy. */
    int roundTrips() {
        return roundTrips.get();
    }

    /** The server receives the next COMMIT, but its result does not reach the client. */
    void loseAnswerToNextCommit() {
        loseNextCommit.set(true);
    }

    /**
     * Connections break when they are used, from this round trip on.
     *
     * @param times the number of connections
     * @param delivers whether the server still receives the message
     */
    void cutFrom(int roundTrip, int times, boolean delivers) {
        cutDelivers = delivers;
        cutsLeft.set(times);
        cutFrom = roundTrip;
    }

    /** Cancel requests do not reach the server and are not answered, as behind some firewalls. */
    void dropCancelRequests() {
        dropCancels = true;
    }

    /** New connections are closed at once; those that exist continue. */
    void refuseConnections() {
        refuse = true;
    }

    /** The server receives another text for the next query (of the simple protocol) that contains a text. */
    void rewriteNext(String part, UnaryOperator<String> change) {
        rewrite.set(new Rewrite(part, change));
    }

    /** Whether further connections will break. */
    boolean hasCutsLeft() {
        return cutsLeft.get() > 0;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refuse) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(address.getServerNames()[0], address.getPortNumbers()[0]);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                AtomicBoolean asking = new AtomicBoolean();
                AtomicBoolean lost = new AtomicBoolean();
                threads.submit(() -> toServer(client, server, asking, lost));
                threads.submit(() -> toClient(server, client, asking, lost));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void toServer(Socket client, Socket server, AtomicBoolean asking, AtomicBoolean lost) {
        byte[] buffer = new byte[1 << 16];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (dropCancels && count == 16 && ByteBuffer.wrap(buffer, 4, 4).getInt() == CANCEL_REQUEST) {
                    continue;
                }
                // The client does not wait after a Terminate message (X).
                if (buffer[0] != 'X' && !asking.getAndSet(true)) {
                    roundTrips.incrementAndGet();
                }
                if (buffer[0] != 'X'
                        && roundTrips.get() >= cutFrom
                        && cutsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    lost.set(true);
                    if (cutDelivers) {
                        out.write(buffer, 0, count);
                    }
                    return;
                }
                // As a whole statement: a transaction also begins with READ COMMITTED.
                boolean commit = new String(buffer, 0, count, StandardCharsets.ISO_8859_1).contains("COMMIT\0");
                if (commit && loseNextCommit.compareAndSet(true, false)) {
                    lost.set(true);
                }
                out.write(rewritten(Arrays.copyOf(buffer, count)));
            }
        } catch (IOException closed) {
            // One side closed its connection.
        }
    }

    /** A message with the query that is to be rewritten, which arrives alone; others stay as they are. */
    private byte[] rewritten(byte[] message) {
        Rewrite wanted = rewrite.get();
        if (wanted == null
                || message[0] != 'Q'
                || ByteBuffer.wrap(message, 1, 4).getInt() != message.length - 1) {
            return message;
        }
        String query = new String(message, 5, message.length - 6, StandardCharsets.UTF_8);
        if (!query.contains(wanted.part()) || !rewrite.compareAndSet(wanted, null)) {
            return message;
        }
        byte[] text = wanted.change().apply(query).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 6)
                .put((byte) 'Q')
                .putInt(text.length + 5)
                .put(text)
                .put((byte) 0)
                .array();
    }

    private static void toClient(Socket server, Socket client, AtomicBoolean asking, AtomicBoolean lost) {
        byte[] buffer = new byte[1 << 16];
        try (client;
                server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (lost.get()) {
                    return;
                }
                asking.set(false);
                out.write(buffer, 0, count);
            }
        } catch (IOException closed) {
            // One side closed its connection.
        }
    }
}
