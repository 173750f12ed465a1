/** Tests over the bundled forms: documents, choice lists, samples and their photos. */
@NullMarked
package org.fieldpost.forms;

import org.jspecify.annotations.NullMarked;
