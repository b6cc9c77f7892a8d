package org.tiltyard.dataset;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tiltyard.settings.Editable;

/**
 * {@code tiltyard.leaks.*}.
 *
 * @param aliases further names, one model, family or organisation a line: {@code gpt-4 =
 *     Prometheus, Прометей}
 */
record LeakSettings(
    @Editable @Size(max = 500) @DefaultValue
        List<
                @Size(max = 500)
                @Pattern(
                    regexp = "\\s*[^=\\s][^=]*=[^=]*[^=\\s,][^=]*",
                    message = "write a name, an equals sign, and its further names with commas")
                String>
            aliases) {}
