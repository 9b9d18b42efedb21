// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.properties;

import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import dev.migration.MigrationSettings;
import dev.migration.setting.SettingKey;
import dev.migration.setting.SettingType;
import dev.migration.setting.TimeWindow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Compares the properties with the keys that the command line reads. */
class SettingKeyTests {

    @Test
    void thePropertiesAreTheKeysOfTheCommandLine() {
        Stream<String> direct = names(MigrationProperties.class)
                .filter(name -> !List.of("class", "databases", "lock", "policy", "batch", "background", "modules")
                        .contains(name));
        Stream<String> lock = names(SettingsProperties.Lock.class)
                .filter(name -> !name.equals("class"))
                .map(name -> "lock." + name);

        Stream<String> policy = names(DatabaseProperties.Policy.class)
                .filter(name -> !name.equals("class"))
                .map(name -> "policy." + name);

        Stream<String> batch = names(BatchProperties.class)
                .filter(name -> !name.equals("class"))
                .map(name -> "batch." + name);

        Stream<String> background = names(MigrationProperties.Background.class)
                .filter(name -> !name.equals("class"))
                .map(name -> "background." + name);

        Stream<String> modules = names(ModulesProperties.class)
                .filter(name -> !name.equals("class"))
                .map(name -> "modules." + name);

        assertThat(Stream.of(direct, lock, policy, batch, background, modules)
                        .flatMap(names -> names)
                        .map(name -> "migration." + name))
                .containsExactlyInAnyOrderElementsOf(keysOfProperties());
    }

    @ParameterizedTest
    @EnumSource
    void theBinderReadsTheSameValues(SettingType type) {
        List<SettingKey> keys = Arrays.stream(SettingKey.values())
                .filter(key -> key.type() == type && key.scope() == SettingKey.Scope.EVERYWHERE)
                .toList();

        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(texts(type))
                        .allSatisfy(text -> assertThat(ofCore(type, bound(key, text)))
                                .isEqualTo(type.parse(text).orElseThrow())));
    }

    /** The value of a property as core has it. */
    private static Object ofCore(SettingType type, Object value) {
        if (value instanceof DataSize size) {
            return size.toBytes();
        }
        return type == SettingType.TIME_WINDOW
                ? TimeWindow.parse(value.toString()).orElseThrow()
                : value;
    }

    @Test
    void theDefaultsAreThoseOfTheSettings() {
        MigrationSettings defaults = MigrationSettings.defaults();

        assertThat(new MigrationProperties().toSettings(defaults.application()))
                .usingRecursiveComparison()
                .isEqualTo(defaults);
    }

    private static List<String> keysOfProperties() {
        return Arrays.stream(SettingKey.values())
                .filter(key -> key.scope() != SettingKey.Scope.COMMAND_LINE)
                .map(SettingKey::key)
                .toList();
    }

    private static Stream<String> names(Class<?> properties) {
        return Arrays.stream(BeanUtils.getPropertyDescriptors(properties))
                .map(PropertyDescriptor::getName)
                .map(DataObjectPropertyName::toDashedForm);
    }

    private static List<String> texts(SettingType type) {
        return switch (type) {
            case TEXT, MAP -> List.of("a b");
            case LIST -> List.of("a, b", "a");
            case FLAG -> List.of("true", "false");
            case DURATION -> List.of("250", "250ms", "5s", "2m", "1h", "1d", "PT2M");
            case SIZE -> List.of("0", "100", "100B", "512MB", "10GB", "2TB", "64KB");
            case PERCENTAGE -> List.of("0", "30", "100");
            case TIME_WINDOW -> List.of("22:00-05:00 Europe/Berlin", "1:00-24:00 UTC");
            case POLICY -> List.of("warn", "REFUSE");
            case VERIFICATION -> List.of("off", "warn", "REFUSE");
        };
    }

    private static Object bound(SettingKey key, String text) {
        String name = key.type() == SettingType.MAP ? key.key() + ".name" : key.key();
        MigrationProperties properties = new Binder(new MapConfigurationPropertySource(Map.of(name, text)))
                .bind("migration", MigrationProperties.class)
                .get();
        return requireNonNull(
                new BeanWrapperImpl(properties).getPropertyValue(path(name.substring("migration.".length()))));
    }

    /** Returns the bean path of a key: {@code lockTimeout}, {@code lock.wait}, {@code variables[name]}. */
    private static String path(String key) {
        StringBuilder path = new StringBuilder();
        for (String word : key.replace("variables.name", "variables[name]").split("-")) {
            path.append(path.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return path.toString();
    }
}
