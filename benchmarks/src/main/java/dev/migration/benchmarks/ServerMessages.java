// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

/**
 * Counts the messages of a server for which its client waits (manual, 54.7 "Message Formats"): {@code ReadyForQuery} after the login and
 * after each round trip, and {@code CopyInResponse}, before which the client does not send data.
 */
final class ServerMessages {

    private static final int LENGTH_BYTES = 4;

    private boolean begun;
    private int type;
    private int lengthBytes;
    private long length;
    private long left;
    private int waits;

    /** Reads the next bytes of the server; returns how many of those messages began in them. */
    int read(byte[] bytes, int count) {
        waits = 0;
        for (int index = 0; index < count; index++) {
            read(bytes[index]);
        }
        return waits;
    }

    private void read(byte next) {
        if (left > 0) {
            left--;
        } else if (type == 0) {
            begin(next);
        } else {
            length = (length << Byte.SIZE) | (next & 0xFF);
            lengthBytes++;
            if (lengthBytes == LENGTH_BYTES) {
                left = length - LENGTH_BYTES;
                type = 0;
            }
        }
    }

    /** Before the login, the server answers to requests for encryption with a single byte. */
    private void begin(byte first) {
        begun |= first == 'R' || first == 'E';
        if (begun) {
            type = first;
            length = 0;
            lengthBytes = 0;
            waits += first == 'Z' || first == 'G' ? 1 : 0;
        }
    }
}
