// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.user;

import java.util.Locale;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** The role of a user. */
enum Role {
    CUSTOMER,
    AGENT;

    /** Converts to lower case, which the column has since the first revision. */
    @Converter(autoApply = true)
    static class InLowerCase implements AttributeConverter<Role, String> {

        @Override
        public String convertToDatabaseColumn(Role role) {
            return role.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public Role convertToEntityAttribute(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }
}
