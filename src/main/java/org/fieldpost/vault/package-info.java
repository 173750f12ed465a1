/** A profile's key, where it is kept, and what is sealed with it. */
@NullMarked
package org.fieldpost.vault;

import org.jspecify.annotations.NullMarked;
