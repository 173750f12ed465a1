/** Form documents: questions, layout, choices, translations, lint, and the live evaluation of one submission. */
@NullMarked
package org.fieldpost.form;

import org.jspecify.annotations.NullMarked;
