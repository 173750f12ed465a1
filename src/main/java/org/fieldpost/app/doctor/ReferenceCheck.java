package org.fieldpost.app.doctor;

import org.fieldpost.contract.RelationGraph;
import org.fieldpost.store.Numbered;
import org.fieldpost.store.OrphanQueries.Orphan;
import org.fieldpost.store.Profile;
import org.fieldpost.sync.LooseEverywhere;

/** What rows and answers refer to is here. */
final class ReferenceCheck {
    private static final int ANSWERS_AT_ONCE = 500;
    private final Profile profile;
    private final LooseEverywhere loose;

    ReferenceCheck(Profile profile) {
        this.profile = profile;
        loose = new LooseEverywhere(profile.tables());
    }

    String look(Chart chart) {
        var database = profile.database();
        var state = database.read(profile.tables().syncState()::get);
        boolean allIsHere = state.firstSyncComplete() && !state.resyncNeeded();
        var required = allIsHere ? Ailment.REFERENCE_LOOSE : Ailment.REFERENCE_NOT_HERE_YET;
        for (var relation : RelationGraph.RELATION_GRAPH) {
            var ailment = relation.required() ? required : Ailment.ANSWER_LOOSE;
            database.read(tx -> loose.ofRows(tx, relation, Doctor.FOUND_MAX))
                    .forEach(orphan -> chart.note(ailment, name(orphan)));
        }
        long after = Numbered.START;
        boolean more = true;
        while (more) {
            long from = after;
            var some = database.read(tx -> loose.inAnswers(tx, from, ANSWERS_AT_ONCE));
            some.rows().forEach(orphan -> chart.note(Ailment.ANSWER_LOOSE, name(orphan)));
            after = some.last();
            more = !some.isLast();
        }
        long bad = chart.countOf(Ailment.REFERENCE_LOOSE);
        return bad == 0
                ? "every record has what it belongs to"
                        + (allIsHere ? "" : ", as far as the first sync has brought it")
                : "%,d records lack what they belong to".formatted(bad);
    }

    private static String name(Orphan orphan) {
        return "%s %s, %s %s"
                .formatted(
                        orphan.relation().source().word(),
                        orphan.source(),
                        orphan.relation().field(),
                        orphan.missing());
    }
}
