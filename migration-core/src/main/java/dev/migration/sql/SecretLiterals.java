// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the passwords in SQL, and in texts that quote SQL: see {@link SecretContext}. Bodies in dollar quotes, statements in
 * literals and comments are searched, too, and in each literal the password of a connection string or URL.
 */
final class SecretLiterals {

    private static final Pattern MAY_HOLD =
            Pattern.compile("(?i)password|passwd|connection|dblink|options|crypt|hmac|pgp_|://");
    private static final Pattern IN_CONNECTION_STRING = Pattern.compile("(?i)[?&]\\w*password=([^&\\s'\"]+)"
            + "|(?<![?&\\w])\\w*passw(?:or)?d\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)+)'?|([^\\s'\",;()$]+))"
            + "|\\b[a-z][a-z0-9+.-]*://[^\\s/:@'\"]*:([^\\s/'\"]+)@");
    private static final Pattern QUOTED_IN_TEXT = Pattern.compile(
            "(?i)\\b(?!password_encryption)(?:\\w*passw(?:or)?d\\w*|connection)\\s*(?:=>|:=|=|:)?\\s*[eun]?&?'((?:[^']|'')+)'?");
    private static final int DEEPEST = 6;

    private final String text;
    private final int level;
    private final List<TextRange> found = new ArrayList<>();

    private SecretLiterals(String text, int level) {
        this.text = text;
        this.level = level;
    }

    /** The secrets of a text, in order, without those inside another one. */
    static List<TextRange> in(String text) {
        return in(text, 0);
    }

    private static List<TextRange> in(String text, int level) {
        if (level > DEEPEST || !MAY_HOLD.matcher(text).find()) {
            return List.of();
        }
        SecretLiterals search = new SecretLiterals(text, level);
        search.tokens();
        search.matches(IN_CONNECTION_STRING);
        search.matches(QUOTED_IN_TEXT);
        return search.merged();
    }

    /** The content of a literal, without its quotes. */
    static TextRange contentOf(String literal) {
        int quote = literal.indexOf('\'');
        int dollar = literal.indexOf('$');
        if (dollar == 0) {
            int start = literal.indexOf('$', 1) + 1;
            String tag = literal.substring(0, start);
            boolean closed = literal.length() >= 2 * start && literal.endsWith(tag);
            return new TextRange(start, closed ? literal.length() - start : literal.length());
        }
        int start = Math.max(quote, literal.indexOf('"')) < 0 ? 0 : firstQuote(literal) + 1;
        boolean closed = literal.length() > start
                && literal.charAt(literal.length() - 1) == literal.charAt(Math.max(0, start - 1));
        return new TextRange(start, closed ? literal.length() - 1 : literal.length());
    }

    private static int firstQuote(String literal) {
        int quote = literal.indexOf('\'');
        int name = literal.indexOf('"');
        return quote < 0 ? name : name < 0 ? quote : Math.min(quote, name);
    }

    private void tokens() {
        SecretContext context = new SecretContext();
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            int start = (int) token.position().offset();
            boolean comment = token.kind() == Token.Kind.LINE_COMMENT
                    || token.kind() == Token.Kind.BLOCK_COMMENT
                    || token.kind() == Token.Kind.META_COMMAND
                    || token.text().startsWith("/*");
            if (comment) {
                inner(token.text().length() < 2 ? "" : token.text().substring(2), start + 2);
            } else if (context.accept(token)) {
                found.add(secret(token).shifted(start));
            } else if (token.kind() == Token.Kind.QUOTED || token.kind() == Token.Kind.UNTERMINATED) {
                quoted(token.text(), start);
            }
        }
    }

    private static TextRange secret(Token token) {
        return SecretContext.isLiteral(token)
                ? contentOf(token.text())
                : new TextRange(0, token.text().length());
    }

    /** Searches a literal that is no secret itself: it may contain SQL or a connection string. */
    private void quoted(String literal, int start) {
        TextRange content = contentOf(literal);
        String inside = literal.substring(content.start(), content.end());
        boolean plain = literal.startsWith("$") || !(inside.contains("''") || inside.indexOf('\\') >= 0);
        if (plain) {
            inner(inside, start + content.start());
        } else if (!in(unescaped(inside), level + 1).isEmpty()) {
            found.add(content.shifted(start));
        }
    }

    private static String unescaped(String content) {
        return content.replace("''", "'").replace("\\'", "'").replaceAll("\\\\(x27|047|u0027)", "'");
    }

    private void inner(String part, int start) {
        in(part, level + 1).forEach(range -> found.add(range.shifted(start)));
    }

    private void matches(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    found.add(new TextRange(matcher.start(group), matcher.end(group)));
                }
            }
        }
    }

    private List<TextRange> merged() {
        found.sort(Comparator.comparingInt(TextRange::start)
                .thenComparing(Comparator.comparingInt(TextRange::end).reversed()));
        List<TextRange> merged = new ArrayList<>();
        int end = 0;
        for (TextRange range : found) {
            if (range.start() >= end && range.end() > range.start()) {
                merged.add(range);
                end = range.end();
            } else if (range.end() > end) {
                merged.add(new TextRange(end, range.end()));
                end = range.end();
            }
        }
        return merged;
    }
}
