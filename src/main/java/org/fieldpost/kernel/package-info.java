/** Mechanisms without a domain: ids, JSON text, hashes, back-off, background work, limits. */
@NullMarked
package org.fieldpost.kernel;

import org.jspecify.annotations.NullMarked;
