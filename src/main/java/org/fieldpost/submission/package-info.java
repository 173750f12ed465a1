/** Submissions, their media and reviews: the words for what a field worker hands in and what becomes of it. */
@NullMarked
package org.fieldpost.submission;

import org.jspecify.annotations.NullMarked;
