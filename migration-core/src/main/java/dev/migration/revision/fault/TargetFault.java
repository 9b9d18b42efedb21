package dev.migration.revision.fault;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why something that was asked of the graph has no certain answer. Each case carries its facts, so that nobody parses a
 * message.
 */
public sealed interface TargetFault permits ResolutionFault, WalkFault, AuthoringFault {

    /** What is wrong, in a sentence. */
    String problem();

    /** What to do about it, in a sentence. */
    String remedy();

    /** Names in quotes, the first ten of them. */
    static String list(List<String> names) {
        String first = names.stream().limit(10).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() <= 10 ? first : first + " and " + (names.size() - 10) + " more";
    }
}
