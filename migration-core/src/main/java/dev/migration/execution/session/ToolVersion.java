// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.util.Optional;

/** The version of this library, from its jar. */
public final class ToolVersion {

    private ToolVersion() {}

    public static String get() {
        return Optional.ofNullable(ToolVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
