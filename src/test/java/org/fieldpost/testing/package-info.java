/** What tests of several packages share: true JPEG photos with EXIF. */
@NullMarked
package org.fieldpost.testing;

import org.jspecify.annotations.NullMarked;
