// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.fault;

/** The reason why a request on the graph is refused or is ambiguous. */
public sealed interface TargetFault extends RevisionFault permits ResolutionFault, WalkFault, AuthoringFault {}
