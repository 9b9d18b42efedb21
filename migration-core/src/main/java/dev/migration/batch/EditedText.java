// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.ArrayList;
import java.util.List;

/** A text with insertions, which knows where its characters were in the original. */
public final class EditedText {

    private final String original;
    private final List<Insertion> insertions = new ArrayList<>();

    EditedText(String original) {
        this.original = original;
    }

    private record Insertion(int offset, String text) {}

    /** Inserts a text before a character of the original, behind what was inserted there before. */
    void insert(int offset, String text) {
        insertions.add(new Insertion(offset, text));
    }

    /** The text with all insertions, which were made in the order of their offsets. */
    public String text() {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Insertion insertion : insertions) {
            text.append(original, from, insertion.offset()).append(insertion.text());
            from = insertion.offset();
        }
        return text.append(original, from, original.length()).toString();
    }

    /** Where a character of the text was in the original; a character of an insertion is where it was inserted. */
    public int original(int offset) {
        int left = offset;
        for (Insertion insertion : insertions) {
            if (left < insertion.offset()) {
                return left;
            }
            left = Math.max(insertion.offset(), left - insertion.text().length());
        }
        return Math.min(left, original.length());
    }
}
