/** Our own controls and the style sheet all screens share. */
@NullMarked
package org.fieldpost.ui.kit;

import org.jspecify.annotations.NullMarked;
