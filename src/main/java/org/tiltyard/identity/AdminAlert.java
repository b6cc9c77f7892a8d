package org.tiltyard.identity;

import java.time.Instant;
import java.util.Map;

/**
 * Something that admins want to hear of wherever they are. Published in the transaction of what
 * happened; whoever can reach them, such as the webhook, writes it down in the same one.
 *
 * @param type a word in the past, with its area: {@code votes.left-out-jumped}
 * @param data what there is to know, without anything secret or personal
 */
public record AdminAlert(String type, Map<String, ?> data, Instant at) {}
