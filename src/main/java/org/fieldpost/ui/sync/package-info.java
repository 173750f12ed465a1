/** The sync screen: how sync stands, what waits and why, what needs a person, and every past run. */
@NullMarked
package org.fieldpost.ui.sync;

import org.jspecify.annotations.NullMarked;
