/**
 * Starting, filling, finishing and throwing away: drafts that survive anything, photos safe before answers name
 * them.
 */
@NullMarked
package org.fieldpost.capture;

import org.jspecify.annotations.NullMarked;
