/** Pages under docs/ that are written from the tests, or checked against them. */
@NullMarked
package org.fieldpost.documents;

import org.jspecify.annotations.NullMarked;
