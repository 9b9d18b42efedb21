// SPDX-License-Identifier: Apache-2.0
package dev.migration.script;

/**
 * A fault of a script. While there is a fault, no revision is run.
 *
 * @param source the file or class
 * @param line the line, from 1; 0 if the fault has no line
 * @param problem what is wrong, in a sentence
 * @param remedy what to do about it, in a sentence
 */
public record ScriptFault(String source, int line, String problem, String remedy) {

    /** The position in the form that editors recognise: {@code file:line}. */
    public String place() {
        return line > 0 ? source + ":" + line : source;
    }
}
