package org.fieldpost.sync;

/**
 * What a pull came to, in changes.
 *
 * @param pages pages fetched
 * @param applied rows created, changed or deleted here
 * @param merged rows with local work brought together with the hub's
 * @param unchanged nothing newer than what was held
 * @param failed could not be applied; fetched again
 * @param quarantined set aside after failing too often
 * @param complete there was nothing more to fetch
 */
public record PullReport(
        int pages,
        int applied,
        int merged,
        int unchanged,
        int failed,
        int quarantined,
        boolean complete) {
    public static final PullReport NONE = new PullReport(0, 0, 0, 0, 0, 0, false);

    /** With another page. */
    PullReport plus(ApplyEngine.ApplyReport page, boolean last) {
        return new PullReport(
                pages + 1,
                applied + page.applied(),
                merged + page.merged(),
                unchanged + page.unchanged(),
                failed + page.failed(),
                quarantined + page.quarantined(),
                last);
    }

    /** With another pull behind this one. */
    PullReport then(PullReport next) {
        return new PullReport(
                pages + next.pages,
                applied + next.applied,
                merged + next.merged,
                unchanged + next.unchanged,
                failed + next.failed,
                quarantined + next.quarantined,
                next.complete);
    }

    PullReport completed(boolean all) {
        return new PullReport(pages, applied, merged, unchanged, failed, quarantined, all);
    }
}
