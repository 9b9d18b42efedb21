// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shortens the lists of a description, so that the answer about a database with very many revisions stays small. */
final class Overview {

    /** The longest list of an answer without a selector. */
    static final int LONGEST = 1000;

    private final Map<String, Integer> omitted = new LinkedHashMap<>();

    private Overview() {}

    static DatabaseDescriptor of(DatabaseDescriptor all) {
        return new Overview().shorten(all);
    }

    private DatabaseDescriptor shorten(DatabaseDescriptor all) {
        return new DatabaseDescriptor(
                all.status(),
                first("current", all.current()),
                all.order(),
                first("heads", all.heads()),
                first("pending", all.pending()),
                first("unknown", all.unknown()),
                first("edited", all.edited()),
                first("repeatables", all.repeatables()),
                first("spliced", all.spliced()),
                first("parentChanges", all.parentChanges()),
                first("interrupted", all.interrupted()),
                first("work", all.work()),
                first("neededActions", all.neededActions()),
                all.advice(),
                all.running(),
                all.lastFailure(),
                first("history", all.history()),
                all.failure(),
                all.ageMillis(),
                // Evaluated after the lists: an argument is evaluated after those before it.
                omitted.isEmpty() ? null : omitted,
                all.drift(),
                all.tenants());
    }

    private <T> List<T> first(String name, List<T> list) {
        if (list.size() <= LONGEST) {
            return list;
        }
        omitted.put(name, list.size() - LONGEST);
        return list.subList(0, LONGEST);
    }
}
