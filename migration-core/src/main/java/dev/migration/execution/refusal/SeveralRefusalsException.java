// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.migration.error.MigrationException;

/** There is more than one contradiction between the database and the scripts. Nothing was run. */
public final class SeveralRefusalsException extends MigrationException {

    private final transient List<MigrationException> refusals;

    private SeveralRefusalsException(List<MigrationException> refusals) {
        super(
                numbered(refusals.stream().map(MigrationException::problem).toList()),
                numbered(refusals.stream().map(MigrationException::remedy).toList()));
        this.refusals = List.copyOf(refusals);
    }

    /** The only refusal, or one exception with all of them. */
    public static MigrationException of(List<MigrationException> refusals) {
        return refusals.size() == 1 ? refusals.get(0) : new SeveralRefusalsException(refusals);
    }

    /** The single refusals. */
    public List<MigrationException> refusals() {
        return refusals;
    }

    private static String numbered(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(index -> (index + 1) + ". " + texts.get(index))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
