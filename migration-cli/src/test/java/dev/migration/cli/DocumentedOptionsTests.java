// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.TargetArguments;
import dev.migration.cli.output.Console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Compares the commands and options of the documentation with those of the program. */
class DocumentedOptionsTests {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[A-Za-z][\\w-]*");

    private final CommandSpec program = program().getCommandSpec();

    @Test
    void everyOptionIsOnThePageOfTheCommands() throws Exception {
        Set<String> documented = optionsIn(String.join("\n", spans(DOCS.resolve("commands.md"))));
        Set<String> missing = new TreeSet<>();
        for (CommandSpec command : commands(program)) {
            for (OptionSpec option : command.options()) {
                if (!option.hidden() && Set.of(option.names()).stream().noneMatch(documented::contains)) {
                    missing.add(command.qualifiedName() + " " + option.longestName());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(String.join("\n", spans(DOCS.resolve("commands.md"))))
                .contains(program.subcommands().keySet().stream()
                        .filter(name -> !name.contains("_"))
                        .toList());
    }

    /** A row of the table of commands begins with the words of a command, and names its options. */
    @Test
    void everyCommandAndOptionOfTheTableExists() throws Exception {
        List<String> rows = Files.readAllLines(DOCS.resolve("commands.md")).stream()
                .filter(row -> row.matches("\\| `[a-z-]+[ `].* \\| .*"))
                .filter(row -> program.subcommands().containsKey(word(row)))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20);
        for (String row : rows) {
            for (String usage : usages(row.split(" \\| ")[0])) {
                CommandSpec command = command(usage);
                Set<String> known = command.options().stream()
                        .flatMap(option -> Set.of(option.names()).stream())
                        .collect(Collectors.toSet());
                assertThat(known).as(row).containsAll(optionsIn(usage));
            }
        }
    }

    /** A command line in the text is one that the parser accepts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../README.md",
                "../docs/commands.md",
                "../docs/coming-from-alembic.md",
                "../docs/coming-from-flyway.md",
                "../docs/coming-from-liquibase.md",
                "../docs/hooks.md",
                "../docs/operating.md",
                "../docs/revisions.md",
                "../docs/spring-boot.md",
                "../docs/states.md",
                "../docs/tenants.md"
            })
    void everyCommandLineInATextIsParsed(String page) throws Exception {
        for (String span : spans(Path.of(page))) {
            String command = span.replaceFirst("^(migration|java -jar app\\.jar migrations) ", "");
            if (!command.equals(span) && !command.equals("…")) {
                String[] words = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+")
                        .matcher(command)
                        .results()
                        .map(MatchResult::group)
                        .filter(word -> !word.startsWith("--spring."))
                        .toArray(String[]::new);
                assertThatCode(() -> program().parseArgs(TargetArguments.mark(words)))
                        .as(page + ": " + span)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static String word(String row) {
        return row.replaceFirst("^\\| `([a-z-]+).*", "$1");
    }

    private static List<String> usages(String cell) {
        return SPAN.matcher(cell)
                .results()
                .map(span -> span.group(1))
                .filter(usage -> !usage.startsWith("-"))
                .toList();
    }

    private CommandSpec command(String usage) {
        CommandSpec command = program;
        for (String word : usage.split(" ")) {
            CommandLine next = command.subcommands().get(word);
            if (next == null) {
                return command;
            }
            command = next.getCommandSpec();
        }
        return command;
    }

    private static List<CommandSpec> commands(CommandSpec root) {
        List<CommandSpec> all = new ArrayList<>(List.of(root));
        root.subcommands().values().forEach(command -> all.addAll(commands(command.getCommandSpec())));
        return all;
    }

    private static Set<String> optionsIn(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static List<String> spans(Path page) throws Exception {
        return SPAN.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""))
                .results()
                .map(span -> span.group(1))
                .toList();
    }

    private static CommandLine program() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Invocation invocation = Invocation.of(new Console(nowhere, nowhere, Ansi.OFF, false), Map.of(), Path.of(""));
        return CommandLines.withAllCommands(invocation);
    }
}
