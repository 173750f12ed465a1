package org.fieldpost.app.doctor;

import org.fieldpost.store.Numbered;
import org.fieldpost.store.Profile;
import org.fieldpost.store.TemporaryIds;
import org.fieldpost.store.TemporaryIds.Place;

/** No temporary id is left once the hub's has come, and none waits for one that cannot come. */
final class IdentityCheck {
    private static final int DRAFTS_AT_ONCE = 100;
    private final Profile profile;
    private final TemporaryIds ids = new TemporaryIds();

    IdentityCheck(Profile profile) {
        this.profile = profile;
    }

    String look(Chart chart) {
        var database = profile.database();
        database.read(tx -> ids.leftBehind(tx, Doctor.FOUND_MAX))
                .forEach(place -> chart.note(Ailment.TEMPORARY_ID_LEFT, name(place)));
        long after = Numbered.START;
        boolean more = true;
        while (more) {
            long from = after;
            var some = database.read(tx -> ids.inDrafts(tx, from, DRAFTS_AT_ONCE));
            some.rows().forEach(place -> chart.note(Ailment.TEMPORARY_ID_LEFT, name(place)));
            after = some.last();
            more = !some.isLast();
        }
        database.read(tx -> ids.waitingForNothing(tx, Doctor.FOUND_MAX))
                .forEach(
                        place ->
                                chart.note(
                                        Ailment.WAITS_FOR_NO_ID,
                                        "%s %s".formatted(place.column(), place.temporary())));
        long bad =
                chart.countOf(Ailment.TEMPORARY_ID_LEFT) + chart.countOf(Ailment.WAITS_FOR_NO_ID);
        return bad == 0
                ? "the hub's ids stand wherever they have come"
                : "%,d temporary ids stand where none should".formatted(bad);
    }

    private static String name(Place place) {
        return "%s %s, %s %s"
                .formatted(place.table(), place.row(), place.column(), place.temporary());
    }
}
