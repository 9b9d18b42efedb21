// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.authoring.RevisionAuthor;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;

/** Opens the file of a revision in an editor. */
@Command(
        name = "edit",
        description = "Opens the file of a revision in VISUAL or EDITOR.",
        footer = {
            "",
            "Examples:",
            "  edit head",
            "  EDITOR='code --wait' edit abc123",
            "  edit --unwrap abc123   deletes BEGIN and COMMIT around the SQL of abc123",
            "  edit --unwrap          the same for every script that is refused because of them"
        })
public final class EditCommand extends AuthoringCommand {

    @Parameters(arity = "0..1", paramLabel = "REV", description = "The revision; the default is the head.")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--unwrap",
            description =
                    "Deletes BEGIN and COMMIT around the whole SQL of REV (also the name of a repeatable, or a file), or of all"
                            + " scripts, and opens no editor.")
    private boolean unwrap;

    @Override
    protected Report report() {
        return unwrap ? unwrap() : edit(target.orElse("head"));
    }

    private Report unwrap() {
        List<RevisionAuthor.Unwrapped> unwrapped = author().unwrap(target);
        return Report.of(
                unwrapped.stream().map(EditCommand::line).toList(),
                JsonObject.of(
                                "files",
                                unwrapped.stream()
                                        .map(file -> file.file().toString())
                                        .toList())
                        .map());
    }

    private static String line(RevisionAuthor.Unwrapped unwrapped) {
        return "Deleted BEGIN and COMMIT in " + unwrapped.file() + ", line"
                + (unwrapped.lines().stream().distinct().count() == 1 ? " " : "s ")
                + unwrapped.lines().stream().distinct().map(String::valueOf).collect(Collectors.joining(", ")) + ".";
    }

    private Report edit(String revision) {
        Path file = author().fileOf(revision);
        List<String> command = new ArrayList<>(editor(revision));
        command.add(file.toString());
        int code = run(command);
        return Report.of(
                        code == 0 ? List.of() : List.of("The editor exited with code " + code + "."),
                        JsonObject.of("files", List.of(file.toString())).map())
                .withExitCode(code == 0 ? ExitCode.OK : ExitCode.FAILED);
    }

    private List<String> editor(String revision) {
        Map<String, String> environment = invocation().context().environment();
        return Stream.of("VISUAL", "EDITOR")
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(words -> !words.isBlank())
                .findFirst()
                .map(words -> List.of(words.strip().split("\\s+")))
                .orElseThrow(() -> new UsageException(
                        "There is no editor: neither VISUAL nor EDITOR is set.",
                        "Set one: EDITOR=nano edit " + revision));
    }

    private static int run(List<String> command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException failure) {
            throw new UsageException(
                    "The editor '" + command.get(0) + "' cannot be run: " + failure.getMessage() + ".",
                    "Set VISUAL or EDITOR to an editor that exists, such as EDITOR=nano.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }
}
