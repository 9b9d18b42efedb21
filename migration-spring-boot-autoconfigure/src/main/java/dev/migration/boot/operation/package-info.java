/**
 * What operators may order of a running application: an upgrade, a downgrade, a stamp. An order comes in from an endpoint; a run
 * beside the web server, audit events and an outcome go out.
 */
@NullMarked
package dev.migration.boot.operation;

import org.jspecify.annotations.NullMarked;
