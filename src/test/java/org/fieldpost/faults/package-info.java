/** The fault matrix: a real hub and real devices with a bad network between them (docs/FAULTS.md). */
@NullMarked
package org.fieldpost.faults;

import org.jspecify.annotations.NullMarked;
