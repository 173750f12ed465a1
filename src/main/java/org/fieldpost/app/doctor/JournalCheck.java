package org.fieldpost.app.doctor;

import org.fieldpost.journal.Damage;
import org.fieldpost.store.Profile;

/** The journal can be read to its end, and the database is where it ends. */
final class JournalCheck {
    private final Profile profile;

    JournalCheck(Profile profile) {
        this.profile = profile;
    }

    String look(Chart chart) {
        var opening = profile.opening();
        var journal = profile.readJournal();
        opening.damage().forEach(damage -> note(damage, chart));
        journal.damage().forEach(damage -> note(damage, chart));
        chart.count(Ailment.NOT_APPLIED, journal.refused() + journal.notUnderstood());
        if (opening.journalShorter()) {
            chart.note(Ailment.JOURNAL_SHORTER, "it ends with record " + journal.last());
        }
        if (journal.position() != journal.last()) {
            chart.note(
                    Ailment.POSITION_DIFFERS,
                    "the journal ends with record %d, the database with %d"
                            .formatted(journal.last(), journal.position()));
        }
        for (var file : journal.keptAside()) {
            boolean torn = file.toString().endsWith(".torn");
            if (torn || opening.damage().isEmpty()) {
                chart.note(
                        torn ? Ailment.APPEND_CUT_SHORT : Ailment.JOURNAL_KEPT_ASIDE,
                        "journal/" + file.getFileName());
            }
        }
        boolean whole =
                chart.countOf(Ailment.JOURNAL_DAMAGED) + chart.countOf(Ailment.POSITION_DIFFERS)
                        == 0;
        return whole
                ? "the journal is whole: %,d records, the last is %d, as the database has it"
                        .formatted(journal.records(), journal.last())
                : "the journal is not whole: %,d records can be read, the last is %d"
                        .formatted(journal.records(), journal.last());
    }

    private static void note(Damage damage, Chart chart) {
        chart.note(
                Ailment.JOURNAL_DAMAGED,
                "journal/%s, records %d to %d"
                        .formatted(
                                damage.file().getFileName(),
                                damage.firstMissing(),
                                damage.lastMissing()));
    }
}
