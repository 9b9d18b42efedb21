package dev.migration.revision;

import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import java.util.Optional;

/**
 * Where a walk ended.
 *
 * @param end the revision; empty is the base
 * @param steps how many steps there were, at most as many as wanted
 */
public record WalkResult(Optional<Revision> end, int steps) {

    /** @throws TargetException if there were fewer steps than wanted */
    public Optional<Revision> all(int wanted, String target) {
        if (steps < wanted) {
            throw new TargetException(new WalkFault.WalkedTooFar(target, steps));
        }
        return end;
    }
}
