// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.loss.Loss;
import dev.migration.autogenerate.loss.UnconfirmedException;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.Question;

/** Asks a person on a terminal about everything that would lose data. */
final class LossDialog {

    private LossDialog() {}

    /**
     * Asks.
     *
     * @throws UnconfirmedException the question, if nobody is there to answer it, or if the answer to one is no
     */
    static Confirmation ask(Invocation invocation, UnconfirmedException question, Confirmation given) {
        Question terminal = Question.at(invocation).orElseThrow(() -> question);
        List<String> renames = new ArrayList<>(given.renames());
        List<String> drops = new ArrayList<>(given.drops());
        for (Loss loss : question.losses()) {
            if (isRename(terminal, loss)) {
                renames.add(loss.name() + "=" + loss.renamedTo().orElseThrow());
            } else if (terminal.isYes(capitalized(loss.sentence()) + ". Go on?")) {
                drops.add(loss.name());
            } else {
                throw question;
            }
        }
        return new Confirmation(renames, drops, given.allowsAll());
    }

    private static boolean isRename(Question terminal, Loss loss) {
        return loss.renamedTo().isPresent()
                && terminal.isYes("Is " + loss.renamedTo().get() + " the new name of " + loss.name() + "?");
    }

    private static String capitalized(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
