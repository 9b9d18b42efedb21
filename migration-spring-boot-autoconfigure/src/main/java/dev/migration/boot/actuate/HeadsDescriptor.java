package dev.migration.boot.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where the scripts lead; known without a database.
 *
 * @param heads the revisions with a script that no other revises
 */
public record HeadsDescriptor(List<String> heads, @Nullable String error) implements SelectionDescriptor.Part {}
