// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.Optional;

import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;

/**
 * The result of a walk.
 *
 * @param end the last revision; empty is the base
 * @param steps the number of steps made, at most the requested number
 */
public record WalkResult(Optional<Revision> end, int steps) {

    /**
     * The last revision of a complete walk.
     *
     * @throws TargetException if the walk made fewer steps than requested
     */
    public Optional<Revision> all(int requested, String target) {
        if (steps < requested) {
            throw new TargetException(new WalkFault.WalkedTooFar(target, steps));
        }
        return end;
    }
}
