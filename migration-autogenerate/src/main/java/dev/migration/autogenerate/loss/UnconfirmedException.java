// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.migration.error.MigrationException;

/** Changes would lose data, and nobody confirmed that. Nothing was written. */
public final class UnconfirmedException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final transient List<Loss> losses;

    UnconfirmedException(List<Loss> losses) {
        super(problem(losses), remedy(losses));
        this.losses = List.copyOf(losses);
    }

    public List<Loss> losses() {
        return losses;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of(
                "losses", losses.stream().map(Loss::name).toList(),
                "renames",
                        losses.stream()
                                .flatMap(loss -> loss.renameOption().stream())
                                .toList());
    }

    private static String problem(List<Loss> losses) {
        return "Nothing was written, because data would be lost:\n"
                + losses.stream()
                        .map(loss -> "  " + loss.sentence()
                                + loss.renamedTo()
                                        .map(name -> "; " + name + " is new: is it a rename?")
                                        .orElse(""))
                        .collect(Collectors.joining("\n"));
    }

    private static String remedy(List<Loss> losses) {
        List<String> lines = new ArrayList<>();
        String renames =
                losses.stream().flatMap(loss -> loss.renameOption().stream()).collect(Collectors.joining(" "));
        if (!renames.isEmpty()) {
            lines.add("If it is a rename, repeat the command with: " + renames);
        }
        lines.add("If the data may go, repeat it with: "
                + losses.stream().map(Loss::dropOption).collect(Collectors.joining(" ")));
        return String.join("\n", lines);
    }
}
