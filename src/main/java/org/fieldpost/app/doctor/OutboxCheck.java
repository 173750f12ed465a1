package org.fieldpost.app.doctor;

import org.fieldpost.contract.EntityType;
import org.fieldpost.db.ReadTx;
import org.fieldpost.store.OutboxFigures;
import org.fieldpost.store.OutboxGaps;
import org.fieldpost.store.OutboxStatus;
import org.fieldpost.store.Profile;

/** Nothing has left the queue unsent, and each command has its row and its content. */
final class OutboxCheck {
    private final Profile profile;
    private final OutboxGaps gaps = new OutboxGaps();
    private final OutboxFigures figures = new OutboxFigures();

    OutboxCheck(Profile profile) {
        this.profile = profile;
    }

    String look(Chart chart) {
        return profile.database().read(tx -> look(tx, chart));
    }

    private String look(ReadTx tx, Chart chart) {
        var counts = profile.tables().outbox().counts(tx);
        if (!counts.conserved()) {
            chart.note(
                    Ailment.COUNTS_DIFFER,
                    "ever made %d; done and forgotten %d; held %s"
                            .formatted(counts.created(), counts.purged(), counts.byStatus()));
        }
        for (var type : EntityType.values()) {
            gaps.withoutRow(tx, type, Doctor.FOUND_MAX)
                    .forEach(gap -> chart.note(Ailment.COMMAND_WITHOUT_ROW, name(gap)));
            gaps.withoutPayload(tx, type, Doctor.FOUND_MAX)
                    .forEach(gap -> chart.note(Ailment.COMMAND_WITHOUT_PAYLOAD, name(gap)));
            if (type != EntityType.TELEMETRY) {
                var unfinished = figures.unfinished(tx, type);
                chart.count(
                        Ailment.DEAD_LETTERS,
                        unfinished.getOrDefault(OutboxStatus.DEAD_LETTER, 0L));
                chart.count(
                        Ailment.CONFLICTS_OPEN, unfinished.getOrDefault(OutboxStatus.CONFLICT, 0L));
            }
        }
        return "%,d changes were ever to be sent: %,d are done, %,d wait, %,d need a person"
                .formatted(
                        counts.created(),
                        counts.of(OutboxStatus.COMPLETED) + counts.purged(),
                        counts.open() - counts.of(OutboxStatus.CONFLICT),
                        counts.of(OutboxStatus.DEAD_LETTER) + counts.of(OutboxStatus.CONFLICT));
    }

    private static String name(OutboxGaps.Gap gap) {
        return "command %s, %s %s".formatted(gap.command(), gap.table(), gap.row());
    }
}
