package org.fieldpost.sync;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.fieldpost.contract.EntityType;
import org.fieldpost.form.Choice;
import org.fieldpost.form.ChoiceSource;
import org.fieldpost.form.CsvChoiceLists;
import org.fieldpost.store.ChangeEvent;
import org.fieldpost.store.ChoiceRows;
import org.fieldpost.store.WantedLists.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a choice list into the table: checked as a whole first, then in small transactions so that no
 * capture waits behind them, then made visible by one. What is already there after a kill or an interruption is not
 * read in again.
 */
final class ListLoading {
    private static final int ROWS_AT_ONCE = 500;
    private static final int CODE_CHARS_MAX = 500;
    private static final int COLUMN_CHARS_MAX = 200;
    private final LocalStore store;
    private final ChoiceRows rows = new ChoiceRows();

    ListLoading(LocalStore store) {
        this.store = store;
    }

    /**
     * A list of a form.
     *
     * @param content names its rows: lists read in the same way from the same bytes share them
     */
    record Named(Wanted wanted, ChoiceSource source, String language, UUID content) {
        static Named of(Wanted wanted, ChoiceSource source, String language) {
            var hash = source.readingHash(language).hex();
            var content =
                    new UUID(
                            Long.parseUnsignedLong(hash.substring(0, 16), 16),
                            Long.parseUnsignedLong(hash.substring(16, 32), 16));
            return new Named(wanted, source, language, content);
        }
    }

    /** How it went. */
    sealed interface Outcome {
        record Loaded() implements Outcome {}

        /** Something more urgent is to be done; it goes on later. */
        record Interrupted() implements Outcome {}

        record Unusable(String why) implements Outcome {}
    }

    /** Another form has the very same rows: the list is those. */
    boolean linkIfComplete(Named list) {
        var columns = store.database().read(tx -> rows.complete(tx, list.content()));
        columns.ifPresent(names -> link(list, names));
        return columns.isPresent();
    }

    Outcome load(Named list, byte[] csv, BooleanSupplier mustYield) {
        int here = store.database().read(tx -> rows.staged(tx, list.content()));
        // Rows that are here already are of the same bytes, and were looked through then.
        var fault = here > 0 ? null : check(list, csv);
        if (fault != null) {
            return new Outcome.Unusable(fault);
        }
        Set<String> columns = new TreeSet<>();
        if (!stage(list, csv, here, columns, mustYield)) {
            return new Outcome.Interrupted();
        }
        link(list, columns);
        return new Outcome.Loaded();
    }

    /** Looks through the whole list before any row of it is taken in; what is wrong with it, or null. */
    private static @Nullable String check(Named list, byte[] csv) {
        var faults = new ArrayList<String>();
        int[] count = {0};
        try {
            each(
                    list,
                    csv,
                    choice -> {
                        count[0]++;
                        if (count[0] > ChoiceSource.ROWS_MAX) {
                            faults.add("it has more than " + ChoiceSource.ROWS_MAX + " rows");
                        } else if (choice.code().length() > CODE_CHARS_MAX) {
                            faults.add("row " + count[0] + " has too long a code");
                        } else if (choice.columns().keySet().stream()
                                .anyMatch(name -> name.length() > COLUMN_CHARS_MAX)) {
                            faults.add("it has a column with too long a name");
                        }
                        return faults.isEmpty();
                    });
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return "it is no CSV table after row " + count[0] + ": " + e.getMessage();
        }
        return faults.isEmpty() ? null : faults.getFirst();
    }

    private boolean stage(
            Named list, byte[] csv, int here, Set<String> columns, BooleanSupplier mustYield) {
        var slice = new ArrayList<Choice>(ROWS_AT_ONCE);
        int[] next = {0};
        int[] staged = {here};
        try {
            boolean whole =
                    each(
                            list,
                            csv,
                            choice -> {
                                columns.addAll(choice.columns().keySet());
                                if (next[0]++ < here) {
                                    return true;
                                }
                                slice.add(choice);
                                if (slice.size() < ROWS_AT_ONCE) {
                                    return true;
                                }
                                staged[0] += take(list, staged[0], slice);
                                return !mustYield.getAsBoolean();
                            });
            if (whole) {
                take(list, staged[0], slice);
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int take(Named list, int from, List<Choice> slice) {
        var taken = List.copyOf(slice);
        slice.clear();
        store.database().run(tx -> rows.stage(tx, list.content(), from, taken));
        return taken.size();
    }

    private static boolean each(Named list, byte[] csv, Predicate<Choice> more) throws IOException {
        try (var reader =
                new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8)) {
            return CsvChoiceLists.each(list.source(), reader, list.language(), more);
        }
    }

    private void link(Named list, Collection<String> columns) {
        var wanted = list.wanted();
        store.database()
                .run(
                        tx -> {
                            rows.link(tx, wanted.form(), wanted.list(), list.content(), columns);
                            store.tables().forms().lists().ready(tx, wanted);
                            store.events()
                                    .afterCommit(
                                            tx,
                                            new ChangeEvent.Updated(
                                                    EntityType.MOBILE_FORMS, wanted.form()));
                        });
    }
}
