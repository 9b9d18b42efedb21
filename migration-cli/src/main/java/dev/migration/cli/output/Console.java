// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

import dev.migration.error.PrintableText;

/**
 * The output streams of a command.
 *
 * @param out results
 * @param err failures and the progress bar
 * @param ansi whether colours are on
 * @param terminal whether the output goes to a terminal
 */
public record Console(PrintWriter out, PrintWriter err, Ansi ansi, boolean terminal) {

    /** Returns the console of the process; colours are on for a terminal without {@code NO_COLOR}. */
    public static Console ofProcess(
            PrintStream out, PrintStream err, Map<String, String> environment, Charset charset) {
        boolean terminal = System.console() != null && isTerminal();
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return new Console(
                new PrintWriter(out, true, charset),
                new PrintWriter(err, true, charset),
                terminal && !plain ? Ansi.ON : Ansi.OFF,
                terminal);
    }

    /** Returns the character set of standard output: that of the terminal, but UTF-8 for SQL, which goes into files and pipes. */
    public static Charset charsetOf(String... arguments) {
        return List.of(arguments).contains("--sql")
                ? StandardCharsets.UTF_8
                : Charset.forName(
                        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8")));
    }

    /** Prints a line of the result; its control characters are escaped. */
    public void line(String text) {
        print(out, PrintableText.of(text));
    }

    /** Prints a line of the result as a heading. */
    public void heading(String text) {
        String printable = PrintableText.of(text);
        print(out, ansi.enabled() ? Style.bold.on() + printable + Style.reset.on() : printable);
    }

    /** Prints a line about a failure, or a note during progress, to the error stream; its control characters are escaped. */
    public void error(String text) {
        print(err, PrintableText.of(text));
    }

    /** Prints the problem of a failed command to the error stream. */
    public void failed(String problem) {
        print(err, styled("bold,red", "Failed: ") + PrintableText.of(problem));
    }

    private static void print(PrintWriter writer, String line) {
        writer.println(line);
        writer.flush();
    }

    /** The text must be ours: it is markup of picocli. */
    private String styled(String style, String text) {
        return ansi.enabled() ? Ansi.ON.string("@|" + style + " " + text + "|@") : text;
    }

    /** Since Java 22, a console need not be a terminal; its method {@code isTerminal} does not exist in Java 17. */
    private static boolean isTerminal() {
        try {
            Object answer = java.io.Console.class.getMethod("isTerminal").invoke(System.console());
            return Boolean.TRUE.equals(answer);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }
}
