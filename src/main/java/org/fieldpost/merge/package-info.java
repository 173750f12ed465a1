/** Three versions of an entity brought together: pure, deterministic, and a person asked where no rule decides. */
@NullMarked
package org.fieldpost.merge;

import org.jspecify.annotations.NullMarked;
