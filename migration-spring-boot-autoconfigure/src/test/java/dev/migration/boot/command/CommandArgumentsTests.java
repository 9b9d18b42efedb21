// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandArgumentsTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "--server.port=1", "serve migrations", "--migrations", "migrationsx", "-x migrations"})
    void otherArgumentsStartTheApplication(String line) {
        assertThat(parsed(line)).isEmpty();
    }

    @Test
    void whatFollowsTheWordIsTheCommand() {
        assertThat(parsed("migrations downgrade -1 --json"))
                .hasValue(new CommandArguments(List.of(), List.of("downgrade", "-1", "--json")));
    }

    @Test
    void theWordAloneIsACommandWithoutName() {
        assertThat(parsed("migrations")).hasValue(new CommandArguments(List.of(), List.of()));
    }

    @Test
    void propertiesOfTheApplicationMayStandAnywhere() {
        assertThat(
                        parsed(
                                "--debug migrations upgrade --spring.profiles.active=prod heads --migration.locations[0]=a --url=b.c"))
                .hasValue(new CommandArguments(
                        List.of("--debug", "--spring.profiles.active=prod", "--migration.locations[0]=a"),
                        List.of("upgrade", "heads", "--url=b.c")));
    }

    @Test
    void theValueOfAnOptionIsNotAProperty() {
        assertThat(CommandArguments.of("migrations", "revision", "-m", "see --a.b=c"))
                .hasValue(new CommandArguments(List.of(), List.of("revision", "-m", "see --a.b=c")));
    }

    private static Optional<CommandArguments> parsed(String line) {
        return CommandArguments.of(line.isEmpty() ? new String[0] : line.split(" "));
    }
}
