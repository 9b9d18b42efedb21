// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.List;

/**
 * A statement with its class.
 *
 * @param line its line in the file, from 1
 * @param summary its beginning on one line; passwords are replaced
 * @param certain whether its words decide the class; otherwise it is the worst that is possible
 * @param locks those that it takes on existing tables
 */
public record ClassifiedStatement(
        int line, String summary, ChangeClass changeClass, boolean certain, List<TableLock> locks) {

    public ClassifiedStatement {
        locks = List.copyOf(locks);
    }

    /** The class in words, such as {@code blocking} or {@code may be blocking}. */
    public String text() {
        return changeClass.text(certain);
    }

    ClassifiedStatement withoutNames() {
        List<TableLock> unnamed = locks.stream()
                .map(lock -> new TableLock("a table", lock.mode()))
                .distinct()
                .toList();
        return new ClassifiedStatement(line, "", changeClass, certain, unnamed);
    }
}
