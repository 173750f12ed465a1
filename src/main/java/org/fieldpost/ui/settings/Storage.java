package org.fieldpost.ui.settings;

/**
 * Bytes of a profile on the disk.
 *
 * @param database records, forms, choice lists
 * @param journal what was saved and is not confirmed by the hub
 * @param photos as taken
 * @param thumbnails small copies, can be made again
 * @param free what the disk has left
 */
public record Storage(long database, long journal, long photos, long thumbnails, long free) {
    public long used() {
        return database + journal + photos + thumbnails;
    }
}
