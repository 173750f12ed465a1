package org.fieldpost.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.fieldpost.submission.FormRef;

/**
 * A form in the catalogue.
 *
 * @param name by language
 * @param publishedAt when this version was made
 * @param ready whether all of its choice lists are here; else it cannot be filled yet
 */
public record FormEntry(
        UUID id, FormRef form, ObjectNode name, Instant publishedAt, boolean ready) {}
