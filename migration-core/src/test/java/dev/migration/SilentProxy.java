// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.test.postgres.PostgresDatabase;

/** A proxy that drops packets on request, as a network does: no side is told. */
public final class SilentProxy implements AutoCloseable {

    private final PostgresDatabase database;
    private final PGSimpleDataSource address = new PGSimpleDataSource();
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Connections of an earlier life are never served again, like those that a firewall has forgotten. */
    private final AtomicInteger life = new AtomicInteger();

    private volatile boolean cut;

    public SilentProxy(PostgresDatabase database) throws IOException {
        this.database = database;
        address.setURL(database.url());
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    /** A data source that connects through this proxy. */
    public PGSimpleDataSource dataSource() {
        return through(listener.getLocalPort(), database);
    }

    /** A data source that connects to a database through a proxy, which only forwards bytes. */
    static PGSimpleDataSource through(int port, PostgresDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(
                "jdbc:postgresql://localhost:" + port + "/" + database.name() + "?sslmode=disable&gssEncMode=disable");
        source.setUser(database.username());
        source.setPassword(database.password());
        return source;
    }

    /** From now on, no byte arrives, on old and new connections. */
    public void cut() {
        cut = true;
        life.incrementAndGet();
    }

    /** New connections work again; old ones stay silent. */
    public void heal() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                if (!cut) {
                    Socket server = new Socket(address.getServerNames()[0], address.getPortNumbers()[0]);
                    sockets.add(server);
                    int born = life.get();
                    threads.submit(() -> forward(client, server, born));
                    threads.submit(() -> forward(server, client, born));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** A side that ends does not end the other one after the network is cut. */
    private void forward(Socket from, Socket to, int born) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (life.get() == born) {
                    out.write(buffer, 0, count);
                }
            }
            if (life.get() == born) {
                to.close();
            }
        } catch (IOException closed) {
            // One side closed its connection.
        }
    }
}
