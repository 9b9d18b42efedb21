// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

import javax.net.SocketFactory;

/** Sockets for the driver that send 1.5 MB a second. */
public final class SlowSocketFactory extends SocketFactory {

    private static final long NANOS_PER_BYTE = 667;

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
                return new Slow(super.getOutputStream());
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class Slow extends FilterOutputStream {

        Slow(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int sent = 0;
            while (sent < length) {
                int part = Math.min(length - sent, 64 * 1024);
                LockSupport.parkNanos(part * NANOS_PER_BYTE);
                out.write(bytes, offset + sent, part);
                sent += part;
            }
        }
    }
}
