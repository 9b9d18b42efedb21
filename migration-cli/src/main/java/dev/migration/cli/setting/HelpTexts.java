// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.ListResourceBundle;

/** The parts of help texts that differ between the stand-alone jar and the jar of an application: where values come from. */
public final class HelpTexts extends ListResourceBundle {

    private final Object[][] texts;

    private HelpTexts(Object[]... texts) {
        this.texts = texts;
    }

    /** The texts of the stand-alone jar. */
    public static HelpTexts ofStandaloneJar() {
        return new HelpTexts(
                text("default.url", "Default: DATABASE_URL, SPRING_DATASOURCE_URL or migration.url of the settings."),
                text("default.location", "Default: migration.locations, src/main/resources/db/revisions or revisions."),
                text("default.config", "Default: migration.properties in this folder."),
                text("default.model", "Default: migration.model of the settings."));
    }

    /** The texts of an application with the starter. */
    public static HelpTexts ofApplication() {
        return new HelpTexts(
                text("default.url", "Default: the DataSource of the application."),
                text("default.location", "Default: migration.locations of the application."),
                text("default.config", "Only for the stand-alone jar: an application has its own settings."),
                text("default.model", "Default: migration.model, else the entities of the application."));
    }

    @Override
    protected Object[][] getContents() {
        return texts.clone();
    }

    private static Object[] text(String key, String text) {
        return new Object[] {key, text};
    }
}
