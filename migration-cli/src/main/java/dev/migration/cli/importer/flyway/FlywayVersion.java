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
 * A version as Flyway orders them: number by number, and {@code 1.0} is {@code 1}.
 *
 * @param parts its numbers without zeros at the end; at least one
 */
record FlywayVersion(List<BigInteger> parts) implements Comparable<FlywayVersion> {

    FlywayVersion {
        parts = List.copyOf(parts);
    }

    /** Reads {@code 1.2}, {@code 1_2} or {@code 20240101120000}; empty if it is no version. */
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

    /** When a version that is a time was thought of; the same whatever database is asked. */
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

    /** The id of its revision. */
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
