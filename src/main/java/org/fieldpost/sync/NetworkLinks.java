package org.fieldpost.sync;

import java.io.IOException;
import java.util.Set;

/** What the machine knows of its own network; says nothing of whether a hub can be reached. */
@FunctionalInterface
public interface NetworkLinks {
    /**
     * The addresses this machine has now on links to somewhere else; none when it is cut off.
     *
     * @throws IOException the machine does not say
     */
    Set<String> addresses() throws IOException;
}
