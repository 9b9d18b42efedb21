// SPDX-License-Identifier: Apache-2.0
package dev.migration.maven.process;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Splits a command line into words; single or double quotes keep white space in a word. */
public final class WordSplitter {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

    private WordSplitter() {}

    public static List<String> split(String line) {
        return WORD.matcher(line)
                .results()
                .map(MatchResult::group)
                .map(word -> QUOTED.matcher(word).replaceAll("$1$2"))
                .toList();
    }
}
