package dev.migration.execution;

import java.util.Optional;

/** The version of this library, from its jar. */
final class ToolVersion {

    private ToolVersion() {}

    static String get() {
        return Optional.ofNullable(ToolVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
