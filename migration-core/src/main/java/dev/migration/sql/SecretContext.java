// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows the tokens of a statement and decides which literals are secrets.
 *
 * <ul>
 *   <li>The literal behind PASSWORD, and behind any other name that contains the word, such as {@code v_password := '…'};
 *       in CREATE or ALTER ROLE, also what stands there without quotes.
 *   <li>The literal behind CONNECTION.
 *   <li>All literals in the parentheses of OPTIONS, of dblink's functions, and of functions that take a key.
 *   <li>All literals of a statement behind one that ends with PASSWORD or has a place for it, as in
 *       {@code format('… PASSWORD %L', '…')}.
 * </ul>
 */
final class SecretContext {

    private static final Set<String> WITH_KEY = Set.of(
            "crypt",
            "hmac",
            "encrypt",
            "encrypt_iv",
            "decrypt",
            "decrypt_iv",
            "pgp_pub_decrypt",
            "pgp_pub_decrypt_bytea");
    private static final Set<String> BEFORE_VALUE = Set.of("to", "default", "is");
    private static final Set<String> ROLE = Set.of("role", "user", "group");
    private static final Set<String> ASSIGNMENT = Set.of("=", ":", ":=", "=>", "||", "(", "<>", "!=");
    private static final Pattern PLACE =
            Pattern.compile("(?is).*\\b(password|connection)\\b\\s*(=>|:=|=)?\\s*(%[-\\d$*]*[lsi].*|'*\\s*)");
    private static final int TYPE_WORDS = 2;

    private enum Next {
        ANYTHING,
        VALUE,
        ASSIGNMENT,
        CONTINUATION,
        REST
    }

    private Next next = Next.ANYTHING;
    private String first = "";
    private String second = "";
    private String previous = "";
    private int words;
    private int depth;
    private int secretDepth = Integer.MAX_VALUE;
    private boolean allLiterals;

    /** Whether the token is a secret. */
    boolean accept(Token token) {
        if (token.kind() == Token.Kind.TERMINATOR || token.text().equals(";")) {
            reset();
            return false;
        }
        boolean literal = isLiteral(token);
        boolean secret = literal ? isSecretLiteral() : next == Next.REST || follow(token);
        if (literal) {
            next = secret && next != Next.REST && next != Next.ANYTHING ? Next.CONTINUATION : stay();
            allLiterals |= PLACE.matcher(content(token)).matches();
        }
        previous = literal ? "" : name(token);
        return secret;
    }

    static boolean isLiteral(Token token) {
        String text = token.text();
        boolean quote = token.kind() == Token.Kind.QUOTED || token.kind() == Token.Kind.UNTERMINATED;
        return quote
                && !text.startsWith("\"")
                && !text.startsWith("/*")
                && !(text.length() > 2 && text.charAt(2) == '"');
    }

    private boolean isSecretLiteral() {
        return next == Next.VALUE
                || next == Next.CONTINUATION
                || next == Next.REST
                || allLiterals
                || depth >= secretDepth;
    }

    private Next stay() {
        return next == Next.REST ? Next.REST : Next.ANYTHING;
    }

    /** Follows a token that is no literal. */
    private boolean follow(Token token) {
        return token.kind() == Token.Kind.SYMBOL ? symbol(token.text()) : word(name(token));
    }

    private boolean symbol(String text) {
        if (text.equals("(")) {
            depth++;
            secretDepth = opensSecrets() ? Math.min(secretDepth, depth) : secretDepth;
        } else if (text.equals(")")) {
            depth--;
            secretDepth = depth < secretDepth ? Integer.MAX_VALUE : secretDepth;
        }
        boolean leads =
                next == Next.VALUE || next == Next.ASSIGNMENT || (next == Next.CONTINUATION && text.equals("||"));
        next = leads && ASSIGNMENT.contains(text) ? Next.VALUE : Next.ANYTHING;
        return false;
    }

    private boolean opensSecrets() {
        return previous.equals("options")
                || previous.startsWith("dblink")
                || previous.startsWith("pgp_sym_")
                || WITH_KEY.contains(previous);
    }

    private boolean word(String name) {
        if (first.isEmpty()) {
            first = name;
        } else if (second.isEmpty()) {
            second = name;
        }
        if (isBareSecret(name)) {
            next = Next.REST;
            return true;
        }
        if (isPasswordName(name) || name.equals("connection")) {
            next = Next.VALUE;
            words = 0;
        } else if (BEFORE_VALUE.contains(name) && (next == Next.VALUE || next == Next.ASSIGNMENT)) {
            next = Next.VALUE;
        } else {
            words++;
            next = (next == Next.VALUE || next == Next.ASSIGNMENT) && words <= TYPE_WORDS
                    ? Next.ASSIGNMENT
                    : Next.ANYTHING;
        }
        return false;
    }

    /** What stands behind PASSWORD of a role without quotes: the server refuses it and repeats it in its message. */
    private boolean isBareSecret(String name) {
        return List.of("create", "alter").contains(first)
                && ROLE.contains(second)
                && previous.equals("password")
                && !name.equals("null")
                && !name.startsWith("${");
    }

    private static boolean isPasswordName(String name) {
        return (name.contains("password") || name.contains("passwd")) && !name.equals("password_encryption");
    }

    private void reset() {
        next = Next.ANYTHING;
        first = "";
        second = "";
        previous = "";
        depth = 0;
        secretDepth = Integer.MAX_VALUE;
        allLiterals = false;
    }

    private static String content(Token token) {
        String text = token.text();
        return text.substring(
                SecretLiterals.contentOf(text).start(),
                SecretLiterals.contentOf(text).end());
    }

    private static String name(Token token) {
        String text = token.text().toLowerCase(Locale.ROOT);
        return text.startsWith("\"") && text.endsWith("\"") && text.length() > 1
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
