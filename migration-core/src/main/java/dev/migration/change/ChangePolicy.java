// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

/** Whether an upgrade that no person has started may run the changes of a class. */
public enum ChangePolicy {
    /** Runs them. */
    ALLOW,
    /** Runs nothing: a person's command applies them. */
    REFUSE
}
