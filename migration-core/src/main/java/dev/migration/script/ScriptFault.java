package dev.migration.script;

/**
 * Something in a script that keeps every revision from running.
 *
 * @param source the file or class
 * @param line the line, from 1; 0 when the fault has none
 * @param problem what is wrong, in a sentence
 * @param remedy what to do about it, in a sentence
 */
public record ScriptFault(String source, int line, String problem, String remedy) {

    /** The place as editors understand it: {@code file:line}. */
    public String place() {
        return line > 0 ? source + ":" + line : source;
    }
}
