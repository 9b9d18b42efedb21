// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.script.Variables;
import dev.migration.script.location.DigestedSource;
import dev.migration.script.parse.ParsedScript;
import dev.migration.script.parse.ScriptParser;

/** The files with scripts, in order, and the Java revisions. */
final class ScriptFiles {

    private static final Logger log = LoggerFactory.getLogger(ScriptFiles.class);

    private final List<OwnedFile> files;
    private final List<OwnedScript> code;
    private final Variables variables;
    private final Function<List<OwnedScript>, RevisionScripts> linker;
    private volatile Optional<ParsedFiles> parsed = Optional.empty();

    /**
     * @param code the Java revisions, which are parsed
     * @param linker links what is parsed
     */
    ScriptFiles(
            List<OwnedFile> files,
            List<OwnedScript> code,
            Variables variables,
            Function<List<OwnedScript>, RevisionScripts> linker) {
        this.files = List.copyOf(files);
        this.code = List.copyOf(code);
        this.variables = variables;
        this.linker = linker;
    }

    /** @param module the module that the file belongs to */
    record OwnedFile(String module, DigestedSource source) {

        private OwnedFile again() {
            return new OwnedFile(module, source.again());
        }
    }

    /** The files with the hashes of what was parsed. */
    private record ParsedFiles(List<OwnedFile> files, boolean warned) {}

    int size() {
        return files.size() + code.size();
    }

    RevisionScripts parse() {
        // Scripts that have a fault are parsed again when they are corrected: each time has hashes of its own.
        List<OwnedFile> digested = files.stream().map(OwnedFile::again).toList();
        List<OwnedScript> scripts = new ArrayList<>(size());
        digested.forEach(
                file -> scripts.add(new OwnedScript(file.module(), ScriptParser.parse(file.source(), variables))));
        scripts.addAll(code);
        RevisionScripts linked = linker.apply(scripts);
        parsed = Optional.of(new ParsedFiles(digested, ScriptWarnings.log(linked)));
        return linked;
    }

    /**
     * The hash of all names, modules and bytes, and of the headers of Java revisions. Empty if there is no script, which is logged as a
     * warning; if variables are defined, whose values may be secret; if there are other warnings or faults; and if a file has no hash.
     */
    Optional<String> hash(String steps) {
        Optional<ParsedFiles> known = parsed;
        if (size() == 0
                || variables.areDefined()
                || known.filter(ParsedFiles::warned).isPresent()
                || code.stream().anyMatch(ScriptFiles::isFaulty)) {
            return Optional.empty();
        }
        MessageDigest digest = DigestedSource.sha256();
        digest.update(steps.getBytes(StandardCharsets.UTF_8));
        try {
            for (OwnedFile file : known.map(ParsedFiles::files).orElse(files)) {
                Optional<byte[]> bytes = known.isEmpty()
                        ? file.source().current()
                        : file.source().parsed();
                if (bytes.isEmpty()) {
                    return Optional.empty();
                }
                add(digest, file.module(), file.source().name());
                digest.update(bytes.get());
            }
        } catch (IOException unreadable) {
            // Parsing reports it with all other faults.
            log.debug("A script cannot be read", unreadable);
            return Optional.empty();
        }
        code.forEach(script -> add(digest, script.module(), header(script.script())));
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static boolean isFaulty(OwnedScript script) {
        return !script.script().faults().isEmpty();
    }

    private static String header(ParsedScript script) {
        return Stream.concat(
                        Stream.of(script.source(), script.revision().toString()),
                        script.script().stream().flatMap(java -> java.reapply().stream()))
                .toList()
                .toString();
    }

    private static void add(MessageDigest digest, String module, String name) {
        digest.update((module + '\0' + name + '\0').getBytes(StandardCharsets.UTF_8));
    }
}
