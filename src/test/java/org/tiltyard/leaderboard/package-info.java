@NullMarked
package org.tiltyard.leaderboard;

import org.jspecify.annotations.NullMarked;
