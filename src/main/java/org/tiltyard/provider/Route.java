package org.tiltyard.provider;

/**
 * The way to a model: what is well or unwell.
 *
 * @param model the model as the endpoint names it
 */
public record Route(EndpointId endpoint, String model) {}
