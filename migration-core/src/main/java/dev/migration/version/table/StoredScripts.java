// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.Optional;

/** The sections of applied revisions as they were stored. */
public interface StoredScripts {

    /** No stored sections, where no database is read. */
    StoredScripts NONE = new StoredScripts() {

        @Override
        public Optional<String> storedDowngrade(String revision) {
            return Optional.empty();
        }

        @Override
        public boolean isDowngradeOmitted(String revision) {
            return false;
        }

        @Override
        public Optional<String> storedUpgrade(String revision) {
            return Optional.empty();
        }
    };

    /** The downgrade section of a revision as it was stored when the revision was applied. */
    Optional<String> storedDowngrade(String revision);

    /** Whether the revision had a downgrade section that was too large to be stored. */
    boolean isDowngradeOmitted(String revision);

    /** The upgrade section of a revision as it was applied; empty also if it was too large to be stored. */
    Optional<String> storedUpgrade(String revision);
}
