// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.io.File;

/** An earlier build of this project, for example the last release, in JVMs of its own. */
final class EarlierBuild extends ThisProject {

    private static final String JARS = System.getProperty("benchmarks.earlier", "");

    @Override
    public String name() {
        return "earlier build";
    }

    @Override
    public boolean isPresent() {
        return !JARS.isEmpty();
    }

    @Override
    public boolean supports(Workload workload, Workload.Call call) {
        return call == Workload.Call.FRESH_JVM;
    }

    /** Its classes are found before those of this build. */
    @Override
    public String classPath() {
        return JARS + File.pathSeparator + super.classPath();
    }
}
