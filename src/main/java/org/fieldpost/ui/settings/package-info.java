/** The settings: who and which hub, enrolment, language and look, storage, encryption, about. */
@NullMarked
package org.fieldpost.ui.settings;

import org.jspecify.annotations.NullMarked;
