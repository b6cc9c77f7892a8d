package org.tiltyard.battle;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.modes.*}: which modes are offered beside the anonymous one, which always is.
 *
 * @param sideBySide whether people may choose two models by name
 * @param direct whether people may talk to one model
 */
record ModeSettings(
    @Editable @DefaultValue("true") boolean sideBySide,
    @Editable @DefaultValue("true") boolean direct) {}
