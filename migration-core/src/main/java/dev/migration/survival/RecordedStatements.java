// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.List;
import java.util.Map;

/**
 * The statements that are looked at.
 *
 * @param statements each text once
 * @param omitted how many others there are, by the reason why nothing can be said about them
 */
public record RecordedStatements(List<RecordedStatement> statements, Map<String, Integer> omitted) {

    public RecordedStatements {
        statements = List.copyOf(statements);
        omitted = Map.copyOf(omitted);
    }
}
