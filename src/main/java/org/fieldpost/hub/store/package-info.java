/** The hub's tables, one class each, on H2 and PostgreSQL alike; all hub SQL lives here. */
@NullMarked
package org.fieldpost.hub.store;

import org.jspecify.annotations.NullMarked;
