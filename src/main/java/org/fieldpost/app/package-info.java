/** Composition roots: put the parts together, start and stop them; know everyone, known by none. */
@NullMarked
package org.fieldpost.app;

import org.jspecify.annotations.NullMarked;
