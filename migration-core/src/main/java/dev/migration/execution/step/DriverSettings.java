package dev.migration.execution.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.migration.execution.statement.StepStatement;

/**
 * Keeps settings of a script from the driver that the driver cannot bear: it closes the connection when it hears that dates are
 * not written as ISO dates any more, or that the client's encoding is not UTF-8.
 *
 * <p>The server tells of a changed setting at the end of a message, and only if the value at that moment is another than the one
 * it told last (since PostgreSQL 14, {@code ReportChangedGUCOptions}). So each message ends with the values that the driver
 * wants, and begins with those that the script wants. The encoding is not taken up again: what we send is UTF-8.
 */
final class DriverSettings {

    /** A text that is longer is not searched but taken for one that has it. */
    private static final int LONGEST_SEARCHED = 10_000;

    private static final String KEEP = "SELECT set_config('migration.date_style', current_setting('datestyle'), false),"
            + " set_config('datestyle', 'ISO', false), set_config('client_encoding', 'UTF8', false)";
    private static final String TAKE_UP =
            "SELECT set_config('datestyle', current_setting('migration.date_style'), false)";

    private boolean kept;

    /** What a message consists of that carries the parcels. */
    List<StepStatement> around(List<StepStatement> parcels) {
        boolean changed = parcels.stream().anyMatch(DriverSettings::mayChange);
        if (!kept && !changed) {
            return parcels;
        }
        List<StepStatement> all = new ArrayList<>(parcels);
        if (kept) {
            // Behind what a transaction begins with: BEGIN must come first.
            all.add(firstOfScript(parcels), new StepStatement.Ours(TAKE_UP));
        }
        all.add(new StepStatement.Ours(KEEP));
        kept = true;
        return List.copyOf(all);
    }

    private static int firstOfScript(List<StepStatement> parcels) {
        int index = 0;
        while (index < parcels.size() && !(parcels.get(index) instanceof StepStatement.Scripted)) {
            index++;
        }
        return index;
    }

    private static boolean mayChange(StepStatement parcel) {
        if (!(parcel instanceof StepStatement.Scripted)) {
            return false;
        }
        String text = parcel.sql();
        if (text.length() > LONGEST_SEARCHED) {
            return true;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("datestyle")
                || lower.contains("client_encoding")
                || (lower.startsWith("set") && lower.contains("names"));
    }
}
