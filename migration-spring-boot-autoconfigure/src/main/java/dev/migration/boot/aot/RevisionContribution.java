// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.aot;

import java.util.List;

import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;

import dev.migration.script.RevisionHeader;
import dev.migration.script.location.ModuleFolder;
import dev.migration.script.location.ScriptIndex;

/** Writes the index of scripts, and registers scripts and Java revisions for a native image. */
record RevisionContribution(ScriptIndex index, List<Class<?>> javaRevisions)
        implements BeanFactoryInitializationAotContribution {

    @Override
    public void applyTo(GenerationContext generation, BeanFactoryInitializationCode code) {
        generation.getGeneratedFiles().addResourceFile(ScriptIndex.RESOURCE, index.toText());
        RuntimeHints hints = generation.getRuntimeHints();
        hints.resources().registerPattern(ScriptIndex.RESOURCE);
        hints.resources().registerPattern(ModuleFolder.INDEX);
        index.scripts().forEach(script -> hints.resources().registerPattern(script));
        // The headers of Java revisions are annotations, which are read by reflection.
        hints.reflection().registerType(RevisionHeader.class);
        hints.reflection()
                .registerTypes(javaRevisions.stream().map(TypeReference::of).toList(), type -> {});
    }
}
