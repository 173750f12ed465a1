/** {@code fieldpost doctor}: looks at all of a profile and says what is wrong and what to do; changes nothing. */
@NullMarked
package org.fieldpost.app.doctor;

import org.jspecify.annotations.NullMarked;
