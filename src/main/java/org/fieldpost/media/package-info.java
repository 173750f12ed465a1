/** Photos and other files: kept under their hash, looked into without trust, shown small. */
@NullMarked
package org.fieldpost.media;

import org.jspecify.annotations.NullMarked;
