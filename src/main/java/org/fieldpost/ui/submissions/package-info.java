/** Finished submissions: the list with search and filters, and all there is about one of them. */
@NullMarked
package org.fieldpost.ui.submissions;

import org.jspecify.annotations.NullMarked;
