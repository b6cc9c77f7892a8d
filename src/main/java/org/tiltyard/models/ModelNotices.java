package org.tiltyard.models;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tiltyard.identity.AdminNotice;
import org.tiltyard.identity.AdminNotices;

/** Reminds admins of models that were added and never tested. */
@Component
final class ModelNotices implements AdminNotices {

  /** So many names are said; more would hide what else there is to do. */
  private static final int NAMED = 5;

  private final LanguageModels models;

  ModelNotices(LanguageModels models) {
    this.models = models;
  }

  @Override
  public List<AdminNotice> toDo() {
    List<String> untested =
        models.findByStateOrderByDescribedName(LanguageModel.PAUSED).stream()
            .filter(LanguageModel::isUntested)
            .map(LanguageModel::name)
            .toList();
    if (untested.isEmpty()) {
      return List.of();
    }
    String names = untested.stream().limit(NAMED).collect(Collectors.joining(", "));
    String all = untested.size() > NAMED ? names + " …" : names;
    return List.of(
        AdminNotice.of("models.notice.untested", ModelsController.PAGE, untested.size(), all));
  }
}
