// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

/**
 * One of several revisions that are written on top of each other.
 *
 * @param title what it does, behind the message of all of them; empty for the last one
 */
public record RevisionPart(String title, RevisionSections sections) {}
