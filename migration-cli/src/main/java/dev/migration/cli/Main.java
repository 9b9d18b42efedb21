// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Path;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;

/** The main class of the stand-alone jar: {@code java -jar migration-cli.jar COMMAND}. */
public final class Main {

    private Main() {}

    /** Executes the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess(System.out, System.err, System.getenv(), Console.charsetOf(arguments));
        Invocation invocation = Invocation.of(console, System.getenv(), Path.of(""));
        System.exit(CommandLines.execute(invocation, arguments));
    }
}
