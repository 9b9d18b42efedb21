// SPDX-License-Identifier: Apache-2.0
/** The pages of the support team: queue, ticket, charts and knowledge base. They use the same services as the REST API. */
@NullMarked
package dev.migration.sample.support.desk;

import org.jspecify.annotations.NullMarked;
