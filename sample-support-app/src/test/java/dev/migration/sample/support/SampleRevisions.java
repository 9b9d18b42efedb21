// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.util.List;

import dev.migration.MigrationSettings;
import dev.migration.Revisions;
import dev.migration.revision.Revision;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

/** The revisions of the application, so that a new one changes no test. */
public final class SampleRevisions {

    private static final Revisions REVISIONS = Revisions.load(MigrationSettings.defaults(), List.of(new Converted()));

    private SampleRevisions() {}

    /** The ids of all revisions. */
    public static List<String> ids() {
        return REVISIONS.history("base:heads").stream().map(Revision::id).toList();
    }

    /** How many there are. */
    public static int count() {
        return ids().size();
    }

    /** The id of the only head. */
    public static String head() {
        return REVISIONS.resolve(List.of("head")).get(0).id();
    }

    /** Stands for the Java revision of the application, for a database that has it already. */
    static JavaRevision converted() {
        return new Converted();
    }

    @RevisionHeader(revision = "data001", revises = "xyz789", message = "convert ticket status to new enum values")
    private static final class Converted implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            throw new IllegalStateException("The revision should be applied already.");
        }
    }
}
