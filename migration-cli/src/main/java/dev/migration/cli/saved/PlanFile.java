// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.saved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.JacksonException;

import dev.migration.cli.output.AtomicFile;
import dev.migration.cli.output.FileFault;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.JsonText;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.SavedPlan;

/**
 * The file of a saved plan: JSON for a reviewer and for {@code upgrade --plan}. Its digest covers every other member, so that what was
 * reviewed is what runs. White space between members does not count.
 *
 * @param path where it is
 */
public record PlanFile(Path path) {

    private static final String FORMAT = "format";
    private static final String VERSION = "version";
    private static final String DIGEST = "digest";
    private static final String KIND = "migration-plan";
    private static final long CURRENT = 1;

    /**
     * Writes a plan; replaces an existing plan in one step.
     *
     * @throws UsageException if the file is another one, or cannot be written
     */
    public void write(SavedPlan plan, SavedPlanText text) {
        if (Files.exists(path) && !isPlan()) {
            throw new UsageException(
                    path + " exists and is no saved plan; it was not changed.",
                    "Name another file, or delete this one.");
        }
        JsonObject object = JsonObject.of(FORMAT, KIND)
                .and(VERSION, CURRENT)
                .and("created", Instant.now().truncatedTo(ChronoUnit.SECONDS));
        Map<String, Object> members = SavedPlanJson.write(object, plan, text).map();
        members.put(DIGEST, digest(members));
        try {
            AtomicFile.write(path, JsonText.of(members) + "\n");
        } catch (IOException failure) {
            throw new UsageException(
                    "The plan cannot be written to " + path + ": " + FileFault.reason(failure) + ".",
                    "Name a file in a folder that exists and that you may write.");
        }
    }

    /**
     * Reads the plan.
     *
     * @throws UsageException if the file is missing, damaged, of another program or of a newer format
     */
    public SavedPlan read() {
        Map<?, ?> members = members();
        if (!KIND.equals(members.get(FORMAT)) || !(members.get(VERSION) instanceof Long version)) {
            throw foreign();
        }
        if (version > CURRENT) {
            throw new UsageException(
                    path + " has version " + version + " of the format of saved plans, and this program reads version "
                            + CURRENT + ".",
                    "Apply it with the version of this program that wrote it, or save a new plan with this one.");
        }
        Map<Object, Object> covered = new LinkedHashMap<>(members);
        Object digest = covered.remove(DIGEST);
        if (!digest(covered).equals(digest)) {
            throw damaged();
        }
        try {
            return SavedPlanJson.read(members);
        } catch (ClassCastException | ArithmeticException unexpected) {
            UsageException refusal = damaged();
            refusal.initCause(unexpected);
            throw refusal;
        }
    }

    private boolean isPlan() {
        try {
            return KIND.equals(members().get(FORMAT));
        } catch (UsageException otherFile) {
            return false;
        }
    }

    private Map<?, ?> members() {
        try {
            if (JsonTree.parse(Files.readString(path)) instanceof Map<?, ?> members) {
                return members;
            }
        } catch (JacksonException fault) {
            UsageException refusal = foreign();
            refusal.initCause(fault);
            throw refusal;
        } catch (IOException failure) {
            throw new UsageException(
                    "The plan " + path + " cannot be read: " + FileFault.reason(failure) + ".",
                    "Name a file that 'plan --out' has written.");
        }
        throw foreign();
    }

    private UsageException foreign() {
        return new UsageException(
                path + " is not a saved plan, or only a part of one.", "Name a file that 'plan --out' has written.");
    }

    private UsageException damaged() {
        return new UsageException(
                path + " was changed after it was saved: its digest does not match.",
                "Restore the file, or save a new plan and review it.");
    }

    private static String digest(Map<?, ?> members) {
        try {
            byte[] text = JsonText.of(members).getBytes(StandardCharsets.UTF_8);
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform must have SHA-256 (MessageDigest's documentation).
            throw new IllegalStateException(impossible);
        }
    }
}
