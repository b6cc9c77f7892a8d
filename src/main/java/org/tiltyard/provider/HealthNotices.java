package org.tiltyard.provider;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AdminNotice;
import org.tiltyard.identity.AdminNotices;

/** Tells admins, on every page of theirs, that models are out of the draw. */
@Component
final class HealthNotices implements AdminNotices {

  private static final String PAGE = "/admin/health";

  private final Health health;

  HealthNotices(Health health) {
    this.health = health;
  }

  @Override
  public List<AdminNotice> banners() {
    Health.Summary summary = health.summary();
    List<AdminNotice> notices = new ArrayList<>();
    if (!summary.out().isEmpty()) {
      String names = String.join(", ", summary.out());
      notices.add(AdminNotice.of("health.notice.out", PAGE, summary.out().size(), names));
    }
    if (summary.well() < 2) {
      notices.add(AdminNotice.of("health.notice.too-few", PAGE, summary.well()));
    }
    return notices;
  }

  @Override
  public List<AdminNotice> toDo() {
    return banners();
  }
}
