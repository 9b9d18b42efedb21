// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a fault.
 *
 * @param problem what is wrong, in a sentence
 * @param remedy what to do about it, in a sentence
 */
public record FaultText(String problem, String remedy) {

    private static final int LISTED = 10;

    /** The names in quotes; after the first ten, only the number of the others. */
    static String list(List<String> names) {
        String first =
                names.stream().limit(LISTED).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() <= LISTED ? first : first + " and " + (names.size() - LISTED) + " more";
    }
}
