// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often a client waits for the server, as a proxy between the two.
 */
final class RoundTrips implements AutoCloseable {

    private final Address server;
    private final ServerSocket socket;
    private final AtomicInteger count = new AtomicInteger();

    private RoundTrips(Address server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Starts a proxy. */
    static RoundTrips on(Address server) throws IOException {
        RoundTrips proxy = new RoundTrips(server);
        start(proxy::accept);
        return proxy;
    }

    /** Where clients connect. */
    Address address() {
        return server.through(socket.getLocalPort());
    }

    int count() {
        return count.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            Socket upstream = new Socket(server.host(), server.port());
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            ServerMessages messages = new ServerMessages();
            AtomicBoolean asked = new AtomicBoolean();
            start(() -> copy(client, upstream, (bytes, length) -> asked.set(true)));
            // Answers to several messages that the client has sent at once arrive together.
            start(() -> copy(upstream, client, (bytes, length) -> {
                if (messages.read(bytes, length) > 0 && asked.getAndSet(false)) {
                    count.incrementAndGet();
                }
            }));
        }
    }

    private static void copy(Socket from, Socket to, Observer seen) throws IOException {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[65536];
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                seen.read(buffer, length);
                output.write(buffer, 0, length);
            }
        }
    }

    /** Sees what is copied. */
    private interface Observer {
        void read(byte[] bytes, int length);
    }

    /** Work that ends when its sockets are closed. */
    private interface Transfer {
        void run() throws IOException;
    }

    private static void start(Transfer transfer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        transfer.run();
                    } catch (IOException closed) {
                        Thread.currentThread().interrupt();
                    }
                },
                "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
