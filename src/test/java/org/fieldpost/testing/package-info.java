/** What tests of several packages share: real databases, true JPEG photos with EXIF. */
@NullMarked
package org.fieldpost.testing;

import org.jspecify.annotations.NullMarked;
