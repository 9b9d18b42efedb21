package dev.migration.revision;

import java.util.Optional;

/**
 * Where a walk ended.
 *
 * @param end the revision; empty is the base
 * @param steps how many steps there were, at most as many as wanted
 */
record Walked(Optional<Revision> end, int steps) {

    /** @throws TargetException if there were fewer steps than wanted */
    Optional<Revision> all(int wanted, Target target) {
        if (steps < wanted) {
            throw new TargetException(new WalkFault.WalkedTooFar(target.toString(), steps));
        }
        return end;
    }
}
