/** Push, pull, apply and media between this profile and the hub, in the background, with a status that never lies. */
@NullMarked
package org.fieldpost.sync;

import org.jspecify.annotations.NullMarked;
