package org.fieldpost.store;

import java.util.UUID;

/**
 * Something that happened to a draft, told after the commit that made it true. Drafts stay on this laptop: screens want
 * to know, sync and search do not, so these are told apart from {@link ChangeEvent}s.
 */
public sealed interface DraftEvent {
    /** The draft. */
    UUID id();

    /** Its first answer was saved. */
    record Begun(UUID id) implements DraftEvent {}

    /** It changed, or follows a submission to the hub's id. */
    record Saved(UUID id) implements DraftEvent {}

    /** It was finished or thrown away. */
    record Gone(UUID id) implements DraftEvent {}
}
