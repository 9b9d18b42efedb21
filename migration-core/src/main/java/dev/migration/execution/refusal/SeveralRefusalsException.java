package dev.migration.execution.refusal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.migration.error.MigrationException;

/** The database and the scripts contradict each other in more than one way. Nothing was run. */
public final class SeveralRefusalsException extends MigrationException {

    private final transient List<MigrationException> refusals;

    private SeveralRefusalsException(List<MigrationException> refusals) {
        super(
                numbered(refusals.stream().map(MigrationException::problem).toList()),
                numbered(refusals.stream().map(MigrationException::remedy).toList()));
        this.refusals = List.copyOf(refusals);
    }

    /** The refusal, or all of them as one. */
    public static MigrationException of(List<MigrationException> refusals) {
        return refusals.size() == 1 ? refusals.get(0) : new SeveralRefusalsException(refusals);
    }

    /** Each by itself. */
    public List<MigrationException> refusals() {
        return refusals;
    }

    private static String numbered(List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(index -> (index + 1) + ". " + texts.get(index))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
