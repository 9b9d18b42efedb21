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
    void anyOtherStartIsLeftAlone(String line) {
        assertThat(typed(line)).isEmpty();
    }

    @Test
    void whatFollowsTheWordIsTheCommand() {
        assertThat(typed("migrations downgrade -1 --json"))
                .hasValue(new CommandArguments(List.of(), List.of("downgrade", "-1", "--json")));
    }

    @Test
    void aWordAloneIsACommandWithoutAName() {
        assertThat(typed("migrations")).hasValue(new CommandArguments(List.of(), List.of()));
    }

    @Test
    void settingsOfTheApplicationMayStandAnywhere() {
        assertThat(
                        typed(
                                "--debug migrations upgrade --spring.profiles.active=prod heads --migration.locations[0]=a --url=b.c"))
                .hasValue(new CommandArguments(
                        List.of("--debug", "--spring.profiles.active=prod", "--migration.locations[0]=a"),
                        List.of("upgrade", "heads", "--url=b.c")));
    }

    @Test
    void aTextOfACommandIsNoSettingWhateverItHasInIt() {
        assertThat(CommandArguments.of("migrations", "revision", "-m", "see --a.b=c"))
                .hasValue(new CommandArguments(List.of(), List.of("revision", "-m", "see --a.b=c")));
    }

    private static Optional<CommandArguments> typed(String line) {
        return CommandArguments.of(line.isEmpty() ? new String[0] : line.split(" "));
    }
}
