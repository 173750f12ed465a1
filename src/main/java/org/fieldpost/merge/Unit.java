package org.fieldpost.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Columns that say one thing together and so change hands together.
 *
 * @param winner the columns of the side that changed them; the hub's if both did
 * @param changedLocally this device changed at least one
 * @param changedAtServer the hub changed at least one
 * @param undecided both changed them, differently
 */
record Unit(ObjectNode winner, boolean changedLocally, boolean changedAtServer, boolean undecided) {
    static Unit of(Versions all, List<String> fields) {
        var part = all.only(fields);
        boolean here = !JsonSame.values(part.base(), part.local());
        boolean there = !JsonSame.values(part.base(), part.server());
        boolean undecided = here && there && !JsonSame.values(part.local(), part.server());
        return new Unit(here && !there ? part.local() : part.server(), here, there, undecided);
    }
}
