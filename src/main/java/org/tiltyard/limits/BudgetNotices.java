package org.tiltyard.limits;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AdminNotice;
import org.tiltyard.identity.AdminNotices;
import org.tiltyard.limits.BudgetSettings.WhenSpent;
import org.tiltyard.settings.Live;

/** Tells admins which budgets are used up today, and what that means until midnight. */
@Component
final class BudgetNotices implements AdminNotices {

  private static final String PAGE = "/admin/limits";

  private final LimitsPage limits;
  private final Live<LimitSettings> settings;
  private final Live<BudgetSettings> budgets;

  BudgetNotices(
      LimitsPage limits, Live<LimitSettings> settings, Live<BudgetSettings> budgetSettings) {
    this.limits = limits;
    this.settings = settings;
    this.budgets = budgetSettings;
  }

  @Override
  public List<AdminNotice> toDo() {
    if (!settings.get().enabled()) {
      return List.of();
    }
    String rule = budgets.get().whenSpent() == WhenSpent.STOP ? ".stop" : ".note";
    List<String> models = new ArrayList<>();
    List<AdminNotice> notices = new ArrayList<>();
    for (LimitsPage.Budget budget : limits.budgets()) {
      if (budget.spent() && budget.model() == null) {
        notices.add(AdminNotice.of("limits.notice.arena" + rule, PAGE));
      } else if (budget.spent()) {
        models.add(budget.name());
      }
    }
    if (!models.isEmpty()) {
      String names = String.join(", ", models.stream().sorted().toList());
      notices.add(AdminNotice.of("limits.notice.models" + rule, PAGE, models.size(), names));
    }
    return notices;
  }
}
