// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.descriptor.RunningDescriptor;

/**
 * The part of the page for the current run of a database: progress bar, revision, lock holder, waiting instances.
 *
 * @param waiting the number of instances that wait for the migration lock
 */
record ProgressPart(RunningDescriptor running, int waiting) {

    void write(Markup page) {
        if (running.steps() > 0) {
            bar(page);
        }
        page.open("p");
        if (running.steps() > 0) {
            String changes = running.steps() == 1 ? " change done. " : " changes done. ";
            page.text(running.done() + " of " + running.steps() + changes);
        }
        revision(page, running.revision());
        holder(page, running.holder());
        page.close();
        if (waiting > 0) {
            String instances = PageFormat.count(waiting, "instance waits", "instances wait");
            page.element("p", instances + " for the migration lock.");
        }
    }

    private void bar(Markup page) {
        String max = Integer.toString(running.steps());
        String value = Integer.toString(running.done());
        page.open("progress", "max", max, "value", value, "aria-label", "Progress")
                .close();
    }

    private static void revision(Markup page, @Nullable String revision) {
        if (revision != null) {
            page.text("Current revision: ").foreign(revision, "class", "id").text(". ");
        }
    }

    private static void holder(Markup page, RunningDescriptor.@Nullable Holder holder) {
        if (holder != null) {
            page.text("Run by ")
                    .foreign(holder.user())
                    .text(" from ")
                    .foreign(holder.client())
                    .text(" (process " + holder.pid() + ").");
        }
    }
}
