// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.fingerprint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaObject;
import dev.migration.schema.SchemaSnapshot;

/**
 * The hash of a schema, and a short one of each of its objects. Two databases with the same schema have the same fingerprint, whatever
 * their oids, their names, the order in which things were created, and the role that reads.
 *
 * @param hash with the version of this definition and of the server; fingerprints of other versions cannot be compared
 * @param objects each object with one fact, the hash of all its facts
 */
public record SchemaFingerprint(String hash, SchemaSnapshot objects) {

    /** The definition of a fingerprint: another one whenever the same schema has other facts than before. */
    private static final String VERSION = "v1";

    /** Only a superuser may read all of them. */
    private static final Set<String> UNREADABLE = Set.of("user mapping", "subscription");

    private static final String FACT = "hash";
    private static final int SHORT = 4;
    private static final int FIELDS = 5;

    /** The fingerprint of a whole snapshot. */
    public static SchemaFingerprint of(SchemaSnapshot snapshot) {
        MessageDigest digest = sha256();
        MessageDigest whole = sha256();
        SortedMap<SchemaObject, SortedMap<String, String>> hashes = new TreeMap<>();
        snapshot.objects().forEach((object, facts) -> {
            if (!UNREADABLE.contains(object.kind())) {
                byte[] hash = digest.digest(facts.toString().getBytes(StandardCharsets.UTF_8));
                String fields = String.join("\0", object.kind(), object.name(), object.schema(), object.owner(), "");
                whole.update(fields.getBytes(StandardCharsets.UTF_8));
                whole.update(hash);
                hashes.put(object, fact(HexFormat.of().formatHex(hash, 0, SHORT)));
            }
        });
        String hash = version(snapshot.serverVersion()) + HexFormat.of().formatHex(whole.digest());
        return new SchemaFingerprint(hash, new SchemaSnapshot(snapshot.serverVersion(), hashes, List.of()));
    }

    /**
     * A fingerprint that was stored.
     *
     * @param text what {@link #text} returned
     */
    public static SchemaFingerprint stored(String hash, String text) {
        String[] fields = unpacked(text).split("\0", -1);
        SortedMap<SchemaObject, SortedMap<String, String>> hashes = new TreeMap<>();
        for (int at = 0; at + FIELDS <= fields.length; at += FIELDS) {
            hashes.put(
                    new SchemaObject(fields[at], fields[at + 1], fields[at + 2], fields[at + 3]), fact(fields[at + 4]));
        }
        return new SchemaFingerprint(
                hash, new SchemaSnapshot(Integer.parseInt(hash.split(":", -1)[1]), hashes, List.of()));
    }

    /** Whether a stored hash can be compared with one that is computed here for a server of this major version. */
    public static boolean isComparable(String hash, int serverVersion) {
        return hash.startsWith(version(serverVersion));
    }

    /** The names and hashes of the objects, for {@link #stored}. */
    public String text() {
        StringBuilder fields = new StringBuilder();
        objects.objects()
                .forEach((object, facts) -> fields.append(String.join(
                                "\0", object.kind(), object.name(), object.schema(), object.owner(), facts.get(FACT)))
                        .append('\0'));
        return packed(fields.toString());
    }

    /** What differs in another fingerprint of a comparable version: which objects, without their facts. */
    public SchemaComparison to(SchemaFingerprint other) {
        return SchemaComparison.of(objects, other.objects);
    }

    private static String version(int serverVersion) {
        return VERSION + ":" + serverVersion + ":";
    }

    private static SortedMap<String, String> fact(String hash) {
        return new TreeMap<>(Map.of(FACT, hash));
    }

    private static String packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String unpacked(String text) {
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException("The stored fingerprint of a schema is damaged", damaged);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
