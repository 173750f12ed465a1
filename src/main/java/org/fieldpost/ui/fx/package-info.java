/** The only toolkit plumbing: work away from the screen, views from FXML, words, the tick of the clock. */
@NullMarked
package org.fieldpost.ui.fx;

import org.jspecify.annotations.NullMarked;
