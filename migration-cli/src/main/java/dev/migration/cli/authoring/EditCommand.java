// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.authoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;

/** Opens the file of a revision in an editor. */
@Command(
        name = "edit",
        description = "Opens the file of a revision in VISUAL or EDITOR.",
        footer = {"", "Examples:", "  edit head", "  EDITOR='code --wait' edit abc123"})
public final class EditCommand extends AuthoringCommand {

    @Parameters(arity = "0..1", paramLabel = "REV", description = "The revision; the default is the head.")
    private String target = "head";

    @Override
    protected Report report() {
        Path file = author().fileOf(target);
        List<String> command = new ArrayList<>(editor());
        command.add(file.toString());
        int code = run(command);
        return Report.of(
                        code == 0 ? List.of() : List.of("The editor exited with code " + code + "."),
                        JsonObject.of("files", List.of(file.toString())).map())
                .withExitCode(code == 0 ? ExitCode.OK : ExitCode.FAILED);
    }

    private List<String> editor() {
        Map<String, String> environment = invocation().context().environment();
        return Stream.of("VISUAL", "EDITOR")
                .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
                .filter(words -> !words.isBlank())
                .findFirst()
                .map(words -> List.of(words.strip().split("\\s+")))
                .orElseThrow(() -> new UsageException(
                        "There is no editor: neither VISUAL nor EDITOR is set.",
                        "Set one: EDITOR=nano edit " + target));
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
