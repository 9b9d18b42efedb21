// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the top level of a Python file without running it: the docstring, and the names that are assigned strings, {@code None}, or
 * tuples, lists and sets of strings. Comments, brackets and string literals are recognized as Python does (Python reference,
 * "Lexical analysis"). A value of another kind counts as assigned, but is not read.
 */
final class PythonHeader {

    private final String text;
    private final Map<String, Optional<List<String>>> assigned = new HashMap<>();
    private Optional<String> docstring = Optional.empty();
    private int at;

    private PythonHeader(String text) {
        this.text = text;
    }

    static PythonHeader read(String text) {
        PythonHeader header = new PythonHeader(text.replace("\r\n", "\n"));
        header.readStatements();
        return header;
    }

    /** The docstring; empty if the file does not begin with a string. */
    Optional<String> docstring() {
        return docstring;
    }

    /** The last value of a name; an empty list for {@code None}. Empty if the name has no value that can be read. */
    Optional<List<String>> values(String name) {
        return assigned.getOrDefault(name, Optional.empty());
    }

    /** Whether a name was assigned a value, even one that cannot be read. */
    boolean assigns(String name) {
        return assigned.containsKey(name);
    }

    private void readStatements() {
        boolean first = true;
        while (at < text.length()) {
            skipBlank();
            if (at < text.length()) {
                boolean top = at == 0 || text.charAt(at - 1) == '\n';
                if (first && quoteLength(at) > 0) {
                    docstring = readStrings();
                } else if (top) {
                    readAssignment();
                }
                first = false;
                skipStatement();
            }
        }
    }

    /** {@code name = value} or {@code name: type = value}. */
    private void readAssignment() {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(begin, at);
        skipSpaces();
        if (name.isEmpty() || at >= text.length()) {
            return;
        }
        if (text.charAt(at) == ':') {
            skipAnnotation();
        }
        if (at < text.length() && text.charAt(at) == '=' && !text.startsWith("==", at)) {
            at++;
            skipSpaces();
            assigned.put(name, readValue().filter(values -> isEndOfStatement()));
        }
    }

    /** Skips a type annotation: up to the equals sign outside of brackets, or to the end of the line. */
    private void skipAnnotation() {
        int depth = 0;
        while (at < text.length() && text.charAt(at) != '\n' && (depth > 0 || text.charAt(at) != '=')) {
            depth += "[(".indexOf(text.charAt(at)) >= 0 ? 1 : "])".indexOf(text.charAt(at)) >= 0 ? -1 : 0;
            int quote = quoteLength(at);
            at = quote > 0 ? endOfString(at) : at + 1;
        }
    }

    private Optional<List<String>> readValue() {
        if (text.startsWith("None", at)) {
            at += "None".length();
            return Optional.of(List.of());
        }
        boolean bracket = at < text.length() && "([{".indexOf(text.charAt(at)) >= 0;
        if (bracket) {
            at++;
        }
        List<String> values = new ArrayList<>();
        skipInside(bracket);
        while (at < text.length() && quoteLength(at) > 0) {
            Optional<String> one = readStrings();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            values.add(one.get());
            skipInside(bracket);
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                skipInside(bracket);
            }
        }
        boolean whole = bracket ? at < text.length() && ")]}".indexOf(text.charAt(at)) >= 0 : !values.isEmpty();
        at += bracket && whole ? 1 : 0;
        return whole ? Optional.of(values) : Optional.empty();
    }

    /** Whether the statement ends here; otherwise the string is only a part of an expression. */
    private boolean isEndOfStatement() {
        skipSpaces();
        return at >= text.length() || "\n#;".indexOf(text.charAt(at)) >= 0;
    }

    /** Reads adjacent string literals, which are one string in Python; empty if one of them is an f-string. */
    private Optional<String> readStrings() {
        StringBuilder all = new StringBuilder();
        boolean any = false;
        boolean formatted = false;
        for (int quote = quoteLength(at); quote > 0; quote = quoteLength(at)) {
            int end = endOfString(at);
            String prefix = text.substring(at, at + quote).toLowerCase(Locale.ROOT);
            boolean raw = prefix.contains("r");
            formatted |= prefix.contains("f");
            String inside = text.substring(at + quote, Math.max(at + quote, end - closing(at, quote)));
            all.append(raw ? inside : inside.replaceAll("\\\\\n", "").replaceAll("\\\\(['\"\\\\])", "$1"));
            at = end;
            any = true;
            skipSpaces();
        }
        return any && !formatted ? Optional.of(all.toString()) : Optional.empty();
    }

    /** The length of the opening quote at this place, with a prefix such as {@code r} or {@code b}; 0 if there is none. */
    private int quoteLength(int place) {
        int quote = place;
        while (quote < text.length() && quote - place < 2 && "rRuUbBfF".indexOf(text.charAt(quote)) >= 0) {
            quote++;
        }
        if (quote >= text.length() || (text.charAt(quote) != '"' && text.charAt(quote) != '\'')) {
            return 0;
        }
        String triple = String.valueOf(text.charAt(quote)).repeat(3);
        return quote - place + (text.startsWith(triple, quote) ? 3 : 1);
    }

    private int closing(int place, int quote) {
        return quote >= 3 && text.charAt(place + quote - 1) == text.charAt(place + quote - 2) ? 3 : 1;
    }

    private int endOfString(int place) {
        int quote = quoteLength(place);
        String close = String.valueOf(text.charAt(place + quote - 1)).repeat(closing(place, quote));
        int end = place + quote;
        while (end < text.length() && !text.startsWith(close, end)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + close.length());
    }

    /** Moves to the line after the statement; brackets and strings may span several lines. */
    private void skipStatement() {
        int depth = 0;
        while (at < text.length() && (depth > 0 || text.charAt(at) != '\n')) {
            char character = text.charAt(at);
            if (character == '#') {
                skipLine();
            } else if (quoteLength(at) > 0) {
                at = endOfString(at);
            } else {
                depth += "([{".indexOf(character) >= 0 ? 1 : ")]}".indexOf(character) >= 0 ? -1 : 0;
                at += character == '\\' ? 2 : 1;
            }
        }
        at++;
    }

    private void skipInside(boolean bracket) {
        skipSpaces();
        while (bracket && at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                skipLine();
            } else {
                at++;
            }
        }
    }

    private void skipBlank() {
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                skipLine();
            } else {
                at++;
            }
        }
    }

    private void skipSpaces() {
        while (at < text.length()
                && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.startsWith("\\\n", at))) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }
}
