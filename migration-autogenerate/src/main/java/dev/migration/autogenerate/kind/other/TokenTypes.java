// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.kind.other;

import java.util.List;

/** The token types of the parser that PostgreSQL has. */
final class TokenTypes {

    private static final List<String> NAMES = List.of(
            "",
            "asciiword",
            "word",
            "numword",
            "email",
            "url",
            "host",
            "sfloat",
            "version",
            "hword_numpart",
            "hword_part",
            "hword_asciipart",
            "blank",
            "tag",
            "protocol",
            "numhword",
            "asciihword",
            "hword",
            "url_path",
            "file",
            "float",
            "int",
            "uint",
            "entity");

    private TokenTypes() {}

    /** The number itself if it is of another parser, which makes the statement fail. */
    static String name(String number) {
        int index = Integer.parseInt(number);
        return index < NAMES.size() ? NAMES.get(index) : number;
    }
}
