// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A version of Flyway. Versions are compared number by number, and {@code 1.0} equals {@code 1}.
 *
 * @param parts the numbers without trailing zeros; at least one
 */
record FlywayVersion(List<BigInteger> parts) implements Comparable<FlywayVersion> {

    FlywayVersion {
        parts = List.copyOf(parts);
    }

    /** Reads {@code 1.2}, {@code 1_2} or {@code 20240101120000}; empty if it is not a version. */
    static Optional<FlywayVersion> parse(String text) {
        if (!text.matches("\\d+([._]\\d+)*")) {
            return Optional.empty();
        }
        List<BigInteger> numbers = new ArrayList<>(
                Arrays.stream(text.split("[._]")).map(BigInteger::new).toList());
        while (numbers.size() > 1 && numbers.get(numbers.size() - 1).signum() == 0) {
            numbers.remove(numbers.size() - 1);
        }
        return Optional.of(new FlywayVersion(numbers));
    }

    /** The time of creation, if the version is a time; read as UTC, so that the result does not depend on the machine. */
    Optional<Instant> created() {
        String first = parts.get(0).toString();
        if (!first.matches("(19|20)\\d{12}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(first, DateTimeFormatter.ofPattern("uuuuMMddHHmmss"))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException numberOnly) {
            return Optional.empty();
        }
    }

    /** The id of the revision for this version. */
    String id() {
        return "v" + toString().replace('.', '_');
    }

    @Override
    public int compareTo(FlywayVersion other) {
        for (int index = 0; index < Math.max(parts.size(), other.parts.size()); index++) {
            int order = part(index).compareTo(other.part(index));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.join(".", parts.stream().map(BigInteger::toString).toList());
    }

    private BigInteger part(int index) {
        return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
    }
}
