package org.tiltyard.provider;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where to look for model servers on this machine, {@code tiltyard.local-servers.*}: ports of the
 * loopback address; 0 looks for none of the kind.
 */
@ConfigurationProperties("tiltyard.local-servers")
record LocalServerSettings(
    @DefaultValue("11434") int ollama,
    @DefaultValue("8080") int llamaCpp,
    @DefaultValue("8000") int vllm,
    @DefaultValue("1234") int lmStudio) {}
