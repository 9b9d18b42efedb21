package dev.migration.cli.output;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;

import picocli.CommandLine.Help.Ansi;

/**
 * Where text goes.
 *
 * @param out what was asked for
 * @param err failures and the progress bar
 * @param ansi whether colours may be used
 * @param terminal whether somebody looks on
 */
public record Console(PrintWriter out, PrintWriter err, Ansi ansi, boolean terminal) {

    /** That of the process: colours on a terminal where {@code NO_COLOR} is not set. */
    public static Console ofProcess(PrintStream out, PrintStream err, Map<String, String> environment) {
        Charset charset =
                Charset.forName(System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8")));
        boolean terminal = System.console() != null && isTerminal();
        boolean plain = environment.containsKey("NO_COLOR") || "dumb".equals(environment.get("TERM"));
        return new Console(
                new PrintWriter(out, true, charset),
                new PrintWriter(err, true, charset),
                terminal && !plain ? Ansi.ON : Ansi.OFF,
                terminal);
    }

    /** A line that was asked for. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A line about a failure, or about something that is only to be known. */
    public void error(String text) {
        err.println(text);
        err.flush();
    }

    /** The text in a style, such as {@code bold,red}. */
    public String styled(String style, String text) {
        return ansi.enabled() ? Ansi.ON.string("@|" + style + " " + text + "|@") : text;
    }

    /** Since Java 22 there is a console without a terminal, too, and it says so by a method that Java 17 does not have. */
    private static boolean isTerminal() {
        try {
            Object answer = java.io.Console.class.getMethod("isTerminal").invoke(System.console());
            return Boolean.TRUE.equals(answer);
        } catch (ReflectiveOperationException beforeJava22) {
            return true;
        }
    }
}
