// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Computes the checksum of Flyway's history: the CRC-32 of the lines of a script in UTF-8, without line ends. */
final class FlywayChecksum {

    private FlywayChecksum() {}

    /** @param text the script without a byte order mark */
    static int of(String text) {
        CRC32 crc = new CRC32();
        // lines() splits as Flyway's reader does: at \n, \r and \r\n.
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
