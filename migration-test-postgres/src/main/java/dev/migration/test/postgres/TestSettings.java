// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Settings of a server that lives as long as one JVM: its data need not outlive a crash, and many tests use it at once. */
final class TestSettings {

    static final Map<String, String> ALL = Map.of(
            "fsync", "off", "full_page_writes", "off", "max_connections", "400", "max_prepared_transactions", "10");

    private TestSettings() {}

    /** The command line of a server with these settings. */
    static String[] command() {
        return Stream.concat(
                        Stream.of("postgres"),
                        new TreeMap<>(ALL)
                                .entrySet().stream()
                                        .flatMap(setting ->
                                                Stream.of("-c", setting.getKey() + "=" + setting.getValue())))
                .toArray(String[]::new);
    }
}
