package org.fieldpost.hub.store;

import java.util.List;
import org.fieldpost.contract.CompositeCursor;

/**
 * A page of the change feed.
 *
 * @param parents rows that rows of the page require and that the reader has not been sent, parents first
 * @param rows the page, in commit order
 * @param next where the next page begins
 * @param hasMore whether there is one
 */
public record FeedPage(
        List<EntityRow> parents, List<EntityRow> rows, CompositeCursor next, boolean hasMore) {}
