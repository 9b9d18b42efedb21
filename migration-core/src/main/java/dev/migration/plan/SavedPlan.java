// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;
import java.util.Optional;

/**
 * The plan of an upgrade together with everything that it depends on: a person reviews it, and an upgrade applies it later as it is, or
 * not at all.
 *
 * @param database the database for which it was made
 * @param target the target of the upgrade, as it was written
 * @param before the ids of the maximal applied revisions before the first step
 * @param after the ids of the maximal applied revisions after the last step
 * @param revisions the revisions that it applies, in order
 * @param repeatables the repeatables that it applies after them, in order
 * @param hooks the hooks that run in an upgrade; empty if the plan applies nothing
 */
public record SavedPlan(
        Database database,
        String target,
        List<String> before,
        List<String> after,
        List<Script> revisions,
        List<Script> repeatables,
        List<Script> hooks) {

    public SavedPlan {
        before = List.copyOf(before);
        after = List.copyOf(after);
        revisions = List.copyOf(revisions);
        repeatables = List.copyOf(repeatables);
        hooks = List.copyOf(hooks);
    }

    /**
     * Which database it is. A physical copy, such as a standby that takes over, is the same one; a database that was created from a
     * template or restored from a dump is another one, also under the same name.
     *
     * @param cluster the system identifier of the cluster; empty if the role may not read it
     * @param oid the OID of the database
     * @param name its name; a database that was renamed stays the same
     * @param schema the schema of the state tables; empty if there is no such schema
     */
    public record Database(Optional<String> cluster, long oid, String name, Optional<String> schema) {

        /** Whether the other one is the same database with the same state tables, as far as the roles may know. */
        public boolean isSame(Database other) {
            return oid == other.oid && agree(cluster, other.cluster) && agree(schema, other.schema);
        }

        private static boolean agree(Optional<String> one, Optional<String> other) {
            return one.isEmpty() || other.isEmpty() || one.equals(other);
        }

        @Override
        public String toString() {
            return "'" + name + "' (OID " + oid
                    + cluster.map(id -> ", cluster " + id).orElse("")
                    + schema.map(known -> ", schema " + known).orElse("") + ")";
        }
    }

    /**
     * What runs for a revision, a repeatable or a hook.
     *
     * @param name the id of the revision, the name of the repeatable or the event of the hook
     * @param source its file or class
     * @param directives its directives that change what runs, and in which order
     * @param segmentsDone how many segments of it were applied before, if it was interrupted
     * @param checksum the hash of the tokens, without what is in variables; empty for a Java revision
     * @param sql its statements with the values of variables, without secrets; empty for a Java revision
     */
    public record Script(
            String name,
            String source,
            List<String> directives,
            int segmentsDone,
            Optional<String> checksum,
            Optional<String> sql) {

        public Script {
            directives = List.copyOf(directives);
        }
    }

    /** The ids of its revisions, in order. */
    public List<String> ids() {
        return revisions.stream().map(Script::name).toList();
    }
}
