/** Submissions for other programs: tables (CSV) and maps (GeoJSON). */
@NullMarked
package org.fieldpost.export;

import org.jspecify.annotations.NullMarked;
